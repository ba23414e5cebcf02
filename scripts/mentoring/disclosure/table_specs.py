"""The allow-list of published tables; each has one question, and there are no cross-tables.

Each attribute has fixed classifications, ordered from fine to coarse (its ladder). The rung is
chosen by the number of people, never by their distribution.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from mentoring.aggregates.release import Population, ReleaseStage, Table
from mentoring.disclosure import attributes
from mentoring.programme.cohort import Cohort

FEWEST_PEOPLE = 10
PEOPLE_PER_CATEGORY = 4
MONTHS = tuple(f"month-{number}" for number in range(1, 13))

SHOWN_IN_CATALOGUE = frozenset({"career", "topic"})
"""The attributes in a mentor's anonymous profile.

Ranges cannot hide them from readers of the catalogue: only the few unlisted mentors would remain.
So no table counts mentors by them.
"""


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
    """One table: its population, its attribute, and its classifications.

    `within` names the table of which this one counts a part: the difference between the two
    (applied, but not selected) is protected like a separate table.
    """

    name: str
    stage: ReleaseStage
    population: Population
    ladder: Ladder
    question: Callable[[Any], tuple[str, ...]]
    within: str | None = None


def catalogue(cohort: Cohort) -> tuple[TableSpec, ...]:
    """The tables of an edition, in the order in which they are released."""
    return (*_of_people(cohort), *_of_pairs(cohort))


def classification_of(cohort: Cohort, table: Table) -> Classification:
    """The classification named by a published table."""
    spec = next(spec for spec in catalogue(cohort) if spec.name == table.name)
    return next(rung for rung in spec.ladder if rung.name == table.classification)


def half(cohort: Cohort) -> int:
    """The number of months that the mid-term release covers; the outcome release has the rest."""
    return min(_length(cohort) // 2, len(MONTHS))


def _length(cohort: Cohort) -> int:
    """The months of the programme."""
    return max(attributes.months_between(cohort.dates.start, cohort.dates.end), 1)


def _of_people(cohort: Cohort) -> Iterable[TableSpec]:
    """The tables of applicants and selected mentees, with ladders from the programme's file."""
    stated = cohort.config.statistics
    ladders = {
        name: tuple(
            _single(grouping.name, {**grouping.groups, grouping.rest: ()}) for grouping in groupings
        )
        for name, groupings in (
            ("experiment", stated.affiliation),
            ("career", stated.career),
            ("region", stated.region),
        )
    }
    asked = {**ladders, "topic": _multiple("topics", cohort.config.topics)}
    mentored = [name for name in asked if name not in SHOWN_IN_CATALOGUE]
    for prefix, stage, population, names in (
        ("mentees", ReleaseStage.APPLICATIONS, Population.MENTEES, asked),
        ("mentors", ReleaseStage.APPLICATIONS, Population.MENTORS, mentored),
        ("selected", ReleaseStage.MATCHING, Population.PAIRS, ladders),
    ):
        for name in names:
            yield TableSpec(
                name=f"{prefix}-by-{name}",
                stage=stage,
                population=population,
                ladder=asked[name],
                question=attributes.OF_PEOPLE[name],
                within=f"mentees-by-{name}" if stage is ReleaseStage.MATCHING else None,
            )


def _of_pairs(cohort: Cohort) -> Iterable[TableSpec]:
    """The tables of pairs at the mid-term and the outcome."""
    middle = half(cohort)
    first = _multiple("months", MONTHS[:middle])
    second = _multiple("months", MONTHS[middle : _length(cohort)])
    fit = _answers("fit", "good", "unsure-or-no", "no-answer")
    completion = _answers("completion", "completed", "ended-or-not-stated")
    goals = _answers("goals", "all-reached", "some-reached", "none-or-not-stated")
    marks = _answers("satisfaction", "high", "lower", "no-answer")
    midterm, outcome = ReleaseStage.MIDTERM, ReleaseStage.OUTCOME
    for stage, name, ladder, question in (
        (midterm, "meetings-first-half", first, attributes.months_met),
        (midterm, "fit-at-midterm", fit, attributes.check_in),
        (outcome, "meetings-second-half", second, attributes.months_met),
        (outcome, "completion", completion, attributes.completion),
        (outcome, "goals", goals, attributes.goals),
        (outcome, "satisfaction", marks, attributes.satisfaction),
    ):
        yield TableSpec(
            name=name, stage=stage, population=Population.PAIRS, ladder=ladder, question=question
        )


def _answers(name: str, *categories: str) -> Ladder:
    """The given answers as categories; the last one is for no answer."""
    return (_single(name, {category: (category,) for category in categories}),)


def _single(name: str, values_of: Mapping[str, tuple[str, ...]]) -> Classification:
    of = {value: category for category, values in values_of.items() for value in values}
    return Classification(name=name, categories=tuple(values_of), of=of)


def _multiple(name: str, words: Iterable[str]) -> Ladder:
    """A category for each word; a person may be counted several times."""
    of = {word: word for word in words}
    return (Classification(name=name, categories=tuple(of), of=of, multiple=True),)
