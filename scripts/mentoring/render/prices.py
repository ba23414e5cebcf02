"""Compare another outcome with the best one, stage by stage, in words for organisers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from mentoring.matching.explain.alternatives import Change
from mentoring.matching.instance.objective import Value
from mentoring.render.phrases import band, many


def price(change: Change, best: Mapping[str, Value], *, what: str) -> Iterator[str]:
    """The stage that decides, its consequences, and the pairs that would change."""
    if change.objective is None:
        yield f"{what}, no outcome keeps every bound and pin."
        return
    found = list(differences(best, change.objective))
    if not found:
        yield f"{what}, nothing is lost: an outcome as good is so, and no lots were drawn."
    else:
        decided, *others = found
        yield f"{what}, {decided}."
        if others:
            yield f"What comes after counts no more: {'; '.join(others)}."
    if change.gone or change.come:
        yield f"Would go: {_pairs(change.gone)}. Would come: {_pairs(change.come)}."


def differences(best: Mapping[str, Value], other: Mapping[str, Value]) -> Iterator[str]:
    """The stages that differ, in words, the most important first."""
    for stage, before in best.items():
        if other[stage] != before:
            yield WORDS[stage](before, other[stage])


def _pairs(pairs: tuple[tuple[str, str], ...]) -> str:
    return ", ".join(f"{mentee} · {mentor}" for mentee, mentor in pairs) or "none"


def _number(before: Value, after: Value) -> str:
    return f"there are {after} pairs instead of {before}"


def _moves(before: Value, after: Value) -> str:
    return f"{many(_whole(after), 'announced pair')} moved instead of {before}"


def _sum(name: str) -> Callable[[Value, Value], str]:
    def words(before: Value, after: Value) -> str:
        way = "falls" if after < before else "rises"  # type: ignore[operator]
        return f"{name} {way} from {before} to {after}"

    return words


def _bands(before: Value, after: Value) -> str:
    counts = enumerate(_both(before, after))
    parts = [f"{now} of band {band(n)} instead of {was}" for n, (was, now) in counts if was != now]
    return f"the mentees with a mentor are {' and '.join(parts)}"


def _waited(before: Value, after: Value) -> str:
    place = next(n for n, (was, now) in enumerate(_both(before, after), 1) if was != now)
    return f"whoever is number {place} of those who wait goes on waiting"


def _fits(before: Value, after: Value) -> str:
    """The first difference of two lists of fits (the worst fit first), in words."""
    for place, (was, now) in enumerate(_both(before, after), 1):
        if was != now:
            worst = "the worst fit" if place == 1 else f"fit number {place} from the worst"
            return f"{worst} is {now} instead of {was}"
    return f"the fits are {len(_all(after))} instead of {len(_all(before))}"


def _both(before: Value, after: Value) -> Iterator[tuple[int, int]]:
    return zip(_all(before), _all(after), strict=False)


def _all(value: Value) -> tuple[int, ...]:
    return (value,) if isinstance(value, int) else tuple(value)


def _whole(value: Value) -> int:
    return _all(value)[0]


WORDS: Mapping[str, Callable[[Value, Value], str]] = {
    "pairs": _number,
    "motivation": _bands,
    "floor": _sum("the worst fit of a pair"),
    "fit": _sum("the sum of all fits"),
    "lottery": lambda _before, _after: "the public draw comes out otherwise",
    "leximin": _fits,
    "moves": _moves,
    "waited": _waited,
}
