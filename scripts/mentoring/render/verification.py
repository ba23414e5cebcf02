"""The verification of an edition's matches: four answers, and manual decisions. Ids only."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from mentoring.operations.decision_costs import DecisionCost
from mentoring.operations.verification import Verdict
from mentoring.people.decisions import CapDecision
from mentoring.render.objective import price

NOT_OPTIMAL = (
    "NO: a sealed match or a pair is not as it was made. What to do stands above, at each."
)
NOT_BOUND = "NO: a sealed match is not what the facts gave. What differs stands above."
NOT_FEASIBLE = "NO: a pair breaks a rule of today. What to do stands above, at each."


def as_json(verdict: Verdict) -> dict[str, Any]:
    """The result as stable keys."""
    return asdict(verdict) | {"decisions": [_as_json(decision) for decision in verdict.decisions]}


def _as_json(one: DecisionCost) -> dict[str, Any]:
    decision = asdict(one.decision) | {"on": str(one.decision.on)} if one.decision else None
    return asdict(one) | {"decision": decision}


def as_text(verdict: Verdict) -> str:
    """One line per question (a NO says what to do), then each manual decision and its cost."""
    if not verdict.matches:
        return f"Edition {verdict.cohort}: nothing is matched yet, so there is nothing to verify."
    count = f"{verdict.matches} sealed match{'' if verdict.matches == 1 else 'es'}"
    lines = [
        f"Edition {verdict.cohort}, {count}:",
        f"  optimal   {'yes' if verdict.optimal else NOT_OPTIMAL}",
        f"  bound     {_bound(verdict)}",
        f"  current   {_current(verdict)}",
        f"  feasible  {'yes' if verdict.feasible else NOT_FEASIBLE}",
    ]
    if verdict.decisions:
        lines += ["", f"Decided by hand in match {verdict.decided_in}, and what each costs it:"]
    for decision in verdict.decisions:
        lines += [f"  {heading(decision)}", *(f"    {line}" for line in cost(decision))]
    return "\n".join(lines)


def _bound(verdict: Verdict) -> str:
    if verdict.bound is None:
        return f"unknown: {verdict.why_unknown}"
    return "yes" if verdict.bound else NOT_BOUND


def _current(verdict: Verdict) -> str:
    if verdict.current:
        return "yes"
    if verdict.announced:
        return "no longer, which is information only: the pairs are announced"
    return f"NO: the data have changed since. Run `mentoring match {verdict.cohort}` again."


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
        yield "The price is not known any more: somebody it was about takes part no longer."
    elif one.change.objective is None or one.change.objective == one.worth:
        yield "It costs nothing."
    else:
        what = "Without it" if one.decision else "Without them"
        yield from price(one.change, one.worth, what=what)
