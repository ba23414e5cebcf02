"""The effects of decisions: the present and the tried result side by side. Ids only."""

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from mentoring.matching.instance.objective import Value
from mentoring.operations.decision_trial import Move, Trial
from mentoring.render.objective import value_of
from mentoring.render.text import columns, many

WEIGHED = "Fits of pairs are by the weights tried, on both sides; each stage is by its own."
ANEW = (
    "The announced pairs are not in this table: both columns choose all pairs again from today's "
    "data, first without the decisions you try, then with them."
)
FEWER_IS_BETTER = {"moves"}


def as_json(tried: Trial) -> dict[str, Any]:
    """Both objectives, unchanged pairs, changes, and the reason if the trial is infeasible."""
    return asdict(tried)


def as_text(tried: Trial) -> str:
    """The objective stage by stage, the unchanged pairs, and each mentee with a change."""
    lines = [f"Edition {tried.cohort}, what if:"]
    lines += ["", ANEW] if tried.announced else []
    if tried.impossible:
        return "\n".join([*lines, "", f"Impossible. {tried.impossible}"])
    before = "again today" if tried.announced else "now"
    lines += ["", *columns([("", before, "then", ""), *_stages(tried)])]
    if not tried.moves:
        return "\n".join([*lines, "", "The pairs would be the same."])
    stay = many(len(tried.kept), "pair stays", "pairs stay")
    lines += ["", f"{stay} the same; {many(len(tried.moves), 'mentee')} would change:", ""]
    lines += columns([("mentee", before, "then", ""), *map(_move, tried.moves)])
    lines += ["", WEIGHED] if tried.weights else []
    return "\n".join([*lines, *_mentors(tried)])


def _stages(tried: Trial) -> Iterator[tuple[str, ...]]:
    """Each stage's values before and after, and whether the stage gains or loses.

    Lottery tickets only decide ties and have no verdict.
    """
    now, then = tried.now or {}, tried.then or {}
    for stage in now or then:
        before, after = now.get(stage), then.get(stage)
        shown = [_shown(stage, value) for value in (before, after)]
        if stage == "lottery" and None not in (before, after) and before != after:
            shown[1] = f"{shown[1]} differently"
        verdict = ""
        if None not in (before, after) and before != after and stage != "lottery":
            gains = _vector(after) > _vector(before)
            verdict = "better" if gains != (stage in FEWER_IS_BETTER) else "worse"
        yield stage, *shown, verdict


def _shown(stage: str, value: Value | None) -> str:
    """The value of a stage; of the lottery only whether lots were drawn."""
    if value is None:
        return "-"
    if stage == "lottery":
        return "drawn" if value else "not drawn"
    return value_of(stage, value)


def _vector(value: Value | None) -> tuple[int, ...]:
    return (value,) if isinstance(value, int) else tuple(value or ())


def _move(move: Move) -> tuple[str, ...]:
    """A mentee with both mentors and their fits, and the change for the mentee in words."""
    now, then = move.now, move.then
    placed = (
        f"{place.mentor} {'may not be' if place.fit is None else place.fit}" if place else "-"
        for place in (now, then)
    )
    if now is None:
        gain = "gains a mentor"
    elif then is None:
        gain = "loses their mentor"
    elif now.fit is None or then.fit is None:
        gain = "gets another mentor"
    elif now.fit == then.fit:
        gain = "fits as well"
    else:
        gain = f"{'gains' if then.fit > now.fit else 'loses'} {abs(then.fit - now.fit)} of fit"
    return move.mentee, *placed, gain


def _mentors(tried: Trial) -> Iterator[str]:
    """The mentors who would gain or lose all their mentees."""
    kept = {mentor for _, mentor in tried.kept}
    now = kept | {move.now.mentor for move in tried.moves if move.now}
    then = kept | {move.then.mentor for move in tried.moves if move.then}
    if now != then:
        yield ""
    if then - now:
        yield f"Mentors who would have a mentee: {' '.join(sorted(then - now))}"
    if now - then:
        yield f"Mentors who would have none: {' '.join(sorted(now - then))}"
