"""The lottery tickets of mentees without a mentor, from the sealed match."""

from __future__ import annotations

from dataclasses import dataclass

from mentoring.matching.instance.instance import FORBIDDEN, Instance
from mentoring.matching.instance.tickets import tickets
from mentoring.operations.match_files import Match
from mentoring.operations.waiting import tied
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
    instance, paired = match.instance, dict(match.pairs)
    if instance.lottery is None:
        return {}
    lots = tied(match)
    return {
        mentee: _best(instance, mentee, lots.get(mentee) or mentors, decided=mentee in lots)
        for mentee, mentors in _possible(instance).items()
        if mentors and mentee not in paired
    }


def _best(instance: Instance, mentee: str, mentors: list[str], *, decided: bool) -> Ticket:
    pairs = [(mentee, mentor) for mentor in mentors]
    drawn = zip(tickets(instance.lottery, pairs), mentors, strict=True)
    number, mentor = max(drawn)
    return Ticket(mentee=mentee, mentor=mentor, number=number, decided=decided)


def _possible(instance: Instance) -> dict[str, list[str]]:
    mentors = [mentor.id for mentor in instance.mentors]
    return {
        mentee.id: [one for one, fit in zip(mentors, row, strict=True) if fit != FORBIDDEN]
        for mentee, row in zip(instance.mentees, instance.fit.tolist(), strict=True)
    }


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
