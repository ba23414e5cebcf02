"""The fixed classifications of each attribute, ordered from fine to coarse (its ladder).

The rung is chosen by the number of people, never by their distribution.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from mentoring.programme.config import Grouping

FEWEST_PEOPLE = 10
PEOPLE_PER_CATEGORY = 4
MONTHS = tuple(f"month-{number}" for number in range(1, 13))


@dataclass(frozen=True, kw_only=True, slots=True)
class Classification:
    """Ordered categories, and the category of each value of the attribute.

    If each person has one category (`multiple` is false), the last one includes values not in `of`,
    and people who stated none or did not agree to be counted.
    """

    name: str
    categories: tuple[str, ...]
    of: Mapping[str, str]
    multiple: bool = False

    @property
    def fewest(self) -> int:
        """The minimum number of people for this classification."""
        if self.multiple:
            return FEWEST_PEOPLE
        return max(FEWEST_PEOPLE, PEOPLE_PER_CATEGORY * len(self.categories))

    def categories_of(self, values: tuple[str, ...]) -> tuple[str, ...]:
        """The categories in which a person with these values is counted."""
        if self.multiple:
            return tuple(self.of[value] for value in values if value in self.of)
        return (self.of.get(next(iter(values), ""), self.categories[-1]),)


Ladder = tuple[Classification, ...]


def _classes(name: str, classes: Mapping[str, tuple[str, ...]]) -> Classification:
    of = {value: category for category, values in classes.items() for value in values}
    return Classification(name=name, categories=tuple(classes), of=of)


def of_groupings(groupings: Iterable[Grouping]) -> Ladder:
    """The ladder stated in the programme's file."""
    return tuple(
        _classes(grouping.name, {**grouping.groups, grouping.rest: ()}) for grouping in groupings
    )


def topics(names: Iterable[str]) -> Ladder:
    """Every topic of the programme; a person may be counted several times."""
    return (_several("topics", tuple(names)),)


def months(first: int, last: int) -> Ladder:
    """Months of the programme, counted from its start; a pair may have several."""
    return (_several("months", MONTHS[first - 1 : last]),)


def answers(name: str, *categories: str) -> Ladder:
    """The given answers as categories; the last one is for no answer."""
    return (_classes(name, {category: (category,) for category in categories}),)


def _several(name: str, words: tuple[str, ...]) -> Classification:
    return Classification(
        name=name, categories=words, of={word: word for word in words}, multiple=True
    )


def rung(ladder: Ladder, people: int, last_year: str | None = None) -> Classification | None:
    """The classification for a number of people: last year's if it still fits, else the finest.

    None means that the whole table is withheld.
    """
    fits = [one for one in ladder if people >= one.fewest]
    same = (fit for fit in fits if fit.name == last_year)
    return next(same, fits[0] if fits else None)
