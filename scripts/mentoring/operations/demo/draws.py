"""Random choices that are the same for a seed in every Python version, and the words chosen from.

The words are those of `words.yaml`: names, places, motivations, goals and profiles.
"""

from bisect import bisect
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import accumulate
from random import Random
from typing import TypeVar

import msgspec

from mentoring.files.yaml.parse import parse
from mentoring.programme.config import ProgrammeConfig

T = TypeVar("T")
KINDS = ("Institute of Examples", "University of Examples", "Sample Centre")


class Draws:
    """A stream of choices, named by its `key`; streams with different keys are independent.

    Only `Random.random` is used: the standard library guarantees its sequence for a seed. Each
    person has a stream, so that a larger cohort begins with the people of a smaller one.
    """

    def __init__(self, *key: str | int) -> None:
        self.share = Random("/".join(map(str, key))).random  # noqa: S311 (no secret is drawn)

    def chance(self, probability: float) -> bool:
        """True with this probability."""
        return self.share() < probability

    def whole(self, low: int, high: int) -> int:
        """A whole number from `low` to `high`, both included."""
        return low + int(self.share() * (high - low + 1))

    def normal(self) -> float:
        """An approximately normal number (mean 0, variance 1): the sum of twelve uniform ones."""
        return sum(self.share() for _ in range(12)) - 6

    def one(self, items: Sequence[T]) -> T:
        """Any of the items."""
        return items[self.whole(0, len(items) - 1)]

    def weighted(self, weights: Mapping[T, int]) -> T:
        """One of the keys, with a probability proportional to its weight."""
        edges = tuple(accumulate(weights.values()))
        return tuple(weights)[bisect(edges, self.whole(0, edges[-1] - 1))]

    def some(self, items: Sequence[T], count: int) -> tuple[T, ...]:
        """Up to `count` different items, in random order."""
        left = list(items)
        return tuple(left.pop(self.whole(0, len(left) - 1)) for _ in range(min(count, len(items))))


@dataclass(frozen=True, kw_only=True, slots=True)
class Script:
    """The parts of names in one script, and how often the script is drawn.

    A part is as written or, after a slash, also in plain Latin letters for the address.
    """

    weight: int
    given: tuple[str, ...]
    stems: tuple[str, ...]
    endings: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """A city, its country and time zone, its languages, and how often it is drawn."""

    city: str
    country: str | None = None
    timezone: str
    languages: tuple[str, ...] = ()
    weight: int = 2

    @property
    def institutes(self) -> tuple[str, ...]:
        """The invented institutes of the place."""
        return tuple(f"{kind}, {self.city}" for kind in KINDS)


@dataclass(frozen=True, kw_only=True, slots=True)
class Words:
    """The contents of `words.yaml`. The openings of letters are by career step, from 0 to 4."""

    scripts: tuple[Script, ...]
    places: tuple[Place, ...]
    openings: tuple[tuple[str, ...], ...]
    revealing: str
    sentences: dict[str, tuple[str, ...]]


@cache
def words() -> Words:
    """The words of invented people."""
    file = resources.files(__package__).joinpath("words.yaml")
    return msgspec.convert(parse(file.read_bytes(), file.name).value, Words)


def name_and_address(draws: Draws) -> tuple[str, str]:
    """An invented name, whose family name is a stem with an ending, and the user of an address."""
    script = draws.weighted({script: script.weight for script in words().scripts})
    parts = [draws.one(part) for part in (script.given, script.stems, script.endings)]
    given, stem, ending = (part.partition("/")[0] for part in parts)
    first, *last = (part.rpartition("/")[2].lower() for part in parts)
    return f"{given} {stem}{ending}", f"{first}.{''.join(last)}"


def home(config: ProgrammeConfig) -> Place:
    """The programme's home: one of the places, or a place of its own."""
    known = (place for place in words().places if place.timezone == config.timezone)
    return next(known, Place(city=config.place, timezone=config.timezone, weight=3))


def drawn_place(draws: Draws, config: ProgrammeConfig) -> Place:
    """One of the places; the programme's home is among them."""
    return draws.weighted({place: place.weight for place in (home(config), *words().places)})
