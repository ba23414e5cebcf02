"""The committee's decisions: for each the answer, the action, and the evidence."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from mentoring.matching.outcome import Chosen
from mentoring.operations.report import Report
from mentoring.render import verification
from mentoring.render.objective import price
from mentoring.render.phrases import many
from mentoring.render.robustness import percent, stays

FIRM, LIKELY = Fraction(6, 10), Fraction(1, 2)
"""Pairs made in fewer tries are loose; a waiting mentee who is chosen in more is reported."""

Evidence = tuple[tuple[str, ...], str]
"""The people concerned, by id, and the text about them."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Question:
    """One decision: the answer, the action, and the evidence."""

    answer: str
    action: str
    evidence: Sequence[Evidence]


def decide(report: Report) -> tuple[Question, ...]:
    """All decisions, the most important first.

    Announced pairs are not chosen again: then only the waiting list and the worst fit remain.
    """
    told = report.matching.announced
    parts = (_waiting, _worst) if told else (_loose, _waiting, _by_hand, _worst, _conflicts)
    return tuple(question for part in parts for question in part(report))


def _loose(report: Report) -> Iterator[Question]:
    firm, cohort = report.firmness, report.matching.outcome.cohort
    rows = [row for row in stays(firm) if row[2] < FIRM] if firm else []
    if rows:
        yield Question(
            answer=f"{many(len(rows), 'pair')} came out in less than 60 % of the tries.",
            action=f"Compare each with its alternatives: mentoring explain {cohort} MENTEE.",
            evidence=[(row[:2], f"the same pair in {percent(row[2])}") for row in rows],
        )


def _waiting(report: Report) -> Iterator[Question]:
    firm, outcome = report.firmness, report.matching.outcome
    shares = {mentee: firm.selected(mentee) for mentee in outcome.waiting} if firm else {}
    likely = sorted(
        (mentee for mentee in shares if shares[mentee] > LIKELY), key=lambda mentee: -shares[mentee]
    )
    if likely:
        people = many(len(likely), "waiting mentee was", "waiting mentees were")
        yield Question(
            answer=f"{people} chosen in more than half of the tries.",
            action="A free place goes to those who lost a mentor, then in the order of applying: "
            f"mentoring replace {outcome.cohort} --dry-run shows who would get one."
            if report.matching.announced
            else "Ask for another review of each, or whether another place can be found.",
            evidence=[((mentee,), f"chosen in {percent(shares[mentee])}") for mentee in likely],
        )


def _by_hand(report: Report) -> Iterator[Question]:
    made = [cost for cost in report.decisions if cost.decision is not None]
    if made:
        yield Question(
            answer=f"{many(len(made), 'decision was', 'decisions were')} made by hand.",
            action="Confirm that each is worth its price, or take it back before the announcement.",
            evidence=[
                ((), f"{verification.heading(cost)} {' '.join(verification.in_words(cost))}")
                for cost in made
            ],
        )


def _worst(report: Report) -> Iterator[Question]:
    chosen = [pair for pair in report.matching.outcome.pairs if pair.reasons]
    if chosen:
        worst = min(chosen, key=lambda pair: (pair.fit, pair.mentee))
        told = report.matching.announced
        pair = "an announced pair" if told else "a proposed pair"
        yield Question(
            answer=f"The worst fit of {pair} is {worst.fit}; an average mentor would be near 500.",
            action="Ask the two early how they get on."
            if told
            else "Read both applications together once more.",
            evidence=[((worst.mentee, worst.mentor), weakest(worst))],
        )


def weakest(chosen: Chosen) -> str:
    """The two criteria that count most against a pair, with their reasons."""
    low = sorted(chosen.reasons, key=lambda reason: reason.beyond)[:2]
    against = [
        f"{reason.title} ({reason.beyond:+}): {reason.text}" for reason in low if reason.beyond < 0
    ]
    return " ".join(against) or "No criterion speaks against the pair, and few speak for it."


def _conflicts(report: Report) -> Iterator[Question]:
    if report.conflicts:
        people = many(len(report.conflicts), "person names", "people name")
        best = report.matching.outcome.objective
        yield Question(
            answer=f"{people} unusually many people they must not be paired with.",
            action="Ask why in confidence. Conflicts are honoured either way.",
            evidence=[
                (
                    (names.person,),
                    f"{names.named} of {names.others}. "
                    + " ".join(price(names.change, best, what="Without these")),
                )
                for names in report.conflicts
            ],
        )
