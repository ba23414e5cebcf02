"""Pauses: periods in which a pair has no obligations and no deadline runs."""

from collections.abc import Iterable, Sequence
from datetime import date

from mentoring.people.lifecycle import HALTS, RESTARTS, HistoryEntry

Pause = tuple[date, date]


def pauses(history: Iterable[HistoryEntry], today: date) -> tuple[Pause, ...]:
    """The pauses in a sorted history, as [from, to); an open pause lasts until today."""
    periods: list[Pause] = []
    since: date | None = None
    for entry in history:
        if entry.what in HALTS:
            since = since or entry.on
        elif since is not None and entry.what in RESTARTS:
            periods.append((since, entry.on))
            since = None
    return (*periods, (since, today)) if since is not None else tuple(periods)


def extended(start: date, end: date, breaks: Sequence[Pause]) -> date:
    """`end`, postponed by the days of `breaks` (sorted) since `start`."""
    for since, until in breaks:
        if until > start and since < end:
            end += until - max(since, start)
    return end


def paused_days(start: date, end: date, breaks: Iterable[Pause]) -> int:
    """The number of paused days from `start` to `end`."""
    overlaps = ((min(until, end) - max(since, start)).days for since, until in breaks)
    return sum(days for days in overlaps if days > 0)


def paused_on(day: date, breaks: Iterable[Pause]) -> bool:
    """Whether `day` is in a pause."""
    return any(since <= day < until for since, until in breaks)
