"""An explanation in words and as JSON. Ids only."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from mentoring.matching.outcome import WHY
from mentoring.matching.why.alternatives import losses
from mentoring.render.matching import value_of
from mentoring.scoring.rules import SENTENCES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from mentoring.matching.proof.proof import Value
    from mentoring.matching.why.alternatives import Change
    from mentoring.operations.explanation import Explanation, Pairing


def as_json(found: Explanation) -> dict[str, Any]:
    """Everything that the text says, for programs."""
    return asdict(found)


def as_text(found: Explanation) -> str:
    """The mentee's place in the match, then each mentor asked about."""
    lines = [f"Edition {found.cohort}, match {found.match}."]
    if not found.current:
        lines.append("The data have changed since: parts of a fit are of today, the rest of then.")
    lines += ["", _place(found)]
    for one in found.pairings:
        lines += ["", *_pairing(one, found.objective)]
    return "\n".join(lines)


def _place(found: Explanation) -> str:
    if found.mentor:
        return f"{found.mentee} has the mentor {found.mentor}."
    return f"{found.mentee} waits: {WHY[found.why or 'place-free']}."


def _pairing(one: Pairing, best: Mapping[str, Value]) -> Iterator[str]:
    if one.fit is None:
        yield f"{one.mentee} · {one.mentor}: may not be a pair."
        yield from (f"  {SENTENCES[code]}" for code in one.why_not)
        return
    yield f"{one.mentee} · {one.mentor}: fit {one.fit}{', chosen' if one.chosen else ''}"
    yield from (
        f"  {part.criterion:10} {part.points:4}/{part.of:<4} {part.text}" for part in one.reasons
    )
    if one.change:
        yield from _change(one.change, best, chosen=one.chosen)


def _change(change: Change, best: Mapping[str, Value], *, chosen: bool) -> Iterator[str]:
    """What the pair's opposite would cost, stage by stage, and who would move."""
    what = "Without this pair" if chosen else "With this pair forced"
    if change.objective is None:
        yield f"  {what} no outcome keeps every bound and pin."
        return
    lost = losses(best, change.objective)
    cost = ", ".join(f"{stage} {value_of(old)} → {value_of(new)}" for stage, old, new in lost)
    yield f"  {what}: {cost or 'nothing is lost'}."
    if change.gone or change.come:
        yield f"  Would go: {_pairs(change.gone)}. Would come: {_pairs(change.come)}."


def _pairs(pairs: tuple[tuple[str, str], ...]) -> str:
    return ", ".join(f"{mentee} · {mentor}" for mentee, mentor in pairs) or "none"
