"""Records of a pair's work: goals, meetings, and what each side reports and answers."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from mentoring.people.application import Application
from mentoring.people.side import Side


@dataclass(frozen=True, kw_only=True, slots=True)
class Goal:
    """A goal of the mentee: its deadline and its state.

    `on` is the day it was set, `settled` the day it was reached or dropped, if known.
    """

    goal: str
    on: date | None = None
    due: date | None = None
    status: Literal["open", "done", "dropped"] = "open"
    settled: date | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Meeting:
    """A meeting of the pair: the day, how, and for how long. Never what was said.

    `group`: the mentor met all their mentees together.
    """

    date: date
    mode: Literal["virtual", "in-person"] = "virtual"
    minutes: int
    group: bool | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Reported:
    """The number of meetings since a day, as one side reports it; it may differ from the log."""

    by: Side
    on: date
    since: date
    meetings: int
    last: date | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Answers:
    """One side's check-in, confidential from the other side."""

    fit: Literal["good", "unsure", "no"]
    goals: Literal["none-yet", "behind", "on-track", "reached"]
    help: bool = False
    contact_me: bool = False
    wish_to_end: bool = False
    share: bool = False
    satisfaction: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class CheckIn:
    """A check-in of one side: `due` is one of the cohort's dates, `on` the day it came."""

    due: date
    by: Side
    on: date
    answers: Answers


def may_meet_in_person(mentee: Application, mentor: Application) -> bool:
    """Whether both are willing to meet in person and share a place."""
    places = [{person.location.place, *person.location.also} for person in (mentee, mentor)]
    return mentee.location.in_person and mentor.location.in_person and bool(places[0] & places[1])
