"""Why a matching is infeasible, or cannot have more pairs. Ids only."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from mentoring.matching.explain.shortage import InfeasibleError, Shortage


def bottleneck(why: InfeasibleError | Shortage) -> dict[str, Any]:
    """The reason in words, and its limits; a limit with negative `times` is a demand."""
    return {
        "text": str(why),
        "limits": [asdict(demand) for demand in (*why.cut.demands, *why.cut.supplies)],
        "confined": list(why.cut.confined),
        "reasons": dict(sorted(why.cut.reasons.items())),
        "relaxations": [asdict(relaxation) for relaxation in why.relaxations],
    }


def as_json(cohort: str, why: InfeasibleError) -> dict[str, Any]:
    """A report without pairs, with the reason."""
    return {"cohort": cohort, "pairs": [], "impossible": bottleneck(why)}


def as_markdown(cohort: str, why: InfeasibleError) -> str:
    """The report on an infeasible match."""
    return f"## Matching {cohort}: impossible\n\n{why}\n"
