"""What people state decides which mentors suit them, never how well they are suited in all.

The strategies draw from what each criterion declares in `reads`; a new criterion is taken up by
itself, and fails here until its features have a strategy.
"""

from __future__ import annotations

from dataclasses import replace
from statistics import pstdev
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import made
from mentoring.people.application import Ranked
from mentoring.programme.rules import ListLengths, MatchingRules
from mentoring.scoring.criteria import criterion, names
from mentoring.scoring.evaluate import evaluator
from mentoring.scoring.features import Features, features
from mentoring.scoring.fit import fits
from scoring import crowds

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mentoring.people.application import Application

COHORT = made.cohort()
whole_days = st.integers(0, (1 << 96) - 1)
STATED: dict[str, st.SearchStrategy[Any]] = {
    "topics": crowds.some(crowds.TOPICS, most=3),
    "topic_places": st.just(3),
    "topic_share": st.just(1000),
    "ranked": crowds.some(crowds.PROFILES, most=3),
    "ranked_places": st.just(3),
    "profile": st.none(),
    "stage": st.integers(0, 4),
    "since": st.integers(1990, 2026),
    "stages": st.lists(st.integers(0, 4), unique=True).map(tuple),
    "working": st.tuples(whole_days, whole_days),
    "languages": crowds.some(crowds.LANGUAGES, least=1),
    "hours_per_month": st.integers(1, 40),
    "meetings_per_month": st.none() | st.integers(1, 8),
    "places": crowds.some(("cern", "hamburg", "chicago", "tokyo"), least=1, most=2),
    "in_person": st.booleans(),
    "institutes": st.tuples(st.sampled_from(("here", "there"))),
    "institute_wish": st.sampled_from((None, "same", "other")),
}


def evened(name: str, mentee: Features, mentors: Sequence[Features]) -> list[int]:
    """The points of one mentee with every mentor."""
    points: list[int] = evaluator(criterion(name), [mentee], mentors, mentors)(slice(None))[
        0
    ].tolist()
    return points


@pytest.mark.parametrize("name", names())
@settings(max_examples=20)
@given(crowds.crowds, st.data())
def test_everybody_has_the_same_points_on_average_whatever_they_state(
    name: str, crowd: Any, data: st.DataObject
) -> None:
    """500 of 1000 over the mentors, and a standard deviation of 100 at most, but for rounding."""
    mentees, mentors = ([features(COHORT, person) for person in side] for side in crowd)
    stated = {field: data.draw(STATED[field], field) for field in criterion(name).reads}
    points = evened(name, replace(mentees[0], **stated), mentors)
    assert abs(sum(points) / len(points) - 500) <= 1
    assert pstdev(points) <= 101
    assert all(0 <= point <= 1000 for point in points)


@pytest.mark.parametrize("name", names())
@settings(max_examples=20)
@given(crowds.mentees, crowds.mentors, st.data())
def test_a_criterion_reads_what_it_declares_and_nothing_else(
    name: str, mentee: Application, mentor: Application, data: st.DataObject
) -> None:
    """Whatever else two people state, their points and their sentence are the same."""
    measure = criterion(name)
    one, other = (features(COHORT, person) for person in (mentee, mentor))
    rest = {
        field: data.draw(STATED[field], field) for field in STATED if field not in measure.reads
    }
    changed = replace(one, **rest)
    assert measure.points(changed, other) == measure.points(one, other)
    assert measure.reason(changed, other) == measure.reason(one, other)


def fit(mentee: Application, mentor: Application) -> dict[str, int]:
    """The pair's points by criterion, before they are measured against the mean."""
    one, other = (features(COHORT, person) for person in (mentee, mentor))
    return {name: criterion(name).points(one, other) for name in names()}


def never_lower(mentee: Application, mentor: Application, more: Application) -> None:
    """Who stated more has at least the points they had."""
    before = fit(mentee, mentor)
    after = fit(more, mentor) if more.role == mentee.role else fit(mentee, more)
    assert all(after[name] >= points for name, points in before.items())


@given(crowds.mentees, crowds.mentors, st.booleans(), st.sampled_from(crowds.LANGUAGES))
def test_one_more_language_lowers_no_points(
    mentee: Application,
    mentor: Application,
    side: bool,  # noqa: FBT001
    word: str,
) -> None:
    """On either side."""
    person = (mentee, mentor)[side]
    never_lower(mentee, mentor, replace(person, languages=(*person.languages, word)))


@given(crowds.mentees, crowds.mentors, st.sampled_from(crowds.TOPICS))
def test_one_more_topic_lowers_no_points_while_places_are_free(
    mentee: Application, mentor: Application, word: str
) -> None:
    """Added at the end of a list that is not full."""
    short = replace(mentee, topics=mentee.topics[:2])
    never_lower(short, mentor, replace(short, topics=(*short.topics, word)))


