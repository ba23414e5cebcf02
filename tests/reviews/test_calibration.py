"""Calibration: what marks are worth once strict and lenient reviewers are corrected for."""

from __future__ import annotations

from statistics import fmean

import pytest
from benchmarks.calibration import coverage, gain, simulate
from hypothesis import given
from hypothesis import strategies as st

import made
from mentoring.people.organisers import Review
from mentoring.reviews.calibration import (
    Variances,
    calibrate,
    calibrated,
    error_variances,
    marks,
    strictness,
    variances,
)
from mentoring.reviews.summary import summarise


def review(application: str, reviewer: str, mark: int) -> Review:
    """A review of one item."""
    return Review(application=application, reviewer=reviewer, scores={"goals": mark})


@pytest.mark.parametrize("each", [1, 2, 3])
def test_calibration_finds_the_true_order_behind_strict_reviewers(each: int) -> None:
    """Where strictness varies by most of a mark, the ranking gains; the more, the fewer reviews."""
    found = gain(20, strictness=0.8, each=each)
    assert found.calibrated > found.plain + 0.05


def test_calibration_does_little_harm_where_reviewers_are_alike() -> None:
    """With no strictness to find, hardly any is found."""
    found = gain(20, strictness=0.0, each=3)
    assert found.calibrated > found.plain - 0.01


@pytest.mark.parametrize(("strictness", "each"), [(0.0, 1), (0.5, 2), (1.0, 3)])
def test_errors_say_how_far_scores_may_be_off(strictness: float, each: int) -> None:
    """About two thirds of the scores lie within one standard error of the truth, nearly all in two.

    However strict reviewers are, and however few their reviews.
    """
    simulations = [simulate(n, strictness=strictness, each=each) for n in range(40)]
    once, twice = (coverage(simulations, errors) for errors in (1, 2))
    assert 0.63 < once < 0.8
    assert twice > 0.92


@given(
    st.dictionaries(
        st.tuples(st.sampled_from("bcdfgh"), st.sampled_from("rstv")),
        st.integers(1, 5),
        min_size=2,
        max_size=20,
    )
)
def test_errors_are_the_models_own(given_marks: dict[tuple[str, str], int]) -> None:
    """Each is the variance of all that goes into a score, worked out at length."""
    import numpy as np

    found = marks(review(*who, mark) for who, mark in given_marks.items())
    spread = Variances(applicants=0.5, reviewers=0.3, chance=0.2)
    applicants, reviewers = (sorted(set(side)) for side in zip(*given_marks, strict=True))
    of = np.array([[who == applicant for applicant in applicants] for who, _ in given_marks], float)
    by = np.array([[who == reviewer for reviewer in reviewers] for _, who in given_marks], float)
    each = np.eye(len(given_marks))
    ones = np.ones((len(given_marks), 1))
    inverse = np.linalg.inv(0.5 * of @ of.T + 0.3 * by @ by.T + 0.2 * each)
    mean = np.linalg.inv(ones.T @ inverse @ ones) @ ones.T @ inverse
    parts = 0.3 * by.T @ inverse @ (each - ones @ mean)
    scores = (of / of.sum(axis=0)).T @ (each - by @ parts)
    off = scores @ by  # what is left of the reviewers in the scores, and then of the applicants
    others = scores @ of - np.eye(len(applicants))
    expected = 0.3 * off @ off.T + 0.5 * others @ others.T + 0.2 * scores @ scores.T
    ours, shared, _ = error_variances(found, spread)
    assert list(ours) == applicants
    assert list(ours.values()) == pytest.approx(expected.diagonal())
    assert shared == pytest.approx(expected.mean())


@given(
    st.dictionaries(
        st.tuples(st.sampled_from("bcdfgh"), st.sampled_from("rstv")),
        st.integers(1, 5),
        min_size=1,
        max_size=20,
    )
)
def test_effects_solve_the_mixed_model(given_marks: dict[tuple[str, str], int]) -> None:
    """What backfitting finds is what solving Henderson's equations at once finds."""
    import numpy as np

    found = marks(review(*who, mark) for who, mark in given_marks.items())
    spread, mean = variances(found), fmean(given_marks.values())
    applicants, reviewers = (sorted(set(side)) for side in zip(*given_marks, strict=True))
    design = np.zeros((len(given_marks), len(applicants) + len(reviewers)))
    for row, (applicant, reviewer) in enumerate(given_marks):
        design[row, applicants.index(applicant)] = 1
        design[row, len(applicants) + reviewers.index(reviewer)] = 1
    if spread.reviewers == 0:
        assert set(strictness(found, mean, spread).values()) == {0.0}
        return
    ridge = [spread.chance / spread.applicants] * len(applicants)
    ridge += [spread.chance / spread.reviewers] * len(reviewers)
    values = np.array([mark - mean for mark in given_marks.values()])
    effects = np.linalg.solve(design.T @ design + np.diag(ridge), design.T @ values)
    ours = strictness(found, mean, spread)
    expected = dict(zip(reviewers, effects[len(applicants) :], strict=True))
    assert ours == pytest.approx(expected, abs=1e-6)


def test_one_review_each_still_gives_sense() -> None:
    """A mark from a strict reviewer counts for more, and the error says how rough that is."""
    strict = [review(f"m{n}", "strict", mark) for n, mark in enumerate((1, 2, 2, 3, 3, 1))]
    lenient = [review(f"m{n + 6}", "lenient", mark) for n, mark in enumerate((4, 5, 5, 4, 3, 5))]
    found = calibrate([f"m{n}" for n in range(12)], [*strict, *lenient])
    assert found.scores["m3"][0] > 300 > found.scores["m10"][0]
    assert all(error > 30 for _, error in found.scores.values())


def test_a_reviewer_who_always_gives_the_same_mark_is_named() -> None:
    """Their marks tell applications apart from nobody's."""
    same = [review(f"m{n}", "flat", 3) for n in range(4)]
    other = [review(f"m{n}", "awake", mark) for n, mark in enumerate((1, 3, 4, 5))]
    people = map(made.application, ("m0", "m1", "m2", "m3"))
    edition = made.edition(made.cohort(), *people, *same, *other)
    assert {one.reviewer: "constant" in one.flags for one in summarise(edition).reviewers} == {
        "awake": False,
        "flat": True,
    }
    order = [score for score, _ in calibrated(edition).scores.values()]
    assert order == sorted(order)


def test_marks_that_are_all_the_same_give_everybody_that_mark() -> None:
    """No spread, no correction, no division by zero."""
    found = calibrate(["b", "c"], [review("b", "r", 3), review("c", "s", 3)])
    assert {score for score, _ in found.scores.values()} == {300}


def test_without_reviews_everybody_is_in_the_middle() -> None:
    """The score is the middle of the scale, and it is known to be a guess."""
    found = calibrate(["b"], [])
    (score, error) = found.scores["b"]
    assert (score, found.marks) == (300, {})
    assert error > 50


def test_scores_stay_on_the_scale() -> None:
    """The best mark from the strictest reviewer is still a 5."""
    strict = [review(f"m{n}", "strict", 1) for n in range(8)]
    lenient = [review(f"m{n}", "lenient", 5) for n in range(8)]
    top = [review("top", "strict", 5)]
    found = calibrate(["top"], [*strict, *lenient, *top])
    assert [score for score, _ in found.scores.values()] == [500]
