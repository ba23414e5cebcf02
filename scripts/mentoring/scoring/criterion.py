"""A criterion: the points of a pair for one aspect, and the sentence that explains them.

Both kinds are functions of two people's features, evaluated for a pair or for all pairs at once.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from mentoring.scoring.features import Features

FULL = 1000


@dataclass(frozen=True)
class Compared:
    """A criterion whose points, 0 to 1000, come from comparing two people.

    `reads` names the only features that it may use. `reason` explains the points of a pair. `name`
    and `doc` are those of its module, and are filled in when it is loaded.
    """

    title: str
    reads: tuple[str, ...]
    points: Callable[[Features, Features], int]
    reason: Callable[[Features, Features], str]
    name: str = ""
    doc: str = ""


@dataclass(frozen=True)
class Listed:
    """A criterion whose points come from items that the mentee requests and the mentor offers.

    `worth` is the value of each item to the mentee, `offers` the share of it that the mentor gives,
    both in thousandths. The points are the sum of value times share, at most 1000.
    """

    title: str
    reads: tuple[str, ...]
    worth: Callable[[Features], Mapping[str, int]]
    offers: Callable[[Features], Mapping[str, int]]
    reason: Callable[[Features, Features], str]
    name: str = ""
    doc: str = ""

    def points(self, mentee: Features, mentor: Features) -> int:
        """The points of one pair."""
        offered = self.offers(mentor)
        given = (worth * offered.get(item, 0) for item, worth in self.worth(mentee).items())
        return min(FULL, sum(part // FULL for part in given))


Criterion = Compared | Listed


def by_rank(items: Iterable[str], places: int) -> dict[str, int]:
    """The values of ranked items: shares of 1000 that decrease linearly over `places`.

    The share of an empty place is not redistributed, so a short list makes no item worth more.
    """
    whole = places * (places + 1) // 2
    return {item: FULL * (places - rank) // whole for rank, item in enumerate(items)}
