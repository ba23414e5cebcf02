"""The stages of the objective in words: their values, and what another outcome changes."""

from collections.abc import Callable, Iterator, Mapping

from mentoring.matching.explain.alternatives import Change
from mentoring.matching.instance.objective import Value
from mentoring.render.text import band, many

Numbers = tuple[int, ...]


def numbers(value: Value) -> Numbers:
    """A stage's value as a list."""
    return (value,) if isinstance(value, int) else tuple(value)


def value_of(stage: str, value: Value) -> str:
    """A stage's value: a number, the counts of each band, or the list of numbers."""
    if isinstance(value, int):
        return str(value)
    counted = max((place for place, number in enumerate(value) if number), default=0)
    if stage == "motivation":
        counts = enumerate(value[: counted + 1])
        return " + ".join(f"{number} {band(place)}" for place, number in counts)
    return "/".join(map(str, value[: counted + 1]))


def price(change: Change, best: Mapping[str, Value], *, what: str) -> Iterator[str]:
    """Another outcome beside the best: the stage that decides, the others, and the pairs."""
    if change.objective is None:
        yield f"{what}, no outcome keeps every bound and pin."
        return
    found = [
        CHANGES[stage](numbers(before), numbers(change.objective[stage]))
        for stage, before in best.items()
        if change.objective[stage] != before
    ]
    if found:
        yield f"{what}, {found[0]}."
    else:
        yield f"{what}, nothing is lost: there is an outcome as good, and no lots were drawn."
    if found[1:]:
        yield f"Less important stages change too: {'; '.join(found[1:])}."
    if change.gone or change.come:
        gone, come = (
            ", ".join(f"{mentee} · {mentor}" for mentee, mentor in pairs) or "none"
            for pairs in (change.gone, change.come)
        )
        yield f"Pairs lost: {gone}. New pairs: {come}."


def _sum(name: str) -> Callable[[Numbers, Numbers], str]:
    return lambda before, after: (
        f"{name} {'falls' if after < before else 'rises'} from {before[0]} to {after[0]}"
    )


def _bands(before: Numbers, after: Numbers) -> str:
    counts = enumerate(zip(before, after, strict=False))
    parts = [f"{now} of band {band(n)} instead of {was}" for n, (was, now) in counts if was != now]
    return f"the mentees with a mentor are {' and '.join(parts)}"


def _place(before: Numbers, after: Numbers) -> int | None:
    """The first place, counted from 1, in which two lists differ."""
    both = enumerate(zip(before, after, strict=False), start=1)
    return next((place for place, (was, now) in both if was != now), None)


def _fits(before: Numbers, after: Numbers) -> str:
    """The first difference of two lists of fits (the worst fit first), in words."""
    place = _place(before, after)
    if place is None:
        return f"the fits are {len(after)} instead of {len(before)}"
    which = "the worst fit" if place == 1 else f"fit number {place} from the worst"
    return f"{which} is {after[place - 1]} instead of {before[place - 1]}"


CHANGES: Mapping[str, Callable[[Numbers, Numbers], str]] = {
    "pairs": lambda before, after: f"there are {after[0]} pairs instead of {before[0]}",
    "motivation": _bands,
    "floor": _sum("the worst fit of a pair"),
    "fit": _sum("the sum of all fits"),
    "lottery": lambda *_: "the public draw decides differently",
    "leximin": _fits,
    "moves": lambda before, after: (
        f"{many(after[0], 'announced pair')} moved instead of {before[0]}"
    ),
    "waited": lambda *lists: f"number {_place(*lists)} on the waiting list still has no mentor",
}
