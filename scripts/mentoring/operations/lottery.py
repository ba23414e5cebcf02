"""The public draw, step by step: freeze the ids, draw when the round has come, open the salt.

Each step writes the cohort file alone, and is done once: to do it again changes nothing, and to do
it otherwise is refused.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from mentoring.checks.commitment import closing, commitment, frozen
from mentoring.errors import MentoringError, UsageError
from mentoring.programme.beacons import BEACONS

if TYPE_CHECKING:
    from datetime import date

    from mentoring.programme.cohort import Cohort
    from mentoring.programme.rules import Lottery
    from mentoring.store.edition import Edition


def round_on(beacon: str, day: date) -> int:
    """The round of a beacon that comes on a day; a usage error if the beacon is not known here."""
    if beacon not in BEACONS:
        raise UsageError(f"When a round of {beacon} comes is not known here: give its --round.")
    return BEACONS[beacon].round_on(day)


def freeze(edition: Edition, draw: Lottery, salt: str, today: date) -> Cohort:
    """The cohort committed to all who have applied in time, and to a round to come.

    `draw` has the beacon, the round and its day; the commitment is computed here.
    """
    cohort = edition.cohort.record
    if today <= closing(cohort):
        raise MentoringError(
            f"Applications for {edition.name} are open until {closing(cohort)}: freeze the ids on "
            "the day after, when the last export is imported."
        )
    if draw.day is None or draw.day <= today:
        raise MentoringError(
            f"The round of {draw.day} is not to come: its value could be known. Name a later one."
        )
    ids = frozen(cohort, (entry.record for entry in edition.applications))
    wanted = replace(draw, commitment=commitment(salt, ids))
    made = cohort.matching.lottery
    if made and replace(made, seed=None, salt=None) != wanted:
        raise MentoringError(
            f"{edition.name} is committed already, to round {made.round} of {made.beacon}. A "
            "commitment is made once; to correct it before its round, restore the file from Git."
        )
    return cohort if made else _with(cohort, wanted)


def draw(edition: Edition, value: str, today: date) -> Cohort:
    """The cohort with the value of the round as its seed."""
    lottery = _committed(edition)
    if lottery.day and today < lottery.day:
        raise MentoringError(f"Round {lottery.round} comes on {lottery.day}. Draw when it has.")
    known = BEACONS.get(lottery.beacon)
    if known and not known.gives(value):
        raise UsageError(
            f"{lottery.beacon} publishes values of {known.digits} digits and letters a to f, lower "
            "case: type in the `randomness` of the round."
        )
    if lottery.seed not in {None, value}:
        raise MentoringError(f"{edition.name} has drawn already: its seed is {lottery.seed}.")
    return _with(edition.cohort.record, replace(lottery, seed=value))


def reveal(edition: Edition, salt: str) -> Cohort:
    """The cohort with its salt told, with which anybody who holds the ids can check them."""
    lottery, cohort = _committed(edition), edition.cohort.record
    ids = frozen(cohort, (entry.record for entry in edition.applications))
    if commitment(salt, ids) != lottery.commitment:
        raise MentoringError(
            "This salt and the ids of those who applied in time do not open the commitment. Check "
            "the salt; once somebody is erased, nobody can open it."
        )
    return _with(cohort, replace(lottery, salt=salt))


def _committed(edition: Edition) -> Lottery:
    lottery = edition.cohort.record.matching.lottery
    if lottery is None:
        raise MentoringError(
            f"{edition.name} has no lottery yet. First: mentoring lottery freeze {edition.name}."
        )
    return lottery


def _with(cohort: Cohort, lottery: Lottery) -> Cohort:
    return replace(cohort, matching=replace(cohort.matching, lottery=lottery))
