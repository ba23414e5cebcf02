"""The criteria of the fit: one module each, named as in the cohort's `criteria`."""

import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache

from mentoring import registry
from mentoring.errors import MentoringError
from mentoring.problems import did_you_mean
from mentoring.scoring.features import Features

FULL = 1000

Items = Callable[[Features], Mapping[str, int]]
"""From a person to items, each with a number of thousandths."""

Reason = Callable[[Features, Features], str]


@dataclass(frozen=True)
class Criterion:
    """What a pair gets for one aspect, 0 to 1000 points, and the sentence that explains them.

    `reads` names the only features that it may use. `lists` has the two functions of `listed`, or
    is None if the points come from comparing two people. `name` and `doc` are those of the
    criterion's module, and are filled in when it is loaded.
    """

    title: str
    reads: tuple[str, ...]
    points: Callable[[Features, Features], int]
    reason: Reason
    lists: tuple[Items, Items] | None = None
    name: str = ""
    doc: str = ""


def listed(
    title: str, reads: tuple[str, ...], worth: Items, offers: Items, reason: Reason
) -> Criterion:
    """A criterion whose points come from items that the mentee requests and the mentor offers.

    `worth` is the value of each item to the mentee, `offers` the share of it that the mentor gives.
    The points are the sum of value times share, at most 1000.
    """

    def points(mentee: Features, mentor: Features) -> int:
        offered = offers(mentor)
        given = (value * offered.get(item, 0) // FULL for item, value in worth(mentee).items())
        return min(FULL, sum(given))

    return Criterion(title, reads, points, reason, (worth, offers))


def by_rank(items: Iterable[str], places: int) -> dict[str, int]:
    """The values of ranked items: shares of 1000 that decrease linearly over `places`.

    The share of an empty place is not redistributed, so a short list makes no item worth more.
    """
    whole = places * (places + 1) // 2
    return {item: FULL * (places - rank) // whole for rank, item in enumerate(items)}


@cache
def names() -> tuple[str, ...]:
    """The names of all criteria: the modules of this package."""
    return registry.names(sys.modules[__name__])


@cache
def criterion(name: str) -> Criterion:
    """The criterion called `name`; raises MentoringError if there is none."""
    if name not in names():
        raise MentoringError(f"There is no criterion “{name}”. {did_you_mean(name, names())}")
    module = registry.load(sys.modules[__name__], name)
    loaded: Criterion = replace(module.CRITERION, name=name, doc=module.__doc__)
    return loaded
