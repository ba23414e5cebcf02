"""The allow-list of published tables; each has one question, and there are no cross-tables."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from mentoring.aggregates.release import Population, ReleaseStage, Table
from mentoring.disclosure import attributes, classifications
from mentoring.disclosure.knowledge import SHOWN_IN_CATALOGUE
from mentoring.programme.cohort import Cohort

Question = Callable[[Any], tuple[str, ...]]


@dataclass(frozen=True, kw_only=True, slots=True)
class TableSpec:
    """One table: its population, its attribute, and its classifications.

    `within` names the table of which this one counts a part: the difference between the two
    (applied, but not selected) is protected like a separate table.
    """

    name: str
    stage: ReleaseStage
    population: Population
    ladder: classifications.Ladder
    question: Question
    within: str | None = None


def catalogue(cohort: Cohort) -> tuple[TableSpec, ...]:
    """The tables of an edition, in the order in which they are released."""
    return (*_applications(cohort), *_matching(cohort), *_midterm(cohort), *_outcome(cohort))


def stage_tables(cohort: Cohort, stage: ReleaseStage) -> tuple[TableSpec, ...]:
    """The tables of one stage."""
    return tuple(spec for spec in catalogue(cohort) if spec.stage is stage)


def classification_of(cohort: Cohort, table: Table) -> classifications.Classification:
    """The classification named by a published table."""
    spec = next(one for one in catalogue(cohort) if one.name == table.name)
    return next(one for one in spec.ladder if one.name == table.classification)


def half(cohort: Cohort) -> int:
    """The number of months that the mid-term release covers; the outcome release has the rest."""
    return min(length(cohort) // 2, len(classifications.MONTHS))


def length(cohort: Cohort) -> int:
    """The months of the programme."""
    return max(attributes.months_between(cohort.dates.start, cohort.dates.end), 1)


def _applications(cohort: Cohort) -> tuple[TableSpec, ...]:
    return tuple(
        TableSpec(
            name=f"{population}-by-{name}",
            stage=ReleaseStage.APPLICATIONS,
            population=population,
            ladder=ladder,
            question=question,
        )
        for population in (Population.MENTEES, Population.MENTORS)
        for name, ladder, question in (*_backgrounds(cohort), _topics(cohort))
        if population is Population.MENTEES or name not in SHOWN_IN_CATALOGUE
    )


def _matching(cohort: Cohort) -> tuple[TableSpec, ...]:
    return tuple(
        TableSpec(
            name=f"selected-by-{name}",
            stage=ReleaseStage.MATCHING,
            population=Population.PAIRS,
            ladder=ladder,
            question=question,
            within=f"mentees-by-{name}",
        )
        for name, ladder, question in _backgrounds(cohort)
    )


def _backgrounds(cohort: Cohort) -> tuple[tuple[str, classifications.Ladder, Question], ...]:
    stated = cohort.config.statistics
    return (
        ("experiment", classifications.of_groupings(stated.affiliation), attributes.experiment),
        ("career", classifications.of_groupings(stated.career), attributes.career),
        ("region", classifications.of_groupings(stated.region), attributes.region),
    )


def _topics(cohort: Cohort) -> tuple[str, classifications.Ladder, Question]:
    return "topic", classifications.topics(cohort.config.topics), attributes.topics


def _midterm(cohort: Cohort) -> tuple[TableSpec, ...]:
    fit = classifications.answers("fit", "good", "unsure-or-no", "no-answer")
    return (
        _pairs("meetings-first-half", ReleaseStage.MIDTERM, _months(cohort)[0]),
        _pairs("fit-at-midterm", ReleaseStage.MIDTERM, fit, attributes.check_in),
    )


def _outcome(cohort: Cohort) -> tuple[TableSpec, ...]:
    completion = classifications.answers("completion", "completed", "ended-or-not-stated")
    goals = classifications.answers("goals", "all-reached", "some-reached", "none-or-not-stated")
    marks = classifications.answers("satisfaction", "high", "lower", "no-answer")
    return (
        _pairs("meetings-second-half", ReleaseStage.OUTCOME, _months(cohort)[1]),
        _pairs("completion", ReleaseStage.OUTCOME, completion, attributes.completion),
        _pairs("goals", ReleaseStage.OUTCOME, goals, attributes.goals),
        _pairs("satisfaction", ReleaseStage.OUTCOME, marks, attributes.satisfaction),
    )


def _months(cohort: Cohort) -> tuple[classifications.Ladder, classifications.Ladder]:
    middle = half(cohort)
    return classifications.months(1, middle), classifications.months(middle + 1, length(cohort))


def _pairs(
    name: str,
    stage: ReleaseStage,
    ladder: classifications.Ladder,
    question: Question = attributes.months_met,
) -> TableSpec:
    return TableSpec(
        name=name, stage=stage, population=Population.PAIRS, ladder=ladder, question=question
    )
