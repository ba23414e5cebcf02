"""The result of a matching, or why it is impossible: for a terminal and for programs. Ids only."""

from typing import Any

from msgspec import to_builtins

from mentoring.matching.explain.shortage import InfeasibleError, Shortage
from mentoring.matching.outcome import WHY
from mentoring.operations.replacement import Replacement
from mentoring.operations.run_match import MatchResult
from mentoring.render.environment import written


def as_json(done: MatchResult) -> dict[str, Any]:
    """The result as stable keys, with the reason if there are too few pairs."""
    return {
        "cohort": done.cohort,
        "pairs": to_builtins(done.pairs),
        "waiting": [{"mentee": person, "why": why} for person, why in done.waiting.items()],
        "free_mentors": [
            {"mentor": person, "why": why} for person, why in done.free_mentors.items()
        ],
        "objective": dict(done.objective),
        "shortage": bottleneck(done.shortage) if done.shortage else None,
    }


def as_text(done: MatchResult) -> str:
    """The pairs with main reasons, then waiting mentees, free mentors, and the objective."""
    return written("match.txt.j2", done=done, why=WHY)


def replacement_as_text(done: Replacement) -> str:
    """The new pairs, which are proposed until they are announced."""
    return written("replacement.txt.j2", done=done)


def bottleneck(why: Shortage) -> dict[str, Any]:
    """The reason in words, and its limits; a limit with negative `times` is a demand."""
    limits = [*why.cut.demands, *why.cut.supplies]
    return {
        "text": str(why),
        "limits": to_builtins(limits),
        "confined": list(why.cut.confined),
        "reasons": dict(sorted(why.cut.reasons.items())),
        "relaxations": to_builtins(why.relaxations),
    }


def impossible_as_json(cohort: str, why: InfeasibleError) -> dict[str, Any]:
    """A report without pairs, with the reason."""
    reason = bottleneck(why.shortage) | {"text": str(why)}
    return {"cohort": cohort, "pairs": [], "impossible": reason}


def impossible_as_markdown(cohort: str, why: InfeasibleError) -> str:
    """The report on an infeasible match."""
    return f"## Matching {cohort}: impossible\n\n{why}\n"
