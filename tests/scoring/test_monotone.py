"""Stating more never costs anybody a fit, so stating oneself narrow is never a gain."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

import made
from mentoring.people.application import Ranked
from mentoring.scoring.criteria import criterion, names
from mentoring.scoring.features import all_features
from mentoring.scoring.weights import scale
from scoring import crowds

if TYPE_CHECKING:
    from mentoring.people.application import Application

COHORT = made.cohort()
MEASURE = scale(dict.fromkeys(names(), 1))
positions = st.integers(0, 6)


def fit(mentee: Application, mentor: Application) -> int:
    """The pair's fit under every criterion."""
    one, other = all_features(COHORT, (mentee, mentor))
    return MEASURE.total([criterion.points(one, other) for criterion in MEASURE.criteria])


def with_more(words: tuple[str, ...], word: str, position: int) -> tuple[str, ...]:
    """The words with one more, anywhere among them."""
    return words if word in words else (*words[:position], word, *words[position:])


def never_lower(
    mentee: Application, mentor: Application, more: Application, *, than: Application
) -> None:
    """Whoever stated more has at least the fit they had."""
    before = fit(mentee, mentor)
    after = fit(more, mentor) if than is mentee else fit(mentee, more)
    assert after >= before


sides = st.sampled_from((0, 1))


@given(crowds.mentees, crowds.mentors, sides, st.sampled_from(crowds.LANGUAGES), positions)
def test_one_more_language(
    mentee: Application, mentor: Application, side: int, word: str, position: int
) -> None:
    """A language more, on either side."""
    one = (mentee, mentor)[side]
    more = replace(one, languages=with_more(one.languages, word, position))
    never_lower(mentee, mentor, more, than=one)


@given(crowds.mentees, crowds.mentors, sides, st.sampled_from(crowds.TOPICS), positions)
def test_one_more_topic_anywhere_in_the_ranking(
    mentee: Application, mentor: Application, side: int, word: str, position: int
) -> None:
    """A topic more, even as the new favourite, on either side."""
    one = (mentee, mentor)[side]
    more = replace(one, topics=with_more(one.topics, word, position))
    never_lower(mentee, mentor, more, than=one)


@given(crowds.mentees, crowds.mentors, sides, st.booleans())
def test_one_more_hour_of_the_day(
    mentee: Application,
    mentor: Application,
    side: int,
    earlier: bool,  # noqa: FBT001
) -> None:
    """A working day that begins an hour earlier or ends an hour later."""
    one = (mentee, mentor)[side]
    begins, ends = one.location.hours
    if (ends - begins) % 24 == 0:
        return
    hours = ((begins - 1) % 24, ends) if earlier else (begins, ends % 24 + 1)
    more = replace(one, location=replace(one.location, hours=hours))
    never_lower(mentee, mentor, more, than=one)


@given(crowds.mentees, crowds.mentors, sides)
def test_one_more_hour_a_month(mentee: Application, mentor: Application, side: int) -> None:
    """An hour a month more."""
    one = (mentee, mentor)[side]
    never_lower(mentee, mentor, replace(one, hours_per_month=one.hours_per_month + 1), than=one)


@given(crowds.mentees, crowds.mentors, sides, st.sampled_from(crowds.PLACES), positions)
def test_one_more_place(
    mentee: Application, mentor: Application, side: int, word: str, position: int
) -> None:
    """Another place where they could meet, and the willingness to meet at all."""
    one = (mentee, mentor)[side]
    also = with_more(one.location.also, word, position)
    more = replace(one, location=replace(one.location, also=also, in_person=True))
    never_lower(mentee, mentor, more, than=one)


@given(crowds.mentees, crowds.mentors, st.sampled_from(crowds.PROFILES), positions)
def test_one_more_profile_ranked(
    mentee: Application, mentor: Application, word: str, position: int
) -> None:
    """A mentor profile more, anywhere in the ranking."""
    codes = tuple(one.profile for one in mentee.preferences.mentors)
    ranked = tuple(Ranked(profile=code) for code in with_more(codes, word, position))
    more = replace(mentee, preferences=replace(mentee.preferences, mentors=ranked))
    never_lower(mentee, mentor, more, than=mentee)


@given(crowds.mentees, crowds.mentors, sides)
def test_taking_a_wish_back(mentee: Application, mentor: Application, side: int) -> None:
    """Whoever gives up a wish about the other side loses nothing."""
    one = (mentee, mentor)[side]
    open_minded = replace(one.preferences, stages=(), institute=None, meetings_per_month=None)
    never_lower(mentee, mentor, replace(one, preferences=open_minded), than=one)


@given(crowds.mentees, crowds.mentors)
def test_every_criterion_stays_within_its_points(mentee: Application, mentor: Application) -> None:
    """0 to 1000, and a sentence, whoever they are."""
    one, other = all_features(COHORT, (mentee, mentor))
    for name in names():
        assert 0 <= criterion(name).points(one, other) <= 1000
        assert criterion(name).reason(one, other).endswith(".")
