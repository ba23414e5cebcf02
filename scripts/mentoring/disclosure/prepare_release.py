"""Prepares a stage of an edition for release: its date, its figures, its audit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from mentoring.aggregates.release import Release, ReleaseStage
from mentoring.disclosure.attacker.audit import Audit, audit
from mentoring.disclosure.attacker.decisions import unexplained
from mentoring.disclosure.catalogue import half
from mentoring.disclosure.history import History
from mentoring.disclosure.populations import announced
from mentoring.disclosure.protect_release import release
from mentoring.disclosure.read_releases import file_of, read
from mentoring.errors import DataError, MentoringError
from mentoring.problems import Problem
from mentoring.programme.cohort import Cohort
from mentoring.store.edition import Edition
from mentoring.store.programme import Programme


def require_ready(
    edition: Edition, stage: ReleaseStage, today: date, *, open_pairs: bool = False
) -> None:
    """Raise MentoringError if the stage's figures are not final yet, as a release never changes.

    With `open_pairs`, the outcome may count pairs that are not closed.
    """
    day = due(edition.cohort.record, stage)
    if today < day:
        raise MentoringError(f"{stage} of {edition.name} may be released from {day} on.")
    if stage is ReleaseStage.MATCHING and not announced(edition):
        raise MentoringError(
            f"No pair of {edition.name} is announced, so there is no matching to release. First: "
            f"mentoring announce {edition.name}."
        )
    if stage is ReleaseStage.OUTCOME and not open_pairs:
        _require_closed(edition)


def _require_closed(edition: Edition) -> None:
    standing = sum(entry.record.current is not None for entry in edition.pairs)
    if standing:
        raise MentoringError(
            f"{standing} of the pairs of {edition.name} still stand, neither completed nor ended, "
            f"and would count as such for good. Close each: mentoring pair end {edition.name} "
            "MENTEE --completed (without --completed where it stopped early). To release all the "
            "same: --with-open-pairs."
        )


def due(cohort: Cohort, stage: ReleaseStage) -> date:
    """The first day on which everything that a stage counts has happened."""
    dates = cohort.dates
    match stage:
        case ReleaseStage.APPLICATIONS | ReleaseStage.MATCHING:
            return dates.announcement
        case ReleaseStage.MIDTERM:
            return _months_after(dates.start, half(cohort))
        case ReleaseStage.OUTCOME:
            return dates.end


def _months_after(day: date, months: int) -> date:
    """The day after so many months; for days from the 29th, the first of the following month."""
    years, month = divmod(day.month - 1 + months, 12)
    if day.day <= 28:  # noqa: PLR2004 (every month has that many days)
        return day.replace(year=day.year + years, month=month + 1)
    return _months_after(day.replace(day=1), months + 1)


FAULT = "Nothing is released. This is a fault of the airlock: tell its maintainers."


@dataclass(frozen=True, kw_only=True, slots=True)
class PreparedRelease:
    """A release that passed the audit, and the audit."""

    release: Release
    audit: Audit


def prepare(
    programme: Programme,
    name: str,
    stage: ReleaseStage,
    today: date,
    key: str,
    *,
    open_pairs: bool = False,
) -> PreparedRelease:
    """The stage's release, audited together with all earlier releases.

    `key` is the edition's key for drawing ranges. With `open_pairs`, the outcome need not wait
    until every pair is closed.

    Raises:
        MentoringError: if the stage is not ready yet, or not the next.
        DataError: if a reader could infer a small group too closely.
    """
    edition = programme.sound(name)
    require_ready(edition, stage, today, open_pairs=open_pairs)
    history = released(programme)
    made = release(edition, stage, f"{today:%Y-%m}", history, key)
    cohorts = {one.name: one.cohort.record for one in programme.editions.values()}
    together = History(releases=(*history.releases, made))
    judged = audit(together, cohorts)
    exposed = [*_exposed(made, judged), *_unexplained(made, unexplained(together, cohorts))]
    if exposed:
        raise DataError(exposed)
    return PreparedRelease(release=made, audit=judged)


def released(programme: Programme) -> History:
    """All releases in the ledgers of all editions."""
    ledgers = (one.record for each in programme.editions.values() for one in each.released)
    return read(programme.root, [ledger.file for ledger in ledgers], programme.config.vocabulary)


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
