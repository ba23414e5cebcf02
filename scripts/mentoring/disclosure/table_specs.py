"""The allow-list of published tables; each has one question, and there are no cross-tables.

Each attribute has a ladder of fixed classifications, from fine to coarse; the number of people
chooses the rung, never their distribution.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from mentoring.aggregates.release import Population, ReleaseStage
from mentoring.programme.cohort import Cohort
from mentoring.programme.config import Grouping

FEWEST_PEOPLE = 10
PEOPLE_PER_CATEGORY = 4
MONTHS = tuple(f"month-{number}" for number in range(1, 13))

APPLICATIONS, MATCHING, MIDTERM, OUTCOME = ReleaseStage
MENTEES, MENTORS, PAIRS = Population
TABLES = (
    (APPLICATIONS, MENTEES, "mentees-by-", ("experiment", "career", "region", "topic")),
    (APPLICATIONS, MENTORS, "mentors-by-", ("experiment", "region")),
    (MATCHING, PAIRS, "selected-by-", ("experiment", "career", "region")),
    (MIDTERM, PAIRS, "", ("meetings-first-half", "fit-at-midterm")),
    (OUTCOME, PAIRS, "", ("meetings-second-half", "completion", "goals", "satisfaction")),
)
"""The attributes that the tables of each stage count.

A mentor's anonymous profile in the catalogue shows career and topics. Ranges cannot hide these from
its readers: only the few unlisted mentors would remain. So no table counts mentors by them.
"""


@dataclass(frozen=True, kw_only=True, slots=True)
class Classification:
    """Ordered categories, and the category `of` each value of the attribute.

    Unless people have `multiple` categories, the last one includes values not in `of`, and people
    who stated none or did not agree to be counted.
    """

    name: str
    categories: tuple[str, ...]
    of: Mapping[str, str]
    multiple: bool = False

    @property
    def fewest(self) -> int:
        """The minimum number of people for this classification."""
        categories = 0 if self.multiple else len(self.categories)
        return max(FEWEST_PEOPLE, PEOPLE_PER_CATEGORY * categories)

    def categories_of(self, values: tuple[str, ...]) -> tuple[str, ...]:
        """The categories in which a person with these values is counted."""
        if self.multiple:
            return tuple(self.of[value] for value in values if value in self.of)
        return (self.of.get(next(iter(values), ""), self.categories[-1]),)


Ladder = tuple[Classification, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class TableSpec:
    """One table; if it counts a part of the table `within`, the other part is protected as well."""

    name: str
    stage: ReleaseStage
    population: Population
    attribute: str
    ladder: Ladder
    within: str | None = None


def catalogue(cohort: Cohort) -> tuple[TableSpec, ...]:
    """The tables of an edition, in the order in which they are released."""
    ladders = _ladders(cohort)
    return tuple(
        TableSpec(
            name=f"{side}{attribute}",
            stage=stage,
            population=population,
            attribute=attribute,
            ladder=ladders[attribute],
            within=f"mentees-by-{attribute}" if stage is MATCHING else None,
        )
        for stage, population, side, attributes in TABLES
        for attribute in attributes
    )


def half(cohort: Cohort) -> int:
    """The number of months that the mid-term release covers; the outcome release has the rest."""
    return min(_length(cohort) // 2, len(MONTHS))


def _length(cohort: Cohort) -> int:
    return max(months_between(cohort.dates.start, cohort.dates.end), 1)


def months_between(start: date, day: date) -> int:
    """The number of whole months of the programme that have passed on a day."""
    return (day.year - start.year) * 12 + day.month - start.month - (day.day < start.day)


def _ladders(cohort: Cohort) -> dict[str, Ladder]:
    """The ladder of each attribute; those of people are stated in the programme's file."""
    stated, middle, months = cohort.config.statistics, half(cohort), MONTHS[: _length(cohort)]
    return {
        "experiment": _ladder(stated.affiliation),
        "career": _ladder(stated.career),
        "region": _ladder(stated.region),
        "topic": _words("topics", cohort.config.topics, multiple=True),
        "meetings-first-half": _words("months", months[:middle], multiple=True),
        "meetings-second-half": _words("months", months[middle:], multiple=True),
        "fit-at-midterm": _words("fit", ("good", "unsure-or-no", "no-answer")),
        "completion": _words("completion", ("completed", "ended-or-not-stated")),
        "goals": _words("goals", ("all-reached", "some-reached", "none-or-not-stated")),
        "satisfaction": _words("satisfaction", ("high", "lower", "no-answer")),
    }


def _ladder(groupings: Iterable[Grouping]) -> Ladder:
    """The groupings of the programme's file; the last category is for all other people."""
    return tuple(
        Classification(
            name=grouping.name,
            categories=tuple(dict.fromkeys((*grouping.groups, grouping.rest))),
            of={value: group for group, values in grouping.groups.items() for value in values},
        )
        for grouping in groupings
    )


def _words(name: str, words: Iterable[str], *, multiple: bool = False) -> Ladder:
    """A category for each word; of single answers, the last is for people who gave none."""
    of = {word: word for word in words}
    return (Classification(name=name, categories=tuple(of), of=of, multiple=multiple),)
