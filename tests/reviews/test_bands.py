"""Bands: exceptional, strong, and the rest, with ties told from differences."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

import made
from mentoring.people.application import Application
from mentoring.people.organisers import Review
from mentoring.programme.rules import ReviewRules, RubricItem
from mentoring.reviews.bands import bands as bands_of
from mentoring.reviews.bands import cuts

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


def bands(people: list[Application], reviews: list[Review]) -> dict[str, int]:
    """The bands of an edition with these applications and reviews."""
    return bands_of(made.edition(made.cohort(review=RULES), *people, *reviews))


def test_without_reviews_everybody_is_in_one_band() -> None:
    """Without reviews, there is nothing to distinguish mentees by."""
    people = [made.application("b"), made.application("c")]
    assert bands(people, []) == {"b": 0, "c": 0}


def test_marks_make_bands() -> None:
    """A 5 is exceptional, a 3 too near a cut to tell, a 1 the rest."""
    people = [made.application(one) for one in "bcd"]
    assert bands(people, reviews(b=1, c=5, d=3)) == {"b": 4, "c": 0, "d": 3}


def test_only_mentees_have_bands() -> None:
    """Mentors are not selected by motivation."""
    people = [made.application("b"), made.application("t", "mentor")]
    assert bands(people, reviews(b=5)) == {"b": 0}


def test_who_was_not_reviewed_stands_at_the_mean() -> None:
    """A missing review makes no mentee first or last."""
    people = [made.application(one) for one in "bcd"]
    assert bands(people, reviews(b=1, c=5))["d"] in (1, 2, 3)


def test_a_score_ties_with_a_cut_within_its_own_error() -> None:
    """A wide error ties where a narrow one tells; the margin holds for the narrowest."""
    edges = cuts(RULES)
    assert [edges.band(score, 30) for score in (431, 430, 370, 369, 331, 330, 270, 269)] == [
        *(0, 1, 1, 2, 2, 3, 3, 4)
    ]
    assert [edges.band(score, 0) for score in (411, 410, 390, 389)] == [0, 1, 1, 2]
    assert [edges.tied(380, error) for error in (10, 20, 60)] == [None, 400, 400]


def test_where_both_cuts_are_in_reach_the_nearer_one_counts() -> None:
    """An unreviewed mentee is between the cuts, not above and below at once."""
    edges = cuts(RULES)
    assert [edges.tied(score, 80) for score in (349, 351)] == [300, 400]


def test_no_margin_and_no_errors_make_no_ties() -> None:
    """A programme may cut sharply: then a score at the cut is above it."""
    sharp = cuts(ReviewRules(rubric=RULES.rubric, bands=(4.0, 3.0), tie_errors=0, tie_margin=0))
    assert [sharp.band(score, 50) for score in (400, 399, 300, 299)] == [0, 2, 2, 4]


@given(
    st.lists(st.floats(1, 5), max_size=8, unique=True),
    st.floats(0, 2),
    st.floats(0, 3),
    st.integers(100, 499),
    st.integers(0, 150),
)
def test_a_better_score_is_never_in_a_worse_band(
    edges: list[float], margin: float, errors: float, score: int, error: int
) -> None:
    """Whatever the cuts, the margin and the error."""
    rules = ReviewRules(
        rubric=RULES.rubric, bands=tuple(edges), tie_errors=errors, tie_margin=margin
    )
    found = cuts(rules)
    assert 0 <= found.band(score + 1, error) <= found.band(score, error) <= 2 * len(edges)
