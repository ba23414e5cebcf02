"""The verification of an edition's matches: four answers, and manual decisions. Ids only."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec import to_builtins

from mentoring.operations.decision_costs import DecisionCost
from mentoring.operations.verification import Verdict
from mentoring.people.decisions import CapDecision
from mentoring.render import environment
from mentoring.render.objective import price


def as_json(verdict: Verdict) -> dict[str, Any]:
    """The result as stable keys."""
    plain: dict[str, Any] = to_builtins(verdict)
    return plain


def as_text(verdict: Verdict) -> str:
    """One line per question (a NO says what to do), then each manual decision and its cost."""
    return environment.text(
        "verification.txt.j2", verdict=verdict, heading=heading, cost=cost
    ).rstrip()


def heading(one: DecisionCost) -> str:
    """The decision, its date and its reason."""
    decision = one.decision
    if decision is None:
        return "all of them together"
    if isinstance(decision, CapDecision):
        what = f"at most {decision.at_most} {f'for {decision.mentor}' if decision.mentor else ''}"
    else:
        what = f"{decision.mentee} · {decision.mentor}"
    return f"{one.kind} {what.rstrip()} ({decision.on}): {decision.reason}"


def cost(one: DecisionCost) -> Iterator[str]:
    """The objectives that the decision makes worse, compared with the best result without it."""
    if one.change is None:
        yield "The price is no longer known: a person concerned has left the edition."
    elif one.change.objective is None or one.change.objective == one.worth:
        yield "It costs nothing."
    else:
        what = "Without it" if one.decision else "Without them"
        yield from price(one.change, one.worth, what=what)
