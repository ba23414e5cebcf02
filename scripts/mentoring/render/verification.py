"""The verification of an edition's matches: four answers, and manual decisions. Ids only."""

from typing import Any

from msgspec import to_builtins

from mentoring.operations.decision_costs import DecisionCost
from mentoring.operations.verification import Verdict
from mentoring.people.organisers import CapDecision
from mentoring.render.environment import written
from mentoring.render.objective import price


def as_json(verdict: Verdict) -> dict[str, Any]:
    """The result as stable keys."""
    plain: dict[str, Any] = to_builtins(verdict)
    return plain


def as_text(verdict: Verdict) -> str:
    """One line per question (a NO says what to do), then each manual decision and its cost."""
    return written("verification.txt.j2", verdict=verdict, heading=heading, cost=in_words)


def heading(cost: DecisionCost) -> str:
    """The decision, its date and its reason."""
    decision = cost.decision
    if decision is None:
        return "all of them together"
    if isinstance(decision, CapDecision):
        whose = f" for {decision.mentor}" if decision.mentor else ""
        what = f"at most {decision.at_most}{whose}"
    else:
        what = f"{decision.mentee} · {decision.mentor}"
    return f"{cost.kind} {what} ({decision.on}): {decision.reason}"


def in_words(cost: DecisionCost) -> list[str]:
    """The objectives that the decision makes worse, compared with the best result without it."""
    if cost.change is None:
        return ["The price is no longer known: a person concerned has left the edition."]
    if cost.change.objective is None or cost.change.objective == cost.worth:
        return ["It costs nothing."]
    what = "Without it" if cost.decision else "Without them"
    return [*price(cost.change, cost.worth, what=what)]
