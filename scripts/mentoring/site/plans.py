"""Which tables stand in which chart: the figures of each stage, in their order."""

from __future__ import annotations

from dataclasses import dataclass

from mentoring.aggregates.release import ReleaseStage


@dataclass(frozen=True, kw_only=True, slots=True)
class Plan:
    """A figure to be drawn from tables: each with the name of its series and its colour.

    `ranked` are bars with the most named categories on top.
    """

    name: str
    title: str
    question: str
    tables: tuple[tuple[str, str, str], ...]
    monthly: bool = False
    ranked: bool = False


MEETINGS = ("meetings-first-half", "Pairs that met", "mentee")
PLANS: dict[ReleaseStage, tuple[Plan, ...]] = {
    ReleaseStage.APPLICATIONS: (
        Plan(
            name="experiment",
            title="By experiment",
            question="At which experiment do the people work who applied?",
            tables=(
                ("mentees-by-experiment", "Mentees", "mentee"),
                ("mentors-by-experiment", "Mentors", "mentor"),
            ),
        ),
        Plan(
            name="career",
            title="By career stage",
            question="Where do they view themselves in their career?",
            tables=(("mentees-by-career", "Mentees", "mentee"),),
        ),
        Plan(
            name="region",
            title="By region",
            question="In which part of the world do they work, by their time zone?",
            tables=(
                ("mentees-by-region", "Mentees", "mentee"),
                ("mentors-by-region", "Mentors", "mentor"),
            ),
        ),
        Plan(
            name="topic",
            title="Topics wanted",
            question="What would mentees like to talk about? "
            "Everybody may name several; what is wanted most stands on top.",
            tables=(("mentees-by-topic", "Wanted by mentees", "mentee"),),
            ranked=True,
        ),
    ),
    ReleaseStage.MATCHING: (
        Plan(
            name="selected-experiment",
            title="Selected mentees by experiment",
            question="At which experiment do the mentees work who got a mentor?",
            tables=(("selected-by-experiment", "Selected mentees", "mentee"),),
        ),
        Plan(
            name="selected-career",
            title="Selected mentees by career stage",
            question="Where do they view themselves in their career?",
            tables=(("selected-by-career", "Selected mentees", "mentee"),),
        ),
        Plan(
            name="selected-region",
            title="Selected mentees by region",
            question="In which part of the world do they work?",
            tables=(("selected-by-region", "Selected mentees", "mentee"),),
        ),
    ),
    ReleaseStage.MIDTERM: (
        Plan(
            name="meetings-first-half",
            title="Meetings until mid-term",
            question="How many pairs are known to have met in each month of the programme?",
            tables=(MEETINGS,),
            monthly=True,
        ),
        Plan(
            name="fit",
            title="The fit at mid-term",
            question="What do mentees say of their pair half way?",
            tables=(("fit-at-midterm", "Mentees", "mentee"),),
        ),
    ),
    ReleaseStage.OUTCOME: (
        Plan(
            name="meetings",
            title="Meetings over the nine months",
            question="How many pairs are known to have met in each month of the programme?",
            tables=(MEETINGS, ("meetings-second-half", "Pairs that met", "mentee")),
            monthly=True,
        ),
        Plan(
            name="goals",
            title="Goals",
            question="How many pairs reached what they had set out to?",
            tables=(("goals", "Pairs", "mentee"),),
        ),
        Plan(
            name="satisfaction",
            title="Satisfaction",
            question="How do mentees rate the programme at the end, from 1 to 10?",
            tables=(("satisfaction", "Mentees", "mentee"),),
        ),
    ),
}
