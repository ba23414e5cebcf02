"""The command `mentoring`: parse, call, render, exit. Only here are Click, the clock, printing."""

from mentoring.cli.boundary import main

__all__ = ["main"]
