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


@dataclass(frozen=True, kw_only=True)
class Named:
    """What every criterion declares.

    `reads` names the only features that may matter.
    """

    name: str
    title: str
    doc: str
    reads: tuple[str, ...]
    reason: Sentence


@dataclass(frozen=True, kw_only=True)
class Compared(Named):
    """Points, 0 to 1000, from comparing two people."""

    points: Callable[[Features, Features], int]


@dataclass(frozen=True, kw_only=True)
class Listed(Named):
    """Points from what the mentee asks for and the mentor has, item by item.

    `worth` says what each item is worth to a mentee, `offers` how much of it a mentor gives; both
    in thousandths. The points are the sum of what is given of what is asked for, at most 1000.
    """

    worth: Callable[[Features], Mapping[str, int]]
    offers: Callable[[Features], Mapping[str, int]]

    def points(self, mentee: Features, mentor: Features) -> int:
        """The points of one pair."""
        offered = self.offers(mentor)
        given = (worth * offered.get(item, 0) for item, worth in self.worth(mentee).items())
        return min(FULL, sum(part // FULL for part in given))


Criterion = Compared | Listed


def by_rank(items: Iterable[str], places: int) -> dict[str, int]:
    """What ranked items are worth: shares of 1000 that fall evenly over so many places.

    A place left free gives its share to nobody, so that a short list makes no item worth more.
    """
    whole = places * (places + 1) // 2
    return {item: FULL * (places - rank) // whole for rank, item in enumerate(items)}
