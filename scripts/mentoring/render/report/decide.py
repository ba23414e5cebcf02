"""The committee's decisions: for each the answer, the action, and the evidence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from mentoring.matching.outcome import Chosen
from mentoring.operations.report.report import Report
from mentoring.render import sensitivity, verification
from mentoring.render.phrases import many
from mentoring.render.prices import price

FIRM, LIKELY = Fraction(6, 10), Fraction(1, 2)
"""Pairs made in a smaller share of cases are loose; a waiting mentee with more is reported."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Evidence:
    """The people concerned, by id, and the text about them."""

    ids: tuple[str, ...]
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Question:
    """One decision: the answer, the action, and the evidence."""

    answer: str
    action: str
    evidence: tuple[Evidence, ...]


def decide(report: Report) -> tuple[Question, ...]:
    """All decisions, the most important first.

    Announced pairs are not chosen again: then only the waiting list and the worst fit remain.
    """
    told = report.matching.standing
    parts = (_waiting, _worst) if told else (_loose, _waiting, _by_hand, _worst, _conflicts)
    return tuple(question for part in parts for question in part(report))


def _loose(report: Report) -> Iterator[Question]:
    firm = report.firmness
    rows = [row for row in sensitivity.stays(firm) if row[2] < FIRM] if firm else []
    if rows:
        yield Question(
            answer=f"{many(len(rows), 'pair holds', 'pairs hold')} in less than 60 % of cases.",
            action="Compare each with its nearest alternative: mentoring explain.",
            evidence=tuple(
                Evidence(ids=row[:2], text=f"made in {sensitivity.percent(row[2])}") for row in rows
            ),
        )


def _waiting(report: Report) -> Iterator[Question]:
    firm, outcome = report.firmness, report.matching.outcome
    shares = {who: firm.selected(who) for who in outcome.waiting} if firm else {}
    likely = sorted((who for who in shares if shares[who] > LIKELY), key=lambda who: -shares[who])
    if likely:
        people = many(len(likely), "mentee waits", "mentees wait")
        yield Question(
            answer=f"{people} who would be chosen in more than half of the cases.",
            action="A free place goes to those who lost a mentor, then in the order of applying: "
            "mentoring replace --dry-run shows to whom."
            if report.matching.standing
            else "Ask for another review of each, or whether another place can be found.",
            evidence=tuple(
                Evidence(ids=(who,), text=f"chosen in {sensitivity.percent(shares[who])}")
                for who in likely
            ),
        )


def _by_hand(report: Report) -> Iterator[Question]:
    made = [cost for cost in report.decisions if cost.decision is not None]
    if made:
        yield Question(
            answer=f"{many(len(made), 'decision was', 'decisions were')} made by hand.",
            action="Confirm that each is worth its price, or take it back before the announcement.",
            evidence=tuple(
                Evidence(
                    ids=(), text=f"{verification.heading(cost)} {' '.join(verification.cost(cost))}"
                )
                for cost in made
            ),
        )


def _worst(report: Report) -> Iterator[Question]:
    chosen = [pair for pair in report.matching.outcome.pairs if pair.reasons]
    if chosen:
        worst = min(chosen, key=lambda pair: (pair.fit, pair.mentee))
        told = report.matching.standing
        pair = "an announced pair" if told else "a proposed pair"
        yield Question(
            answer=f"The worst fit of {pair} is {worst.fit}; an average mentor would be near 500.",
            action="Ask the two early how they get on."
            if told
            else "Read both applications together once more.",
            evidence=(Evidence(ids=(worst.mentee, worst.mentor), text=weakest(worst)),),
        )


def weakest(chosen: Chosen) -> str:
    """The two criteria that count most against a pair, with their reasons."""
    low = sorted(chosen.reasons, key=lambda reason: reason.beyond)[:2]
    against = [
        f"{reason.title} ({reason.beyond:+}): {reason.text}" for reason in low if reason.beyond < 0
    ]
    return " ".join(against) or "Nothing speaks against it, and little for it."


def _conflicts(report: Report) -> Iterator[Question]:
    if report.conflicts:
        people = many(len(report.conflicts), "person names", "people name")
        yield Question(
            answer=f"{people} unusually many whom they must not be paired with.",
            action="Ask why in confidence. Conflicts are honoured either way.",
            evidence=tuple(
                Evidence(
                    ids=(names.person,),
                    text=f"{names.named} of {names.others}. "
                    + " ".join(
                        price(names.change, report.matching.outcome.objective, what="Without these")
                    ),
                )
                for names in report.conflicts
            ),
        )
