"""The stages of the objective in words: what each reached, and what another outcome changes."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping

from mentoring.matching.explain.alternatives import Change
from mentoring.matching.instance.instance import FULL
from mentoring.matching.instance.objective import Value
from mentoring.operations.run_match import MatchResult
from mentoring.render.phrases import band, many

WORST = 5
"""The number of fits that are named, the worst first."""
TITLES = {
    "pairs": "As many pairs as possible",
    "motivation": "The most motivated mentees",
    "floor": "No pair fits badly",
    "fit": "The best fit overall",
    "lottery": "Lots, drawn in public",
    "leximin": "The worst fits raised, one after the other",
    "moves": "Announced pairs left alone",
    "waited": "The longest wait first",
}


def value_of(stage: str, value: Value) -> str:
    """A stage's value: a number, the counts of each band, or the list of numbers."""
    if isinstance(value, int):
        return str(value)
    counted = max((place for place, number in enumerate(value) if number), default=0)
    numbers = value[: counted + 1]
    if stage == "motivation":
        return " + ".join(f"{number} {band(place)}" for place, number in enumerate(numbers))
    return "/".join(map(str, numbers))


def reached(done: MatchResult) -> Iterator[str]:
    """Each stage's title and result, the most important stage first."""
    for stage, value in done.outcome.objective.items():
        yield f"**{TITLES[stage]}.** {_reached(done, stage, _numbers(value))}"


def _reached(done: MatchResult, stage: str, value: tuple[int, ...]) -> str:
    first, most = value[0] if value else 0, done.instance.cap
    match stage:
        case "pairs" if first == most:
            said = f"{many(most, 'pair')}, as many as there are places."
        case "pairs":
            said = f"{many(first, 'pair')} for {many(most, 'place')}."
        case "motivation":
            said = _by_band(done, value)
        case "floor":
            said = _floor(done, first)
        case "fit":
            count = done.outcome.objective.get("pairs", len(done.outcome.pairs))
            mean = first // count if isinstance(count, int) and count else 0
            said = f"All fits together make {first}, which is {mean} a pair."
        case "lottery" if done.undrawn:
            said = "No lots were drawn: the lottery has no seed."
        case "lottery":
            said = "The public draw decided between outcomes that were still equal."
        case "leximin":
            worst = ", ".join(map(str, value[:WORST]))
            more = " and so on" if len(value) > WORST else ""
            said = f"The fits, each as high as it can be, from the worst on: {worst}{more}."
        case "moves":
            moved = many(first, "announced pair was", "announced pairs were")
            said = f"{moved} moved." if first else "No announced pair was moved."
        case _:
            said = f"{many(sum(value), 'waiting mentee')} got a mentor, the longest wait first."
    return said


def _by_band(done: MatchResult, value: tuple[int, ...]) -> str:
    in_band = Counter(mentee.band for mentee in done.instance.mentees)
    if len(in_band) == 1:
        return "All mentees are in one band, so motivation decides nothing."
    chosen = dict(enumerate(value))
    parts = (
        f"{chosen.get(number, 0)} of {many(count, 'mentee')} in band {band(number)}"
        for number, count in sorted(in_band.items())
    )
    return f"{', '.join(parts)}."


def _floor(done: MatchResult, worst: int) -> str:
    free = [pair for pair in done.outcome.pairs if not pair.pinned]
    if worst == FULL and not any(pair.fit == FULL for pair in free):
        return "Every pair was decided by hand, so no fit had to be raised."
    by_hand = "announced before" if done.instance.held else "decided by hand"
    aside = f" Pairs {by_hand} are left aside." if done.instance.pins else ""
    return f"In match {done.match} the worst fit is {worst} of {FULL}; it cannot be higher.{aside}"


def price(change: Change, best: Mapping[str, Value], *, what: str) -> Iterator[str]:
    """Another outcome beside the best: the stage that decides, the others, and the pairs."""
    if change.objective is None:
        yield f"{what}, no outcome keeps every bound and pin."
        return
    found = [
        CHANGES[stage](before, change.objective[stage])
        for stage, before in best.items()
        if change.objective[stage] != before
    ]
    if found:
        decided, *others = found
        yield f"{what}, {decided}."
        if others:
            yield f"Less important stages change too: {'; '.join(others)}."
    else:
        yield f"{what}, nothing is lost: there is an outcome as good, and no lots were drawn."
    if change.gone or change.come:
        yield f"Pairs lost: {_pairs(change.gone)}. New pairs: {_pairs(change.come)}."


def _pairs(pairs: tuple[tuple[str, str], ...]) -> str:
    return ", ".join(f"{mentee} · {mentor}" for mentee, mentor in pairs) or "none"


def _sum(name: str) -> Callable[[Value, Value], str]:
    def words(before: Value, after: Value) -> str:
        way = "falls" if _numbers(after) < _numbers(before) else "rises"
        return f"{name} {way} from {before} to {after}"

    return words


def _bands(before: Value, after: Value) -> str:
    counts = enumerate(zip(_numbers(before), _numbers(after), strict=False))
    parts = [f"{now} of band {band(n)} instead of {was}" for n, (was, now) in counts if was != now]
    return f"the mentees with a mentor are {' and '.join(parts)}"


def _place(before: Value, after: Value) -> int | None:
    """The first place, counted from 1, in which two lists differ."""
    both = enumerate(zip(_numbers(before), _numbers(after), strict=False), start=1)
    return next((place for place, (was, now) in both if was != now), None)


def _fits(before: Value, after: Value) -> str:
    """The first difference of two lists of fits (the worst fit first), in words."""
    was, now, place = _numbers(before), _numbers(after), _place(before, after)
    if place is None:
        return f"the fits are {len(now)} instead of {len(was)}"
    which = "the worst fit" if place == 1 else f"fit number {place} from the worst"
    return f"{which} is {now[place - 1]} instead of {was[place - 1]}"


def _numbers(value: Value) -> tuple[int, ...]:
    return (value,) if isinstance(value, int) else tuple(value)


CHANGES: Mapping[str, Callable[[Value, Value], str]] = {
    "pairs": lambda before, after: f"there are {after} pairs instead of {before}",
    "motivation": _bands,
    "floor": _sum("the worst fit of a pair"),
    "fit": _sum("the sum of all fits"),
    "lottery": lambda _before, _after: "the public draw decides differently",
    "leximin": _fits,
    "moves": lambda before, after: (
        f"{many(_numbers(after)[0], 'announced pair')} moved instead of {before}"
    ),
    "waited": lambda before, after: (
        f"number {_place(before, after)} on the waiting list still has no mentor"
    ),
}
