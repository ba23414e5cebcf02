"""The public draw: freeze the ids, then draw when the beacon's round is published.

Repeating a step changes nothing; repeating it with other values is an error.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from functools import partial

from mentoring.errors import MentoringError, UsageError
from mentoring.files.messages import message
from mentoring.people.application import Application, in_time
from mentoring.people.ledger import Frozen, commitment, personal
from mentoring.programme.cohort import Cohort
from mentoring.programme.rules import BEACONS, Lottery
from mentoring.store.programme import Edition
from mentoring.store.record_kinds import Record

text = partial(message, __package__)  # a message of messages.toml, by its key and with its values


def round_on(beacon: str, day: date) -> int:
    """The round of a beacon on a day. Raises UsageError if the beacon is unknown."""
    if beacon not in BEACONS:
        raise UsageError(text("beacon", beacon=beacon))
    return BEACONS[beacon].round_on(day)


def freeze(
    edition: Edition, draw: Lottery, nonce: Callable[[], str], today: date
) -> tuple[Record, ...]:
    """The records after a commitment to everyone who applied in time, and to a future round.

    `draw` has the beacon, the round and its day. Each person gets a nonce. If the same draw was
    frozen before, nothing changes. Raises MentoringError out of time, or for another draw.
    """
    cohort = edition.cohort.record
    if today <= cohort.dates.closing:
        raise MentoringError(text("open", edition=edition.name, day=cohort.dates.closing))
    if draw.day is None or draw.day <= today:
        raise MentoringError(text("past-round", day=draw.day))
    made = cohort.matching.lottery
    if made is None:
        applications = (entry.record for entry in edition.applications)
        changed, frozen, people = committed(cohort, applications, draw, nonce)
        return changed, frozen, *people
    if replace(made, seed=None, commitment="") != draw:
        raise MentoringError(text("committed", edition=edition.name, draw=made))
    return ()


def committed(
    cohort: Cohort, applications: Iterable[Application], draw: Lottery, nonce: Callable[[], str]
) -> tuple[Cohort, Frozen, tuple[Application, ...]]:
    """The cohort with its commitment, each person's commitment, and the people with nonces."""
    people = tuple(replace(person, nonce=nonce()) for person in in_time(cohort, applications))
    own = tuple(sorted(personal(person.nonce or "", person.id) for person in people))
    frozen = Frozen(cohort=cohort.cohort, people=own)
    return _with(cohort, replace(draw, commitment=commitment(own))), frozen, people


def draw(edition: Edition, value: str, today: date) -> Cohort:
    """The cohort with the round's value as its seed."""
    lottery = edition.cohort.record.matching.lottery
    if lottery is None:
        raise MentoringError(text("no-lottery", edition=edition.name))
    if lottery.day and today < lottery.day:
        raise MentoringError(text("later-round", lottery=lottery))
    known = BEACONS.get(lottery.beacon)
    if known and not known.gives(value):
        raise UsageError(text("value", beacon=lottery.beacon, digits=known.digits))
    if lottery.seed not in {None, value}:
        raise MentoringError(text("drawn", edition=edition.name, seed=lottery.seed))
    return _with(edition.cohort.record, replace(lottery, seed=value))


def _with(cohort: Cohort, lottery: Lottery) -> Cohort:
    return replace(cohort, matching=replace(cohort.matching, lottery=lottery))
