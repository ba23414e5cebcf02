"""The life cycle of a mentorship: its states, its events, and the transitions between states.

Two tables define it: `meaning`, the consequences of each state, and `TRANSITIONS`, the states in
which an event may be recorded and the state it leads to. The status is derived from the recorded
events; `validate` checks that the stored one agrees. Add a new state here and to the schema;
commands, checks, progress and the handbook's diagram ask for a state's meaning, never for its name.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Literal, assert_never

from mentoring.people.side import Side


class MentorshipStatus(StrEnum):
    """The states of a mentorship, from the match to its end."""

    PROPOSED = "proposed"
    ANNOUNCED = "announced"
    ACCEPTED = "accepted"
    ACTIVE = "active"
    PAUSED = "paused"
    ENDED = "ended"
    COMPLETED = "completed"


Step = Literal[
    "proposed",
    "announced",
    "accepted",
    "declined",
    "signed",
    "amended",
    "confirmed",
    "paused",
    "resumed",
    "joined",
    "covered",
    "left",
    "kept",
    "reminded",
    "reminded-again",
    "called",
    "ended",
    "completed",
]


@dataclass(frozen=True, kw_only=True, slots=True)
class Meaning:
    """The consequences of a state.

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


def meaning(status: MentorshipStatus) -> Meaning:  # noqa: PLR0911 (one return a state)
    """The consequences of a state."""
    match status:
        case MentorshipStatus.PROPOSED:
            return Meaning(words="chosen, and not announced yet", told=False, place=True)
        case MentorshipStatus.ANNOUNCED:
            return Meaning(words="announced, and not accepted by both", deadlines=True, place=True)
        case MentorshipStatus.ACCEPTED:
            return Meaning(words="accepted by both", deadlines=True, place=True)
        case MentorshipStatus.ACTIVE:
            return Meaning(words="agreement signed by both", deadlines=True, place=True)
        case MentorshipStatus.PAUSED:
            return Meaning(words="paused until the day of return", rests=True, place=True)
        case MentorshipStatus.ENDED:
            return Meaning(words="ended early")
        case MentorshipStatus.COMPLETED:
            return Meaning(words="completed with the edition", certificate=True)
        case _:
            assert_never(status)


TOLD = frozenset(status for status in MentorshipStatus if meaning(status).told)
ONGOING = frozenset(status for status in TOLD if meaning(status).place)
RUNNING = frozenset(status for status in MentorshipStatus if meaning(status).deadlines)
HALTED = ONGOING - RUNNING
RESTING = frozenset(status for status in MentorshipStatus if meaning(status).rests)
OVER = frozenset(status for status in MentorshipStatus if not meaning(status).place)
COMPLETED = frozenset(status for status in OVER if meaning(status).certificate)

Target = MentorshipStatus | Literal["begun"]
"""The state an event leads to; for `begun` it depends on the answers and signatures so far."""

_S = MentorshipStatus
_STAYS: Mapping[MentorshipStatus | None, Target] = {status: status for status in ONGOING}
_WORKING: Mapping[MentorshipStatus | None, Target] = {
    status: status for status in ONGOING - {_S.ANNOUNCED}
}

TRANSITIONS: Mapping[Step, Mapping[MentorshipStatus | None, Target]] = MappingProxyType(
    {
        # event           recorded in (None: before anything else)           leads to
        "proposed":       {None: _S.PROPOSED},
        "announced":      {None: _S.ANNOUNCED, _S.PROPOSED: _S.ANNOUNCED},
        "accepted":       {**_STAYS, _S.ANNOUNCED: "begun"},
        "declined":       {_S.ANNOUNCED: _S.ENDED, _S.ACCEPTED: _S.ENDED},
        "signed":         {**_STAYS, _S.ANNOUNCED: "begun", _S.ACCEPTED: "begun"},
        "amended":        {_S.ACTIVE: _S.ACTIVE, _S.PAUSED: _S.PAUSED},
        "confirmed":      {_S.ACTIVE: _S.ACTIVE, _S.PAUSED: _S.PAUSED},
        "paused":         dict.fromkeys(_WORKING, _S.PAUSED),
        "resumed":        {_S.PAUSED: "begun"},
        "joined":         _WORKING,
        "covered":        _WORKING,
        "left":           _STAYS,
        "kept":           _STAYS,
        "reminded":       _STAYS,
        "reminded-again": _STAYS,
        "called":         _STAYS,
        "ended":          dict.fromkeys(ONGOING, _S.ENDED),
        "completed":      dict.fromkeys(_WORKING, _S.COMPLETED),
    }
)  # fmt: skip


