"""The lottery tickets of mentees without a mentor, from the sealed match."""

from __future__ import annotations

from dataclasses import dataclass

from mentoring.matching.instance.instance import FORBIDDEN
from mentoring.matching.instance.tickets import tickets
from mentoring.operations.match_files import Match
from mentoring.operations.run_match import tied
from mentoring.programme.cohort import Cohort


@dataclass(frozen=True, kw_only=True, slots=True)
class Ticket:
    """The highest ticket of a mentee, and the mentor it is for.

    If the lottery `decided` about the mentee, only mentors that they could have had under another
    draw count.
    """

    mentee: str
    mentor: str
    number: int
    decided: bool = False


def best_tickets(match: Match) -> dict[str, Ticket]:
    """The best ticket of each unpaired mentee with an admissible mentor; empty without a draw."""
    instance, paired, found = match.instance, dict(match.pairs), {}
    lots = tied(match)
    for mentee, row in instance.rows.items():
        admissible = [
            mentor for mentor, j in instance.columns.items() if instance.fit[row, j] != FORBIDDEN
        ]
        if instance.lottery is None or not admissible or mentee in paired:
            continue
        mentors = lots.get(mentee) or admissible
        drawn = tickets(instance.lottery, [(mentee, mentor) for mentor in mentors])
        number, mentor = max(zip(drawn, mentors, strict=True))
        found[mentee] = Ticket(mentee=mentee, mentor=mentor, number=number, decided=mentee in lots)
    return found


@dataclass(frozen=True, kw_only=True, slots=True)
class Draw:
    """The beacon, its round and value, and the ticket of one applicant."""

    beacon: str
    round: int
    seed: str
    ticket: Ticket


def draw_of(cohort: Cohort, ticket: Ticket | None) -> Draw | None:
    """The draw, if it has taken place and the ticket took part in it."""
    lottery = cohort.matching.lottery
    if lottery is None or lottery.seed is None or ticket is None:
        return None
    return Draw(beacon=lottery.beacon, round=lottery.round, seed=lottery.seed, ticket=ticket)