@given(crowds.mentees, crowds.mentors, st.sampled_from(crowds.PROFILES))
def test_one_more_profile_lowers_no_points_while_places_are_free(
    mentee: Application, mentor: Application, word: str
) -> None:
    """Added at the end of a list that is not full."""
    some = mentee.preferences.mentors[:2]
    short = replace(mentee, preferences=replace(mentee.preferences, mentors=some))
    ranked = replace(mentee.preferences, mentors=(*some, Ranked(profile=word)))
    never_lower(short, mentor, replace(short, preferences=ranked))


@given(crowds.mentees, crowds.mentors, st.booleans(), st.booleans())
def test_one_more_hour_lowers_no_points_in_a_plausible_day(
    mentee: Application,
    mentor: Application,
    side: bool,  # noqa: FBT001
    earlier: bool,  # noqa: FBT001
) -> None:
    """A working day of less than ten hours that begins earlier or ends later."""
    person = (mentee, mentor)[side]
    begins, ends = person.location.hours
    if not 0 < (ends - begins) % 24 < 10:
        return
    hours = ((begins - 1) % 24, ends) if earlier else (begins, ends % 24 + 1)
    never_lower(mentee, mentor, replace(person, location=replace(person.location, hours=hours)))


@given(crowds.mentees, crowds.mentors, st.booleans())
def test_one_more_hour_a_month_lowers_no_points(
    mentee: Application,
    mentor: Application,
    side: bool,  # noqa: FBT001
) -> None:
    """On either side."""
    person = (mentee, mentor)[side]
    never_lower(mentee, mentor, replace(person, hours_per_month=person.hours_per_month + 1))


@given(crowds.mentees, crowds.mentors, st.booleans(), st.sampled_from(crowds.PLACES))
def test_a_second_place_lowers_no_points(
    mentee: Application,
    mentor: Application,
    side: bool,  # noqa: FBT001
    place: str,
) -> None:
    """Nor does the willingness to meet there."""
    person = (mentee, mentor)[side]
    here = replace(person.location, also=())
    before = replace(person, location=here)
    more = replace(person, location=replace(here, also=(place,), in_person=True))
    pair = (mentee, before) if side else (before, mentor)
    never_lower(*pair, more)


ALL_TOPICS = tuple(made.CONFIG.topics)


def test_more_than_a_list_holds_changes_nothing() -> None:
    """All topics after one's own, ten profiles, every place: the fits are the same to the point."""
    mentors = [made.application(f"t{n}", "mentor", topics=ALL_TOPICS[n : n + 4]) for n in range(9)]
    modest = made.application("m", topics=ALL_TOPICS[:3])
    greedy = replace(
        modest,
        topics=tuple(dict.fromkeys((*modest.topics, *ALL_TOPICS))),
        location=replace(modest.location, also=("Geneva", "Geneva ")),
    )
    cohort = made.cohort(matching=MatchingRules(criteria=crowds.CRITERIA))
    before, after = (fits(cohort, [one], mentors).points for one in (modest, greedy))
    assert before.tolist() == after.tolist()


def test_a_mentor_who_offers_everything_gives_a_part_of_each() -> None:
    """The points of six topics are shared among all that are offered, or of as many as it sets."""
    mentee = made.application("m", topics=ALL_TOPICS[:3])
    mentor = made.application("t", "mentor", topics=ALL_TOPICS)
    wide = MatchingRules(criteria={"topics": 1}, lists=ListLengths(offered=len(ALL_TOPICS)))
    for cohort, points in (
        (COHORT, 1000 * 6 // len(ALL_TOPICS)),
        (made.cohort(matching=wide), 999),
    ):
        one, other = (features(cohort, person) for person in (mentee, mentor))
        assert abs(criterion("topics").points(one, other) - points) <= 2


def test_a_day_of_24_hours_is_worth_no_more_than_its_hours_shared_out() -> None:
    """Ten hours' points over a whole day: less than four full hours with anybody."""
    mentor = made.application("t", "mentor")
    honest = made.application("m")
    always = replace(honest, location=replace(honest.location, hours=(0, 24)))
    assert fit(always, mentor)["hours"] < fit(honest, mentor)["hours"]


def test_who_leaves_changes_nobody_elses_fit() -> None:
    """The mean is over those who applied, whether or not they are still there."""
    mentors = [made.application(f"t{n}", "mentor", topics=ALL_TOPICS[n : n + 4]) for n in range(9)]
    mentee = made.application("m", topics=ALL_TOPICS[2:5])
    everybody = fits(COHORT, [mentee], mentors).points[0].tolist()
    fewer = fits(COHORT, [mentee], mentors[2:], supply=mentors).points[0].tolist()
    assert fewer == everybody[2:]
