"""Folders with a synthetic programme of any size, made by `mentoring demo`."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from benchmarks.measure import BIN, process

if TYPE_CHECKING:
    from collections.abc import Iterator

MENTORING = BIN / "mentoring"
COHORT = "2026"
CLOSE = "2026-10-11"
"""The day on which applications to the demo's edition close."""


@contextmanager
def demo(mentees: int, mentors: int, *options: str) -> Iterator[Path]:
    """A folder with so many applicants, gone when done with."""
    with TemporaryDirectory() as folder:
        people = ("--mentees", str(mentees), "--mentors", str(mentors))
        process([MENTORING, "demo", *people, *options], Path(folder))
        yield Path(folder)


def applications(folder: Path) -> list[Path]:
    """The files of all applications."""
    return sorted((folder / "data" / "applications" / COHORT).glob("*.yaml"))
