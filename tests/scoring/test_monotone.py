"""Stating more never costs anybody a fit, so stating oneself narrow is never a gain."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import made
from mentoring.people.application import Ranked
from mentoring.scoring.criteria import criterion, names
from mentoring.scoring.criterion import FULL, Compared
from mentoring.scoring.features import Features, all_features
from scoring import crowds

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from mentoring.people.application import Application
    from mentoring.scoring.criterion import Criterion

    More = Callable[[Application, Callable[[st.SearchStrategy[Any]], Any]], Application]

COHORT = made.cohort()
positions = st.integers(0, 6)
sides = st.sampled_from((0, 1))


def with_more(words: tuple[str, ...], word: str, position: int) -> tuple[str, ...]:
    """The words with one more, anywhere among them."""
    return words if word in words else (*words[:position], word, *words[position:])


def another(field: str, words: tuple[str, ...]) -> More:
    """One more word in a list, at any place."""

    def more(one: Application, draw: Callable[[st.SearchStrategy[Any]], Any]) -> Application:
        listed = with_more(getattr(one, field), draw(st.sampled_from(words)), draw(positions))
        return replace(one, **{field: listed})

    return more


def longer_day(one: Application, draw: Callable[[st.SearchStrategy[Any]], Any]) -> Application:
    """A working day that begins an hour earlier or ends an hour later."""
    begins, ends = one.location.hours
    if (ends - begins) % 24 == 0:
        return one
    hours = ((begins - 1) % 24, ends) if draw(st.booleans()) else (begins, ends % 24 + 1)
    return replace(one, location=replace(one.location, hours=hours))


def another_hour(one: Application, _: object) -> Application:
    """An hour a month more."""
    return replace(one, hours_per_month=one.hours_per_month + 1)


def another_place(one: Application, draw: Callable[[st.SearchStrategy[Any]], Any]) -> Application:
    """Another place where they could meet."""
    also = with_more(one.location.also, draw(st.sampled_from(crowds.PLACES)), draw(positions))
    return replace(one, location=replace(one.location, also=also))


def willing(one: Application, _: object) -> Application:
    """The willingness to meet in person."""
    return replace(one, location=replace(one.location, in_person=True))


def another_profile(one: Application, draw: Callable[[st.SearchStrategy[Any]], Any]) -> Application:
    """A mentor profile more, anywhere in the ranking."""
    codes = tuple(wish.profile for wish in one.preferences.mentors)
    codes = with_more(codes, draw(st.sampled_from(crowds.PROFILES)), draw(positions))
    return without_wish(one, mentors=tuple(Ranked(profile=code) for code in codes))


def without_wish(one: Application, **wish: Any) -> Application:
    """The same person, with a wish changed or taken back."""
    return replace(one, preferences=replace(one.preferences, **wish))


MORE: dict[str, More] = {
    "languages": another("languages", crowds.LANGUAGES),
    "topics": another("topics", crowds.TOPICS),
    "working": longer_day,
    "hours_per_month": another_hour,
    "places": another_place,
    "in_person": willing,
    "ranked": another_profile,
    "stages": lambda one, _: without_wish(one, stages=()),
    "institute_wish": lambda one, _: without_wish(one, institute=None),
    "meetings_per_month": lambda one, _: without_wish(one, meetings_per_month=None),
}
"""How somebody says more of a feature, or takes back a wish about the other side."""

FACTS = {"id", "experiments", "institute", "stage", "since", "profile", "conflicts", "capacity"}
"""What people are, of which there is no more or less to say."""


def test_every_feature_can_be_said_more_of_or_is_a_fact() -> None:
    """A new feature is given its place here, and is then tried with every criterion."""
    assert {field.name for field in fields(Features)} == {*MORE, *FACTS}
    assert not FACTS & MORE.keys()


def losses(
    criteria: Iterable[Criterion], before: Sequence[Application], after: Sequence[Application]
) -> list[str]:
    """The criteria that give the second pair fewer points than the first."""
    first, second = all_features(COHORT, before), all_features(COHORT, after)
    return [one.name for one in criteria if one.points(*second) < one.points(*first)]


@pytest.mark.parametrize("feature", MORE)
@given(data=st.data(), mentee=crowds.mentees, mentor=crowds.mentors, side=sides)
def test_saying_more_never_costs_points(
    feature: str, data: st.DataObject, mentee: Application, mentor: Application, side: int
) -> None:
    """Of no feature, under no criterion, on neither side."""
    pair = [mentee, mentor]
    pair[side] = MORE[feature](pair[side], data.draw)
    assert losses(map(criterion, names()), (mentee, mentor), pair) == []


def test_a_criterion_that_punishes_is_noticed() -> None:
    """One that gives fewer points the more languages somebody speaks."""
    punishing = Compared(
        name="modesty",
        title="Modesty",
        doc="",
        reads=("languages",),
        points=lambda mentee, _: FULL // len(mentee.languages),
        reason=lambda *_: "",
    )
    mentee, mentor = made.application("m"), made.application("t", "mentor")
    more = replace(mentee, languages=("en", "fr"))
    assert losses([punishing], (mentee, mentor), (more, mentor)) == ["modesty"]


@given(crowds.mentees, crowds.mentors)
def test_every_criterion_stays_within_its_points(mentee: Application, mentor: Application) -> None:
    """0 to 1000, and a sentence, whoever they are."""
    one, other = all_features(COHORT, (mentee, mentor))
    for name in names():
        assert 0 <= criterion(name).points(one, other) <= 1000
        assert criterion(name).reason(one, other).endswith(".")
