"""The public draw as a letter states it, so that anybody can check their ticket."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mentoring.operations.letters.tickets import Ticket
    from mentoring.programme.cohort import Cohort


@dataclass(frozen=True, kw_only=True, slots=True)
class Draw:
    """The beacon, its round and value, and the ticket of one applicant."""

    beacon: str
    round: int
    seed: str
    ticket: Ticket


def draw_of(cohort: Cohort, ticket: Ticket | None) -> Draw | None:
    """The draw, once it has taken place and where a ticket took part in it."""
    lottery = cohort.matching.lottery
    if lottery is None or lottery.seed is None or ticket is None:
        return None
    return Draw(beacon=lottery.beacon, round=lottery.round, seed=lottery.seed, ticket=ticket)
