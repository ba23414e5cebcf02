"""The assignment of reviewers, for a terminal and for programs. Ids only."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from mentoring.render.phrases import many
from mentoring.reviews.assign import Assignment, Imbalance, Shortage


def as_json(cohort: str, assignment: Assignment) -> dict[str, Any]:
    """Assignments, loads, and shortages with their reasons."""
    uneven = assignment.imbalance
    return {
        "cohort": cohort,
        "assignments": {one: list(given) for one, given in assignment.reviewers.items()},
        "loads": dict(assignment.loads),
        "shortages": [
            {
                "application": shortage.application,
                "possible": shortage.possible,
                "wanted": shortage.wanted,
                "why": dict(shortage.why),
            }
            for shortage in assignment.shortages
        ],
        "imbalance": uneven
        and {
            "least": uneven.least,
            "most": uneven.most,
            "reviewers": list(uneven.reviewers),
            "applications": list(uneven.applications),
        },
    }


def as_text(cohort: str, assignment: Assignment) -> str:
    """One line per application, the loads, then every shortage with its reasons."""
    reviews = sum(map(len, assignment.reviewers.values()))
    over = f"{many(len(assignment.reviewers), 'application')} of edition {cohort}"
    lines = [f"{many(reviews, 'review')} for {over}.", ""]
    lines += [f"{one}  {' '.join(given)}" for one, given in assignment.reviewers.items()]
    lines += ["", "Loads:"]
    lines += [f"  {one}  {load:>4}" for one, load in assignment.loads.items()]
    lines += _amiss(assignment)
    return "\n".join(lines)


def _amiss(assignment: Assignment) -> Iterator[str]:
    if assignment.shortages:
        yield ""
        yield from map(_shortage, assignment.shortages)
    if assignment.imbalance:
        yield ""
        yield _imbalance(assignment.imbalance)


def _shortage(one: Shortage) -> str:
    reasons = ", ".join(f"{reason} {count}" for reason, count in one.why)
    why = f" Ruled out: {reasons}." if reasons else " The roster has no others."
    may = many(one.possible, "reviewer")
    return f"{one.application} wants {many(one.wanted, 'review')}, but only {may} may.{why}"


def _imbalance(one: Imbalance) -> str:
    return (
        f"Loads run from {one.least} to {one.most} and cannot be more equal: nobody but "
        f"{', '.join(one.reviewers)} may take over what they have of "
        f"{many(len(one.applications), 'application')} ({' '.join(one.applications)})."
    )
