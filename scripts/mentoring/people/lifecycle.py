"""The life cycle of a mentorship: its states, its events, and the transitions between states.

The status is derived from the recorded events; `validate` checks that the stored one agrees. Other
code asks for a state's meaning, and which events lead to it, never for its name.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Literal, NamedTuple, Self

from mentoring.people.personal_fields import Id

Side = Literal["mentee", "mentor"]
SIDES: tuple[Side, Side] = ("mentee", "mentor")
"""The two sides of a mentorship."""
BOTH = frozenset(SIDES)


class Meaning(NamedTuple):
    """What a state is, in words, and its consequences.

    `told`: the two know of each other. `deadlines`: deadlines run, and reminders are written.
    `rests`: on a day of return both sides are asked whether they go on. `place`: the mentorship
    takes one place of the mentor and one of the edition. `certificate`: it counts as completed in
    statistics and earns a certificate.
    """

    words: str
    told: bool = True
    deadlines: bool = False
    rests: bool = False
    place: bool = False
    certificate: bool = False


class MentorshipStatus(StrEnum):
    """The states of a mentorship, from the match to its end, each with its meaning."""

    meaning: Meaning

    def __new__(cls, value: str, meaning: Meaning) -> Self:
        """A state with its name and its meaning."""
        status = str.__new__(cls, value)
        status._value_, status.meaning = value, meaning
        return status

    PROPOSED = "proposed", Meaning("chosen, and not announced yet", told=False, place=True)
    ANNOUNCED = (
        "announced",
        Meaning("announced, and not accepted by both", deadlines=True, place=True),
    )
    ACCEPTED = "accepted", Meaning("accepted by both", deadlines=True, place=True)
    ACTIVE = "active", Meaning("agreement signed by both", deadlines=True, place=True)
    PAUSED = "paused", Meaning("paused until the day of return", rests=True, place=True)
    ENDED = "ended", Meaning("ended early")
    COMPLETED = "completed", Meaning("completed with the edition", certificate=True)


TOLD = frozenset(status for status in MentorshipStatus if status.meaning.told)
ONGOING = frozenset(status for status in TOLD if status.meaning.place)
RUNNING = frozenset(status for status in MentorshipStatus if status.meaning.deadlines)
RESTING = frozenset(status for status in MentorshipStatus if status.meaning.rests)
OVER = frozenset(status for status in MentorshipStatus if not status.meaning.place)

EventName = Literal[
    "proposed", "announced", "accepted", "declined", "signed", "amended", "confirmed", "paused",
    "resumed", "joined", "covered", "left", "kept", "reminded", "reminded-again", "called", "ended",
    "completed",
]  # fmt: skip
Target = MentorshipStatus | Literal["answers"]
Leads = Mapping[MentorshipStatus | None, Target]

State = MentorshipStatus
OFFERED = frozenset({State.ANNOUNCED, State.ACCEPTED})
AGREED = frozenset({State.ACCEPTED, State.ACTIVE, State.PAUSED})
SIGNED = frozenset({State.ACTIVE, State.PAUSED})


def _stays(states: frozenset[MentorshipStatus]) -> Leads:
    return {status: status for status in states}


TRANSITIONS: Mapping[EventName, Leads] = {
    "proposed": {None: State.PROPOSED},
    "announced": {None: State.ANNOUNCED, State.PROPOSED: State.ANNOUNCED},
    "accepted": {State.ANNOUNCED: "answers", **_stays(AGREED)},
    "declined": dict.fromkeys(OFFERED, State.ENDED),
    "signed": {**dict.fromkeys(OFFERED, "answers"), **_stays(SIGNED)},
    "amended": _stays(SIGNED),
    "confirmed": _stays(SIGNED),
    "paused": dict.fromkeys(AGREED, State.PAUSED),
    "resumed": {State.PAUSED: "answers"},
    "joined": _stays(AGREED),
    "covered": _stays(AGREED),
    "left": _stays(ONGOING),
    "kept": _stays(ONGOING),
    "reminded": _stays(ONGOING),
    "reminded-again": _stays(ONGOING),
    "called": _stays(ONGOING),
    "ended": dict.fromkeys(ONGOING, State.ENDED),
    "completed": dict.fromkeys(AGREED, State.COMPLETED),
}
"""By event and state, the next state; `answers` is what acceptances and signatures so far make."""


def states_for(event: EventName) -> frozenset[MentorshipStatus]:
    """The states in which an event may be recorded."""
    return frozenset(status for status in TRANSITIONS[event] if status is not None)


def leading_to(states: frozenset[MentorshipStatus]) -> frozenset[EventName]:
    """The events that lead to these states and to no other."""
    return frozenset(event for event, leads in TRANSITIONS.items() if states >= {*leads.values()})


_HALTED_STATES = ONGOING - RUNNING
HALTING_EVENTS = leading_to(_HALTED_STATES)
RESTING_EVENTS = leading_to(RESTING)
ENDINGS = leading_to(OVER)
EARLY_ENDINGS = leading_to(frozenset(end for end in OVER if not end.meaning.certificate))
RESTARTS = frozenset(
    event
    for event, leads in TRANSITIONS.items()
    if any(leads.get(status) not in {None, *_HALTED_STATES} for status in _HALTED_STATES)
)
"""The events after which deadlines run again, or the mentorship is over."""


@dataclass(frozen=True, kw_only=True, slots=True)
class HistoryEntry:
    """An event in a mentorship's life; one recorded by mistake is kept, as `undone` on a day."""

    on: date
    what: EventName
    by: Side | Literal["organiser"] = "organiser"
    until: date | None = None
    mentor: Id[str | None] = None
    reason: str | None = None
    undone: date | None = None

    @property
    def sides(self) -> frozenset[Side]:
        """The sides for which it counts: an organiser acts for both."""
        return BOTH if self.by == "organiser" else frozenset({self.by})

    def counts_on(self, day: date) -> bool:
        """Whether the event had happened, and had not been undone, by a day."""
        return self.on <= day and (self.undone is None or day < self.undone)


@dataclass(frozen=True, kw_only=True, slots=True)
class Life:
    """The state after the events so far, and those not allowed, each with the state it came in."""

    status: MentorshipStatus | None = None
    accepted: frozenset[Side] = frozenset()
    signed: frozenset[Side] = frozenset()
    refused: tuple[tuple[HistoryEntry, MentorshipStatus | None], ...] = ()

    def after(self, event: HistoryEntry) -> Life:
        """The life after one more event. An event not allowed here is only added to `refused`."""
        status = TRANSITIONS[event.what].get(self.status)
        if status is None:
            return replace(self, refused=(*self.refused, (event, self.status)))
        signed, accepted = self.signed, self.accepted
        if event.what in {"accepted", "signed"}:
            accepted |= event.sides
        if event.what == "signed":
            signed |= event.sides
        if status == "answers":
            status = MentorshipStatus.ANNOUNCED if accepted != BOTH else MentorshipStatus.ACCEPTED
            status = MentorshipStatus.ACTIVE if signed == BOTH else status
        return replace(self, status=status, accepted=accepted, signed=signed)


def life(history: Iterable[HistoryEntry], start: Life = Life()) -> Life:
    """The life that results from the events, in the order of their days, without undone ones."""
    now = start
    for event in sorted(history, key=lambda event: event.on):
        if event.undone is None:
            now = now.after(event)
    return now
