"""The result of a matching, for a terminal and for programs. Ids only."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import Any

from mentoring.matching.outcome import WHY, Chosen, Outcome
from mentoring.operations.replacement import Replacement
from mentoring.operations.run_match import MatchResult
from mentoring.render import impossible
from mentoring.render.objective import value_of
from mentoring.render.phrases import many
from mentoring.scoring.fit import Reason

UNDRAWN = {
    False: "Ties are not drawn: the lottery has no seed. See `mentoring lottery --help`.",
    True: "Ties were not drawn: the lottery had no seed.",
}

WHY_NOW = {
    "mentor-left": "their mentor has left",
    "lost-mentor": "lost a mentor earlier",
    "moved": "moved, so that more can be paired",
    "waited": "waited without a mentor until now, and fills a place that is free",
}


def as_json(done: MatchResult) -> dict[str, Any]:
    """The result as stable keys, with the reason if there are too few pairs."""
    outcome = done.outcome
    return {
        "cohort": outcome.cohort,
        "pairs": [asdict(pair) for pair in outcome.pairs],
        "waiting": [{"mentee": who, "why": why} for who, why in outcome.waiting.items()],
        "free_mentors": [{"mentor": who, "why": why} for who, why in outcome.free_mentors.items()],
        "objective": dict(outcome.objective),
        "shortage": impossible.bottleneck(done.shortage) if done.shortage else None,
    }


def as_text(done: MatchResult) -> str:
    """The pairs with main reasons, then waiting mentees, free mentors, and the objective."""
    outcome = done.outcome
    count = len(outcome.pairs)
    proposed = f"{many(count, 'pair')} proposed"
    found = f"{many(count, 'pair')} today" if done.announced else proposed
    lines = [f"Edition {outcome.cohort}: {found} (match {done.match}).", ""]
    lines += [_pair(pair) for pair in outcome.pairs]
    lines += ["", str(done.shortage)] if done.shortage else []
    lines += _others(f"Waiting, and why in match {done.first.number}", outcome.waiting)
    lines += _others("Free mentors", outcome.free_mentors)
    lines += ["", f"Objective of match {done.match}: {_objective(outcome)}"]
    if done.undrawn:
        lines += [UNDRAWN[done.announced]]
    return "\n".join(lines)


def _pair(one: Chosen) -> str:
    pin = "  pinned" if one.pinned else ""
    return f"  {one.mentee} · {one.mentor}  fit {one.fit:4}  {contrast(one)}{pin}".rstrip()


def contrast(chosen: Chosen) -> str:
    """Up to two criteria in which a pair beats an average mentor, and the one furthest below."""
    ranked = sorted(chosen.reasons, key=lambda reason: -reason.beyond)
    best = [_said(reason) for reason in ranked[:2] if reason.beyond > 0]
    worst = [_said(reason) for reason in ranked[-1:] if reason.beyond < 0]
    parts = [f"best {', '.join(best)}"] * bool(best) + [f"worst {worst[0]}" for _ in worst]
    return "; ".join(parts) or "as good as an average mentor"


def _said(reason: Reason) -> str:
    return f"{reason.criterion} {reason.beyond:+}"


def _others(title: str, people: Mapping[str, str]) -> Iterator[str]:
    """People without a partner, grouped by reason."""
    if people:
        yield ""
        yield f"{title}:"
    for code in sorted(set(people.values())):
        ids = " ".join(who for who, why in people.items() if why == code)
        yield f"  {WHY[code]}: {ids}"


def _objective(outcome: Outcome) -> str:
    return ", ".join(f"{stage} {value_of(stage, one)}" for stage, one in outcome.objective.items())


def replacement_as_text(done: Replacement) -> str:
    """The new pairs, which are proposed until they are announced."""
    also = [f"Ended too, for the same departure: {a} · {b}" for a, b in done.also_ended]
    also += [
        f"{one} has withdrawn from the edition; who may be paired with somebody else: --stays."
        for one in done.withdrawn
    ]
    if not done.pairs:
        nobody = f"Edition {done.cohort}: nobody who waits can be paired with a mentor who is free."
        return "\n".join([nobody, *also])
    moved = f" {done.moved} announced pairs are moved." if done.moved else ""
    lines = [f"Edition {done.cohort}: new pairs (match {done.match}).{moved}", ""]
    for pair in done.pairs:
        lines += [_pair(pair), f"    {WHY_NOW[done.why[pair.mentee]]}"]
    lines += ["", *also] if also else []
    return "\n".join([*lines, "", f"Next: mentoring announce {done.cohort}"])
