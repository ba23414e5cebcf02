"""Preparing a stage of an edition for release: its day, its figures, its audit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mentoring.aggregates.release import Release, ReleaseStage
from mentoring.disclosure.airlock import release
from mentoring.disclosure.attacker.audit import Audit, audit
from mentoring.disclosure.attacker.decisions import unexplained
from mentoring.disclosure.catalogue import half
from mentoring.disclosure.history import History
from mentoring.disclosure.published import file_of, read
from mentoring.errors import DataError, MentoringError
from mentoring.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from mentoring.programme.cohort import Cohort
    from mentoring.store.programme import Programme


FAULT = "Nothing is released. This is a fault of the airlock: tell its maintainers."


@dataclass(frozen=True, kw_only=True, slots=True)
class Prepared:
    """A release that passed the audit, and that audit."""

    release: Release
    audit: Audit


def prepare(programme: Programme, name: str, stage: ReleaseStage, today: date) -> Prepared:
    """The stage's release, judged together with all that were published before.

    Raises:
        MentoringError: when the stage is not due yet, or not the next.
        DataError: when somebody could count a small group too closely.
    """
    edition = programme.sound(name)
    day = due(edition.cohort.record, stage)
    if today < day:
        raise MentoringError(f"{stage} of {name} may be released from {day} on.")
    history = released(programme)
    made = release(edition, stage, f"{today:%Y-%m}", history)
    cohorts = {one.name: one.cohort.record for one in programme.editions.values()}
    together = History(releases=(*history.releases, made))
    judged = audit(together, cohorts)
    exposed = [*_exposed(made, judged), *_unexplained(made, unexplained(together, cohorts))]
    if exposed:
        raise DataError(exposed)
    return Prepared(release=made, audit=judged)


def released(programme: Programme) -> History:
    """All releases that the ledgers know, of all editions."""
    ledgers = (one.record for each in programme.editions.values() for one in each.released)
    return read(programme.root, [one.file for one in ledgers])


def due(cohort: Cohort, stage: ReleaseStage) -> date:
    """The first day on which all that a stage counts has happened."""
    dates = cohort.dates
    match stage:
        case ReleaseStage.APPLICATIONS | ReleaseStage.MATCHING:
            return dates.announcement
        case ReleaseStage.MIDTERM:
            return _months_after(dates.start, half(cohort))
        case ReleaseStage.OUTCOME:
            return dates.end


def _months_after(day: date, months: int) -> date:
    """The day by which so many months are over; from the 29th on, the first of the next."""
    years, month = divmod(day.month - 1 + months, 12)
    if day.day <= 28:  # noqa: PLR2004 (every month has that many days)
        return day.replace(year=day.year + years, month=month + 1)
    return _months_after(day.replace(day=1), months + 1)


def _exposed(made: Release, judged: Audit) -> Iterator[Problem]:
    for one in judged.exposed:
        eyes = f"somebody counted in {one.own}" if one.own else "anybody"
        yield Problem(
            path=file_of(made.cohort, made.stage),
            code="small-group",
            message=f"{one.system}: {eyes} could tell that {one.group} is one of "
            f"{one.known.low} to {one.known.high}",
            hint=FAULT,
        )


def _unexplained(made: Release, tables: Iterable[str]) -> Iterator[Problem]:
    for table in tables:
        yield Problem(
            path=file_of(made.cohort, made.stage),
            code="decision-from-counts",
            message=f"{table}: its classification does not follow from what is public",
            hint=FAULT,
        )
