"""What a check is, and how it registers: a decorator, in any file of this package.

A check is a function whose docstring is its title. `edition_check` marks one that reads one
edition, `day_check` one that depends on the day too, `programme_check` one that reads all
editions at once. `run` finds them because they are in this folder.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from mentoring.problems import Problem
from mentoring.store.edition import Edition
from mentoring.store.programme import Programme

EditionCheck = Callable[[Edition], Iterable[Problem]]
DayCheck = Callable[[Edition, date], Iterable[Problem]]
ProgrammeCheck = Callable[[Programme], Iterable[Problem]]

EDITION_CHECKS: list[EditionCheck] = []
DAY_CHECKS: list[DayCheck] = []
PROGRAMME_CHECKS: list[ProgrammeCheck] = []


def edition_check(check: EditionCheck) -> EditionCheck:
    """Register a check of one edition."""
    EDITION_CHECKS.append(check)
    return check


def day_check(check: DayCheck) -> DayCheck:
    """Register a check of one edition on a day."""
    DAY_CHECKS.append(check)
    return check


def programme_check(check: ProgrammeCheck) -> ProgrammeCheck:
    """Register a check across all editions."""
    PROGRAMME_CHECKS.append(check)
    return check
