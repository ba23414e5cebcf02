"""The public draw, step by step: freeze the ids, then draw when the beacon's round is published.

Repeating a step changes nothing; repeating it with other values is an error.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date

from mentoring.checks.lottery import closing, commitment, in_time, personal
from mentoring.errors import MentoringError, UsageError
from mentoring.people.application import Application
from mentoring.people.ledger import Frozen
from mentoring.programme.cohort import Cohort
from mentoring.programme.rules import BEACONS, Lottery
from mentoring.store.edition import Edition
from mentoring.store.record_kinds import Record


def round_on(beacon: str, day: date) -> int:
    """The round of a beacon on a day. Raises UsageError if the beacon is unknown."""
    if beacon not in BEACONS:
        raise UsageError(f"The times of {beacon}'s rounds are not known here: give the --round.")
    return BEACONS[beacon].round_on(day)


def freeze(
    edition: Edition, draw: Lottery, nonce: Callable[[], str], today: date
) -> tuple[Record, ...]:
    """The records after a commitment to everyone who applied in time, and to a future round.

    `draw` has the beacon, the round and its day; the commitment is computed here. Each person gets
    a nonce. If the same draw was frozen before, nothing changes.

    Raises:
        MentoringError: if it is too early or too late, or another draw was frozen before.
    """
    cohort = edition.cohort.record
    if today <= closing(cohort):
        raise MentoringError(
            f"Applications for {edition.name} are open until {closing(cohort)}: freeze the ids on "
            "the day after, when the last export is imported."
        )
    if draw.day is None or draw.day <= today:
        raise MentoringError(
            f"The value of a round on {draw.day} could be known already. Name a later round."
        )
    made = cohort.matching.lottery
    if made is None:
        applications = (entry.record for entry in edition.applications)
        changed, frozen, people = committed(cohort, applications, draw, nonce)
        return changed, frozen, *people
    if replace(made, seed=None, commitment="") != draw:
        raise MentoringError(
            f"{edition.name} is committed already, to round {made.round} of {made.beacon}. A "
            "commitment is made once; to correct it before its round, restore the files from Git."
        )
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
        raise MentoringError(
            f"{edition.name} has no lottery yet. First: mentoring lottery freeze {edition.name}."
        )
    if lottery.day and today < lottery.day:
        raise MentoringError(f"Round {lottery.round} comes on {lottery.day}. Draw on that day.")
    known = BEACONS.get(lottery.beacon)
    if known and not known.gives(value):
        raise UsageError(
            f"{lottery.beacon} publishes values of {known.digits} digits and letters a to f, lower "
            "case: type in the `randomness` of the round."
        )
    if lottery.seed not in {None, value}:
        raise MentoringError(f"{edition.name} has drawn already: its seed is {lottery.seed}.")
    return _with(edition.cohort.record, replace(lottery, seed=value))


def _with(cohort: Cohort, lottery: Lottery) -> Cohort:
    return replace(cohort, matching=replace(cohort.matching, lottery=lottery))
