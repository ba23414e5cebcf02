"""What is known of a pair's work: goals, meetings, and the counts each side reports."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from mentoring.people.application import Application
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
    group: bool | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Reported:
    """What one side says was held since a day; it may differ from the log."""

    by: Side
    on: date
    since: date
    meetings: int
    last: date | None = None


def may_meet_in_person(mentee: Application, mentor: Application) -> bool:
    """Whether both are willing to meet in person, and there is a place where both are."""
    places = [{one.location.place, *one.location.also} for one in (mentee, mentor)]
    return mentee.location.in_person and mentor.location.in_person and bool(places[0] & places[1])
