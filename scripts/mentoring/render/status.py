"""The status of the year, as text of at most 80 columns, as Markdown and as data."""

from collections.abc import Sequence
from textwrap import fill
from typing import Any

from mentoring.operations.status import Status
from mentoring.render.environment import Form, written

WIDTH = 80


def as_json(found: Sequence[Status]) -> list[dict[str, Any]]:
    """Every step of every edition, with its state."""
    return [
        {
            "cohort": status.cohort,
            "as_of": status.as_of.isoformat(),
            "steps": [
                {
                    "title": step.title,
                    "state": step.state(status.as_of),
                    "from": step.on.isoformat(),
                    "waits_for": None if step.done else step.who,
                    "left": None if step.done else step.left or None,
                    "commands": list(step.commands),
                }
                for step in status.steps
            ],
        }
        for status in found
    ]


def as_text(found: Sequence[Status]) -> str:
    """The editions in turn: done, now, next."""
    return _written(found, "terminal")


def as_markdown(found: Sequence[Status]) -> str:
    """The status for the weekly issue: the steps to do now, with their commands."""
    return _written(found, "markdown")


def _written(found: Sequence[Status], form: Form) -> str:
    def filled(words: str) -> str:
        return fill(words, WIDTH, initial_indent="  ", subsequent_indent="    ")

    return written(f"status.{form}.j2", form, found=found, filled=filled)
