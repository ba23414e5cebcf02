"""The objective stage by stage, in words without mathematics."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator

from mentoring.matching.instance.instance import FULL
from mentoring.operations.run_match import MatchResult
from mentoring.render.phrases import band, many

WORST = 5


def stages(done: MatchResult) -> Iterator[tuple[str, str]]:
    """Each stage's title and result, the most important stage first."""
    for stage, value in done.outcome.objective.items():
        title, words = STAGES[stage]
        yield title, words(done, value if isinstance(value, tuple) else (value,))


def _pairs(done: MatchResult, value: tuple[int, ...]) -> str:
    most = done.instance.cap
    if value[0] == most:
        return f"{many(most, 'pair')}, as many as there are places."
    return f"{many(value[0], 'pair')} for {many(most, 'place')}."


def _motivation(done: MatchResult, value: tuple[int, ...]) -> str:
    everybody = Counter(mentee.band for mentee in done.instance.mentees)
    if len(everybody) == 1:
        return "All mentees are in one band, so motivation decides nothing."
    parts = [
        f"{value[number] if number < len(value) else 0} of {many(count, 'mentee')} in band "
        f"{band(number)}"
        for number, count in sorted(everybody.items())
    ]
    return f"{', '.join(parts)}."


def _floor(done: MatchResult, value: tuple[int, ...]) -> str:
    free = [pair for pair in done.outcome.pairs if not pair.pinned]
    if value[0] == FULL and not any(one.fit == FULL for one in free):
        return "Every pair was decided by hand, so no fit had to be raised."
    by_hand = "announced before" if done.instance.held else "decided by hand"
    aside = f" Pairs {by_hand} are left aside." if done.instance.pins else ""
    worst = f"In match {done.match} the worst fit is {value[0]} of {FULL}"
    return f"{worst}; nothing could raise it.{aside}"


def _fit(done: MatchResult, value: tuple[int, ...]) -> str:
    count = done.outcome.objective.get("pairs", len(done.outcome.pairs))
    mean = value[0] // count if isinstance(count, int) and count else 0
    return f"All fits together make {value[0]}, which is {mean} a pair."


def _lottery(done: MatchResult, _value: tuple[int, ...]) -> str:
    if done.undrawn:
        return "No lots were drawn: the lottery has no seed."
    return "What was still equal, the public draw decided."


def _leximin(_done: MatchResult, value: tuple[int, ...]) -> str:
    worst = ", ".join(map(str, value[:WORST]))
    more = " and so on" if len(value) > WORST else ""
    return f"The fits, each raised as far as it goes from the worst on: {worst}{more}."


def _moves(_done: MatchResult, value: tuple[int, ...]) -> str:
    moved = many(value[0], "announced pair was", "announced pairs were")
    return f"{moved} moved." if value[0] else "No announced pair was moved."


def _waited(_done: MatchResult, value: tuple[int, ...]) -> str:
    return f"{many(sum(value), 'mentee')} of those who waited got a mentor, the longest wait first."


STAGES: dict[str, tuple[str, Callable[[MatchResult, tuple[int, ...]], str]]] = {
    "pairs": ("As many pairs as there can be", _pairs),
    "motivation": ("The most motivated mentees", _motivation),
    "floor": ("Nobody fits badly", _floor),
    "fit": ("The best fit overall", _fit),
    "lottery": ("Lots, drawn in public", _lottery),
    "leximin": ("The worst fits raised, one after the other", _leximin),
    "moves": ("Announced pairs left alone", _moves),
    "waited": ("Who has waited longest", _waited),
}
