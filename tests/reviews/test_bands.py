"""Bands: exceptional, strong, and the rest, with ties told from differences."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

import made
from mentoring.people.review import Review
from mentoring.programme.rules import ReviewRules, RubricItem
from mentoring.reviews.bands import bands, cuts

RULES = ReviewRules(
    rubric=(RubricItem(id="goals", question="How clear are they?"),), bands=(4.0, 3.0)
)


def reviews(**marks: int) -> list[Review]:
    """Two equal reviews of each application."""
    return [
        Review(application=one, reviewer=reviewer, scores={"goals": mark})
        for one, mark in marks.items()
        for reviewer in ("r", "s")
    ]


def test_without_reviews_everybody_is_in_one_band() -> None:
    """Nobody is told apart by what nobody said."""
    people = [made.application("b"), made.application("c")]
    assert bands(people, [], RULES) == {"b": 0, "c": 0}


def test_marks_make_bands() -> None:
    """A 5 is exceptional, a 3 strong, a 1 the rest."""
    people = [made.application(one) for one in "bcd"]
    assert bands(people, reviews(b=1, c=5, d=3), RULES) == {"b": 2, "c": 0, "d": 1}


def test_only_mentees_have_bands() -> None:
    """Mentors are not selected by motivation."""
    people = [made.application("b"), made.application("t", "mentor")]
    assert bands(people, reviews(b=5), RULES) == {"b": 0}


def test_who_was_not_reviewed_stands_at_the_mean() -> None:
    """Nobody is first or last for want of a reviewer."""
    people = [made.application(one) for one in "bcd"]
    assert bands(people, reviews(b=1, c=5), RULES)["d"] == 1


def test_a_score_just_below_a_cut_shares_the_higher_band() -> None:
    """The tie margin counts from the cut downwards, to the hundredth."""
    edges = cuts(RULES)
    assert [edges.band(score) for score in (400, 390, 389, 290, 289)] == [0, 0, 1, 1, 2]
    assert [edges.tied(score) for score in (411, 410, 390, 389)] == [None, 400, 400, None]


@given(st.lists(st.floats(1, 5), max_size=8, unique=True), st.floats(0, 2), st.integers(100, 499))
def test_a_better_score_is_never_in_a_worse_band(
    edges: list[float], margin: float, score: int
) -> None:
    """Whatever the cuts and the margin."""
    found = cuts(ReviewRules(rubric=RULES.rubric, bands=tuple(edges), tie_margin=margin))
    assert 0 <= found.band(score + 1) <= found.band(score) <= len(edges)
