"""Folders with a synthetic programme of any size, made by `mentoring demo`."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from shutil import copy
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from benchmarks.measure import BIN, ROOT, process
from mentoring.operations.demo.generate import with_addresses
from mentoring.operations.new_edition import first_edition
from mentoring.store.reader import load_config
from mentoring.store.vault import CONFIG

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mentoring.programme.cohort import Cohort

MENTORING = BIN / "mentoring"
COHORT = "2026"
CLOSE = "2026-10-11"
"""The day on which applications to the demo's edition close."""


def demo_edition() -> Cohort:
    """The edition that `mentoring demo` would fill."""
    return with_addresses(first_edition(load_config(ROOT), COHORT))


@contextmanager
def demo(mentees: int, mentors: int, *options: str) -> Iterator[Path]:
    """A folder with so many applicants, gone when done with."""
    with TemporaryDirectory() as folder:
        people = ("--mentees", str(mentees), "--mentors", str(mentors))
        (Path(folder) / "data").mkdir()
        copy(ROOT / CONFIG, Path(folder) / CONFIG)
        process([MENTORING, "demo", *people, *options], Path(folder))
        yield Path(folder)


def applications(folder: Path) -> list[Path]:
    """The files of all applications."""
    return sorted((folder / "data" / "applications" / COHORT).glob("*.yaml"))
