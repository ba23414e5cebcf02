"""The tables of each chart: the figures of each stage, in order."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import NamedTuple

from mentoring.aggregates.release import ReleaseStage
from mentoring.programme.config import Affiliation


class Column(NamedTuple):
    """A table, the name of its series, its colour, and the beginning of its finding."""

    table: str
    name: str
    tone: str
    begins: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Plan:
    """A figure to draw from tables. `thing` is the noun for its categories in a sentence.

    `ordered` categories keep their order; other categories are sorted, the largest first.
    """

    name: str
    title: str
    thing: str = "answer"
    tables: tuple[Column, ...]
    ordered: bool = False
    monthly: bool = False


MEETINGS = Column("meetings-first-half", "Pairs that met", "mentee")
PLANS: dict[ReleaseStage, tuple[Plan, ...]] = {
    ReleaseStage.APPLICATIONS: (
        Plan(
            name="experiment",
            thing="{affiliation}",
            title="By {affiliation}",
            tables=(
                Column(
                    "mentees-by-experiment", "Mentees", "mentee", "Mentees belong most often to"
                ),
                Column(
                    "mentors-by-experiment", "Mentors", "mentor", "Mentors belong most often to"
                ),
            ),
        ),
        Plan(
            name="career",
            thing="career stage",
            ordered=True,
            title="By career stage",
            tables=(Column("mentees-by-career", "Mentees", "mentee", "Mentees are most often"),),
        ),
        Plan(
            name="region",
            thing="region",
            title="By region",
            tables=(
                Column("mentees-by-region", "Mentees", "mentee", "Mentees work most often in"),
                Column("mentors-by-region", "Mentors", "mentor", "Mentors work most often in"),
            ),
        ),
        Plan(
            name="topic",
            thing="topic",
            title="Topics wanted",
            tables=(
                Column(
                    "mentees-by-topic", "Wanted by mentees", "mentee", "Mentees ask most often for"
                ),
            ),
        ),
    ),
    ReleaseStage.MATCHING: (
        Plan(
            name="selected-experiment",
            thing="{affiliation}",
            title="Selected mentees by {affiliation}",
            tables=(
                Column(
                    "selected-by-experiment",
                    "Selected mentees",
                    "mentee",
                    "They are most often of",
                ),
            ),
        ),
        Plan(
            name="selected-career",
            thing="career stage",
            ordered=True,
            title="Selected mentees by career stage",
            tables=(
                Column("selected-by-career", "Selected mentees", "mentee", "They are most often"),
            ),
        ),
        Plan(
            name="selected-region",
            thing="region",
            title="Selected mentees by region",
            tables=(
                Column(
                    "selected-by-region", "Selected mentees", "mentee", "They work most often in"
                ),
            ),
        ),
    ),
    ReleaseStage.MIDTERM: (
        Plan(
            name="meetings-first-half",
            title="Meetings until mid-term",
            tables=(MEETINGS,),
            monthly=True,
        ),
        Plan(
            name="fit",
            ordered=True,
            title="The fit at mid-term",
            tables=(Column("fit-at-midterm", "Mentees", "mentee", "Mentees say most often:"),),
        ),
    ),
    ReleaseStage.OUTCOME: (
        Plan(
            name="meetings",
            title="Meetings from beginning to end",
            tables=(MEETINGS, Column("meetings-second-half", "Pairs that met", "mentee")),
            monthly=True,
        ),
        Plan(
            name="goals",
            ordered=True,
            title="Goals",
            tables=(Column("goals", "Pairs", "mentee", "Pairs say most often:"),),
        ),
        Plan(
            name="satisfaction",
            ordered=True,
            title="Satisfaction",
            tables=(Column("satisfaction", "Mentees", "mentee", "Mentees rate most often:"),),
        ),
    ),
}


def plans_of(stage: ReleaseStage, affiliation: Affiliation) -> tuple[Plan, ...]:
    """The figures of a stage, with the programme's own noun for affiliations."""
    noun = {"affiliation": affiliation.one}
    return tuple(
        replace(plan, title=plan.title.format(**noun), thing=plan.thing.format(**noun))
        for plan in PLANS[stage]
    )
