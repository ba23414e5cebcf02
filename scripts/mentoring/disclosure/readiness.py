"""When a stage can be released: its day has come, and what it counts has happened."""

from __future__ import annotations

from datetime import date

from mentoring.aggregates.release import ReleaseStage
from mentoring.disclosure.catalogue import half
from mentoring.disclosure.populations import announced
from mentoring.errors import MentoringError
from mentoring.programme.cohort import Cohort
from mentoring.store.edition import Edition


def require_ready(
    edition: Edition, stage: ReleaseStage, today: date, *, open_pairs: bool = False
) -> None:
    """Raise MentoringError while the stage would publish what is not so yet, for it stands then.

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
