"""The committed classifications: each attribute's ladder, from fine to coarse.

The rung is chosen by how many people there are, never by how they fall into it.
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
    """Categories in order, and which value of the attribute falls into which.

    Where each person has one category (`multiple` is false), a value that `of` does not name, and
    a person who did not state any or did not agree to be counted, falls into the last.
    """

    name: str
    categories: tuple[str, ...]
    of: Mapping[str, str]
    multiple: bool = False

    @property
    def fewest(self) -> int:
        """How many people there must be for it."""
        if self.multiple:
            return FEWEST_PEOPLE
        return max(FEWEST_PEOPLE, PEOPLE_PER_CATEGORY * len(self.categories))

    def categories_of(self, values: tuple[str, ...]) -> tuple[str, ...]:
        """The categories in which somebody with these values is counted."""
        if self.multiple:
            return tuple(self.of[value] for value in values if value in self.of)
        return (self.of.get(next(iter(values), ""), self.categories[-1]),)


Ladder = tuple[Classification, ...]


def _classes(name: str, classes: Mapping[str, tuple[str, ...]]) -> Classification:
    of = {value: category for category, values in classes.items() for value in values}
    return Classification(name=name, categories=tuple(classes), of=of)


def of_groupings(groupings: Iterable[Grouping]) -> Ladder:
    """The ladder that the programme's file states."""
    return tuple(
        _classes(grouping.name, {**grouping.groups, grouping.rest: ()}) for grouping in groupings
    )


def topics(names: Iterable[str]) -> Ladder:
    """Every topic of the programme; a table in which one may be counted several times."""
    return (_several("topics", tuple(names)),)


def months(first: int, last: int) -> Ladder:
    """Months of the programme, counted from its start; likewise several for a pair."""
    return (_several("months", MONTHS[first - 1 : last]),)


def answers(name: str, *categories: str) -> Ladder:
    """Answers as they are, the last for whoever gave none."""
    return (_classes(name, {category: (category,) for category in categories}),)


def _several(name: str, words: tuple[str, ...]) -> Classification:
    return Classification(
        name=name, categories=words, of={word: word for word in words}, multiple=True
    )


def rung(ladder: Ladder, people: int, last_year: str | None = None) -> Classification | None:
    """The classification for so many people: last year's if it still fits, else the finest.

    None means that the table is withheld whole.
    """
    fits = [one for one in ladder if people >= one.fewest]
    same = (fit for fit in fits if fit.name == last_year)
    return next(same, fits[0] if fits else None)
