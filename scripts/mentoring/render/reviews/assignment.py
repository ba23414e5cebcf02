"""The assignment of reviewers, for a terminal and for programs. Ids only."""

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from mentoring.render.phrases import many
from mentoring.reviews.assign import Assignment, Shortage


def as_json(cohort: str, assignment: Assignment) -> dict[str, Any]:
    """Assignments, loads, and shortages with their reasons."""
    return {
        "cohort": cohort,
        "assignments": {name: list(given) for name, given in assignment.reviewers.items()},
        "loads": dict(assignment.loads),
        "shortages": [asdict(shortage) for shortage in assignment.shortages],
        "imbalance": asdict(assignment.imbalance) if assignment.imbalance else None,
    }


def as_text(cohort: str, assignment: Assignment) -> str:
    """One line per application, the loads, then every shortage with its reasons."""
    return "\n".join(_lines(cohort, assignment))


def _lines(cohort: str, assignment: Assignment) -> Iterator[str]:
    reviews = sum(map(len, assignment.reviewers.values()))
    over = f"{many(len(assignment.reviewers), 'application')} of edition {cohort}"
    yield from (f"{many(reviews, 'review')} for {over}.", "")
    for application, given in assignment.reviewers.items():
        yield f"{application}  {' '.join(given)}"
    yield from ("", "Loads:")
    for reviewer, load in assignment.loads.items():
        yield f"  {reviewer}  {load:>4}"
    if assignment.shortages:
        yield from ("", *map(_shortage, assignment.shortages))
    if uneven := assignment.imbalance:
        applications = many(len(uneven.applications), "application")
        yield ""
        yield (
            f"Loads run from {uneven.least} to {uneven.most} and cannot be more equal: only "
            f"{', '.join(uneven.reviewers)} may review {applications} "
            f"({' '.join(uneven.applications)})."
        )


def _shortage(short: Shortage) -> str:
    reasons = ", ".join(f"{reason} {count}" for reason, count in short.why.items())
    why = f" Ruled out: {reasons}." if reasons else " The roster has no others."
    wanted, possible = many(short.wanted, "review"), many(short.possible, "reviewer")
    return f"{short.application} needs {wanted}, but only {possible} may review it.{why}"