def states_for(event: Step) -> frozenset[MentorshipStatus]:
    """The states in which an event may be recorded."""
    return frozenset(status for status in TRANSITIONS[event] if status is not None)


def leading_to(states: frozenset[MentorshipStatus]) -> frozenset[Step]:
    """The events that lead to these states and to no other."""
    return frozenset(event for event, leads in TRANSITIONS.items() if states >= {*leads.values()})


HALTS, RESTS, ENDINGS = leading_to(HALTED), leading_to(RESTING), leading_to(OVER)
EARLY_ENDINGS = leading_to(OVER - COMPLETED)
RESTARTS = frozenset(
    event
    for event, leads in TRANSITIONS.items()
    if any(leads.get(status) not in {None, *HALTED} for status in HALTED)
)
"""The events after which deadlines run again, or the mentorship is over."""


@dataclass(frozen=True, kw_only=True, slots=True)
class HistoryEntry:
    """An event in a mentorship's life: the day, what happened, and who did it.

    `until` is the day of return from a pause, or a stand-in's last day. `mentor` is the second
    mentor who joined, covers or left. `reason` contains no names. An event recorded by mistake is
    kept, with the day on which it was `undone`.
    """

    on: date
    what: Step
    by: Side | Literal["organiser"] = "organiser"
    until: date | None = None
    mentor: str | None = None
    reason: str | None = None
    undone: date | None = None

    def counts_on(self, day: date) -> bool:
        """Whether the event had happened, and had not been undone, by a day."""
        return self.on <= day and (self.undone is None or day < self.undone)


@dataclass(frozen=True, kw_only=True, slots=True)
class Life:
    """The state of a mentorship after its events so far: acceptances, signatures, errors.

    `refused` are the events that are not allowed, each with the state in which it was recorded.
    """

    status: MentorshipStatus | None = None
    accepted: frozenset[Side] = frozenset()
    signed: frozenset[Side] = frozenset()
    refused: tuple[tuple[HistoryEntry, MentorshipStatus | None], ...] = ()

    def after(self, event: HistoryEntry) -> Life:
        """The life after one more event. An event not allowed here is only added to `refused`."""
        target = TRANSITIONS[event.what].get(self.status)
        if target is None:
            return replace(self, refused=(*self.refused, (event, self.status)))
        said = BOTH if event.by == "organiser" else frozenset({event.by})
        changed = self
        if event.what in {"accepted", "signed"}:
            changed = replace(changed, accepted=self.accepted | said)
        if event.what == "signed":
            changed = replace(changed, signed=self.signed | said)
        status = target if isinstance(target, MentorshipStatus) else changed.begun
        return replace(changed, status=status)

    @property
    def begun(self) -> MentorshipStatus:
        """The state that follows from answers and signatures alone."""
        if self.signed == BOTH:
            return MentorshipStatus.ACTIVE
        return MentorshipStatus.ACCEPTED if self.accepted == BOTH else MentorshipStatus.ANNOUNCED


BOTH: frozenset[Side] = frozenset({"mentee", "mentor"})


_BEFORE = Life()


def life(history: Iterable[HistoryEntry], start: Life = _BEFORE) -> Life:
    """The life that results from the events, in the order of their days, without undone ones."""
    now = start
    for event in sorted(history, key=lambda event: event.on):
        if event.undone is None:
            now = now.after(event)
    return now
