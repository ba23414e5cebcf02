"""What is known of a pair's work: goals, meetings, and the counts each side reports."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from mentoring.people.side import Side


@dataclass(frozen=True, kw_only=True, slots=True)
class Goal:
    """Something the mentee wants to reach, by when, and how it stands.

    `on` is the day it was set, `settled` the day it was reached or dropped, where they are known.
    """

    goal: str
    on: date | None = None
    due: date | None = None
    status: Literal["open", "done", "dropped"] = "open"
    settled: date | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Meeting:
    """That the two met: the day, how, and for how long. Never what was said.

    `group`: the mentor met all mentees of theirs together.
    """

    date: date
    mode: Literal["virtual", "in-person"] = "virtual"
    minutes: int
    group: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Reported:
    """What one side says was held since a day; it may differ from the log."""

    by: Side
    on: date
    since: date
    meetings: int
    last: date | None = None
