"""Pauses: times in which nothing is asked of a pair, so no deadline runs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from mentoring.people.lifecycle import HistoryEntry

Pause = tuple[date, date]


def pauses(history: Iterable[HistoryEntry], today: date) -> tuple[Pause, ...]:
    """The pauses in a history that is in order, as [from, to); an open one lasts until today."""
    found: list[Pause] = []
    since: date | None = None
    for entry in history:
        if entry.what == "paused":
            since = since or entry.on
        elif since is not None and entry.what in {"resumed", "ended", "completed"}:
            found.append((since, entry.on))
            since = None
    return (*found, (since, today)) if since is not None else tuple(found)


def extended(start: date, end: date, breaks: Sequence[Pause]) -> date:
    """`end`, put off by the days that `breaks` (in order) take out of the time since `start`."""
    for since, until in breaks:
        if until > start and since < end:
            end += until - max(since, start)
    return end


def paused_days(start: date, end: date, breaks: Iterable[Pause]) -> int:
    """How many of the days from `start` to `end` were paused."""
    overlaps = ((min(until, end) - max(since, start)).days for since, until in breaks)
    return sum(days for days in overlaps if days > 0)


def paused_on(day: date, breaks: Iterable[Pause]) -> bool:
    """Whether `day` lies in a pause."""
    return any(since <= day < until for since, until in breaks)
