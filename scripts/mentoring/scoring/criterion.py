"""A criterion: how many points a pair gets for one thing, and the sentence that says why.

There are two kinds. Either way a criterion is a function of two people's features, and the same
function is evaluated for a single pair and, over distinct features, for every pair at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from mentoring.scoring.features import Features

FULL = 1000
Sentence = Callable[[Features, Features], str]


@dataclass(frozen=True, kw_only=True, slots=True)
class Compared:
    """Points from comparing two people. `reads` names the only features that may matter."""

    name: str
    title: str
    doc: str
    reads: tuple[str, ...]
    points: Callable[[Features, Features], int]
    reason: Sentence


@dataclass(frozen=True, kw_only=True, slots=True)
class Listed:
    """Points from what the mentee asks for and the mentor has, item by item.

    `worth` says what each item is worth to a mentee (0 to 1000), `offers` what a mentor has. Each
    item that both name closes its share of the distance that is left to full points, so that one
    more item never lowers the points, and two good ones count for more than one. `base` is what
    everybody gets.
    """

    name: str
    title: str
    doc: str
    worth: Callable[[Features], Mapping[str, int]]
    offers: Callable[[Features], Iterable[str]]
    reason: Sentence
    base: int = 0

    def points(self, mentee: Features, mentor: Features) -> int:
        """The points of one pair, 0 to 1000; every step rounds in the pair's favour."""
        offered = frozenset(self.offers(mentor))
        distance = FULL - self.base
        for item, worth in self.worth(mentee).items():
            if item in offered:
                distance = distance * (FULL - worth) // FULL
        return FULL - distance


Criterion = Compared | Listed


def falling(items: Iterable[str], *, last: int, step: int, steps: int) -> dict[str, int]:
    """What ranked items are worth: the last `last`, each one before it `step` more, for `steps`.

    Counting from the end makes the worth of an item depend only on how many are ranked below it:
    adding an item anywhere in the ranking lowers no other, so leaving one out is never a gain.
    """
    ranked = tuple(dict.fromkeys(items))
    below = range(len(ranked) - 1, -1, -1)
    return {item: last + step * min(n, steps) for item, n in zip(ranked, below, strict=True)}
