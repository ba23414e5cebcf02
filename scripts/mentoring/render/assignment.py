"""The assignment of reviewers, for a terminal and for programs. Ids only."""

from dataclasses import asdict
from typing import Any

from mentoring.render.environment import written
from mentoring.reviews.assign import Assignment


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
    return written("assignment.txt.j2", cohort=cohort, given=assignment)
