"""Why no choice of pairs is possible, or none has more pairs. Ids only."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from mentoring.matching.explain.infeasible import InfeasibleError
from mentoring.matching.explain.shortage import Shortage


def bottleneck(why: InfeasibleError | Shortage) -> dict[str, Any]:
    """In words, and the limits it consists of; a limit's `times` below zero is a demand."""
    return {
        "text": str(why),
        "limits": [asdict(demand) for demand in (*why.cut.demands, *why.cut.supplies)],
        "confined": list(why.cut.confined),
        "reasons": dict(sorted(why.cut.reasons.items())),
        "relaxations": [asdict(relaxation) for relaxation in why.relaxations],
    }


def as_json(cohort: str, why: InfeasibleError) -> dict[str, Any]:
    """No pairs, and why."""
    return {"cohort": cohort, "pairs": [], "impossible": bottleneck(why)}


def as_markdown(cohort: str, why: InfeasibleError) -> str:
    """The report on a match that cannot be."""
    return f"## Matching {cohort}: impossible\n\n{why}\n"
