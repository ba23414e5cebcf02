"""The committee's decisions: for each the answer, the action, and the evidence."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from mentoring.matching.outcome import Chosen
from mentoring.operations.report import Report
from mentoring.render import verification
from mentoring.render.objective import price
from mentoring.render.robustness import stays
from mentoring.render.text import many, percent

FIRM, LIKELY = Fraction(6, 10), Fraction(1, 2)
"""Pairs made in fewer tries are loose; a waiting mentee who is chosen in more is reported."""


@dataclass(frozen=True, slots=True)
class Question:
    """One decision: the answer, the action, and the evidence.

    Evidence are the people concerned, by id, and the text about them.
    """

    answer: str
    action: str
    evidence: Sequence[tuple[tuple[str, ...], str]]


def decide(report: Report) -> list[Question]:
    """All decisions, the most important first.

    Announced pairs are not chosen again: then only the waiting list and the worst fit remain.
    """
    told = report.matching.announced
    parts = (_waiting, _worst) if told else (_loose, _waiting, _by_hand, _worst, _conflicts)
    return [question for part in parts for question in part(report)]


def _loose(report: Report) -> Iterator[Question]:
    rows = stays(report.firmness) if report.firmness else []
    loose = [(pair, f"the same pair in {percent(share)}") for pair, share in rows if share < FIRM]
    if loose:
        cohort = report.matching.cohort
        yield Question(
            f"{many(len(loose), 'pair')} came out in less than 60 % of the tries.",
            f"Compare each with its alternatives: mentoring explain {cohort} MENTEE.",
            loose,
        )


def _waiting(report: Report) -> Iterator[Question]:
    firm, done = report.firmness, report.matching
    shares = {mentee: firm.selected(mentee) for mentee in done.waiting} if firm else {}
    likely = sorted(
        (mentee for mentee in shares if shares[mentee] > LIKELY), key=lambda mentee: -shares[mentee]
    )
    if likely:
        people = many(len(likely), "waiting mentee was", "waiting mentees were")
        action = "Ask for another review of each, or whether another place can be found."
        if report.matching.announced:
            action = (
                "A free place goes to those who lost a mentor, then in the order of applying: "
                f"mentoring replace {done.cohort} --dry-run shows who would get one."
            )
        evidence = [((mentee,), f"chosen in {percent(shares[mentee])}") for mentee in likely]
        yield Question(f"{people} chosen in more than half of the tries.", action, evidence)


def _by_hand(report: Report) -> Iterator[Question]:
    made = [
        ((), f"{verification.heading(cost)} {' '.join(verification.in_words(cost))}")
        for cost in report.decisions
        if cost.decision is not None
    ]
    if made:
        yield Question(
            f"{many(len(made), 'decision was', 'decisions were')} made by hand.",
            "Confirm that each is worth its price, or take it back before the announcement.",
            made,
        )


def _worst(report: Report) -> Iterator[Question]:
    chosen = [pair for pair in report.matching.pairs if pair.reasons]
    if chosen:
        worst = min(chosen, key=lambda pair: (pair.fit, pair.mentee))
        pair, action = "a proposed pair", "Read both applications together once more."
        if report.matching.announced:
            pair, action = "an announced pair", "Ask the two early how they get on."
        answer = f"The worst fit of {pair} is {worst.fit}; an average mentor would be near 500."
        yield Question(answer, action, [((worst.mentee, worst.mentor), _weakest(worst))])


def _weakest(chosen: Chosen) -> str:
    """The two criteria that count most against a pair, with their reasons."""
    low = sorted(chosen.reasons, key=lambda reason: reason.beyond)[:2]
    against = [
        f"{reason.title} ({reason.beyond:+}): {reason.text}" for reason in low if reason.beyond < 0
    ]
    return " ".join(against) or "No criterion speaks against the pair, and few speak for it."


def _conflicts(report: Report) -> Iterator[Question]:
    best, evidence = report.matching.objective, []
    for names in report.conflicts:
        lost = " ".join(price(names.change, best, what="Without these"))
        evidence.append(((names.person,), f"{names.named} of {names.others}. {lost}"))
    if evidence:
        people = many(len(evidence), "person names", "people name")
        yield Question(
            f"{people} unusually many people they must not be paired with.",
            "Ask why in confidence. Conflicts are honoured either way.",
            evidence,
        )
