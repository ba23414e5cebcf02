"""Krippendorff's alpha, against the values that were published."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentoring.people.organisers import Review
from mentoring.reviews.calibration import alpha, marks

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from mentoring.reviews.calibration import Marks

# Four observers, twelve units: Krippendorff, “Computing Krippendorff's Alpha-Reliability”, 2011,
# section C; 0 stands for a missing value.
PUBLISHED = (
    (1, 2, 3, 3, 2, 1, 4, 1, 2, 0, 0, 0),
    (1, 2, 3, 3, 2, 2, 4, 1, 2, 5, 0, 3),
    (0, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, 0),
    (1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, 0),
)


def test_the_published_example() -> None:
    """Interval data of four observers: alpha is 0.849."""
    units = ([value for value in unit if value] for unit in zip(*PUBLISHED, strict=True))
    assert alpha(named(units)) == pytest.approx(0.849, abs=0.0005)


def named(units: Iterable[Sequence[float]]) -> Marks:
    """The marks of each unit, with names for the units and the observers."""
    return {
        f"a{unit}": {f"r{n}": mark for n, mark in enumerate(own)} for unit, own in enumerate(units)
    }


def test_reviews_are_units_and_declared_conflicts_are_missing() -> None:
    """The same example, sent in as reviews of applications."""
    reviews = [
        Review(
            application=f"a{unit:02}",
            reviewer=f"r{observer}",
            scores={"goals": value} if value else {},
            conflict=not value,
        )
        for observer, row in enumerate(PUBLISHED)
        for unit, value in enumerate(row)
    ]
    assert alpha(marks(reviews)) == pytest.approx(0.849, abs=0.0005)


@given(st.lists(st.lists(st.integers(1, 5), min_size=2, max_size=4), min_size=2, max_size=6))
def test_alpha_is_one_minus_observed_over_expected_disagreement(units: list[list[int]]) -> None:
    """The definition, pair by pair of values."""
    everything = [value for values in units for value in values]
    n = len(everything)
    expected = sum((a - b) ** 2 for a in everything for b in everything) / (n * (n - 1))
    observed = sum(
        (a - b) ** 2 / (len(values) - 1) for values in units for a in values for b in values
    )
    if expected == 0:
        assert alpha(named(units)) is None
    else:
        assert alpha(named(units)) == pytest.approx(1 - observed / n / expected)


def test_nothing_to_compare_has_no_alpha() -> None:
    """One review each, none at all, or always the same mark: there is nothing to say."""
    assert alpha(named([[3.0], [4.0]])) is None
    assert alpha({}) is None
    assert alpha(named([[3.0, 3.0], [3.0, 3.0]])) is None
