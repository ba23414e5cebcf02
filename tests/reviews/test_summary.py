"""The summary names what to look at before a score is trusted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from benchmarks.calibration import simulate

import made
from mentoring.people.organisers import Review
from mentoring.programme.rules import ReviewRules, RubricItem
from mentoring.reviews.bands import bands
from mentoring.reviews.summary import summarise

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mentoring.reviews.summary import Summary
    from mentoring.store.programme import Edition

RULES = ReviewRules(rubric=(RubricItem(id="goals", question="How clear?"),), per_application=2)


def review(application: str, reviewer: str, mark: int) -> Review:
    """A review of one item."""
    return Review(application=application, reviewer=reviewer, scores={"goals": mark})


def summary(*reviews: Review, of: str = "bcdf") -> Summary:
    """The summary of four mentees' reviews."""
    return summarise(edition(of, reviews))


def edition(people: Iterable[str], reviews: Iterable[Review]) -> Edition:
    """An edition in which these mentees applied and were reviewed."""
    return made.edition(made.cohort(review=RULES), *map(made.application, people), *reviews)


def flags(found: Summary) -> dict[str, tuple[str, ...]]:
    """The flags of each application."""
    return {entry.application: entry.flags for entry in found.applications}


def test_thin_and_missing_reviews_are_named() -> None:
    """Fewer than asked for, or none at all."""
    found = flags(summary(review("b", "r", 4), review("b", "s", 5), review("c", "r", 5)))
    assert "thin" not in found["b"]
    assert "thin" in found["c"]
    assert "unreviewed" in found["d"]


def test_marks_far_apart_are_disputed() -> None:
    """Two reviewers who see an application quite differently."""
    agreed = [
        review(one, who, mark) for one, mark in zip("cdf", (2, 3, 4), strict=True) for who in "rs"
    ]
    found = flags(summary(review("b", "r", 1), review("b", "s", 5), *agreed))
    assert "disputed" in found["b"]
    assert "disputed" not in found["c"]


def test_a_mark_unlike_the_others_is_an_outlier() -> None:
    """The mark stands out against what the other reviewers make likely."""
    people = "bcdfghjklm"
    agreed = [review(one, who, 2 + place % 3) for place, one in enumerate(people) for who in "rst"]
    found = summary(*agreed[:-1], review("m", "t", 5), of=people)
    assert [
        (outlier.application, outlier.reviewer, outlier.mark) for outlier in found.outliers
    ] == [("m", "t", 5.0)]


def test_constant_strict_and_lenient_reviewers_are_named() -> None:
    """Each with what their marks mean."""
    marks = {"flat": 3, "strict": None, "lenient": None}
    reviews = [
        review(one, who, 3 if who == "flat" else base + (0 if who == "strict" else 2))
        for one, base in zip("bcdf", (1, 2, 3, 2), strict=True)
        for who in marks
    ]
    found = {reviewer.reviewer: reviewer.flags for reviewer in summary(*reviews).reviewers}
    assert found == {"flat": ("constant",), "lenient": ("lenient",), "strict": ("strict",)}


def test_scores_near_a_cut_are_tied() -> None:
    """What lies within the margin on either side of a cut is decided by other things."""
    found = flags(
        summary(*(review("b", who, 4) for who in "rs"), *(review("c", who, 2) for who in "rs"))
    )
    assert "tied" in found["b"]
    assert "tied" not in found["c"]


def test_bands_of_the_summary_are_those_that_matching_uses() -> None:
    """What the committee reads is what selects."""
    simulation = simulate(1, strictness=0.5, each=3)
    reviewed = edition(simulation.motivation, simulation.reviews)
    found = summarise(reviewed)
    shown = {entry.application: entry.band for entry in found.applications}
    assert shown == bands(reviewed)
    assert [entry.band for entry in found.applications] == sorted(shown.values())


@pytest.mark.parametrize(("each", "least", "most"), [(1, 0.3, 0.75), (4, 0.75, 1.0)])
def test_reliability_grows_with_reviews(each: int, least: float, most: float) -> None:
    """More reviews, more of the spread that is the applicants' own."""
    simulation = simulate(2, strictness=0.3, each=each)
    found = summarise(edition(simulation.motivation, simulation.reviews))
    assert least < (found.reliability or 0) < most


def test_without_reviews_there_is_nothing_to_trust() -> None:
    """Everybody is in the first band, and no figure pretends to know."""
    found = summary()
    assert (found.alpha, found.reliability, found.reviews) == (None, None, 0)
    assert {entry.band for entry in found.applications} == {0}
