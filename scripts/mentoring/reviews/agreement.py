"""Inter-rater agreement: Krippendorff's alpha for marks on an interval scale.

1 is perfect agreement, 0 is chance, below 0 is systematic disagreement
(Krippendorff, “Computing Krippendorff's Alpha-Reliability”, 2011). Marks may be missing anywhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import fsum

from mentoring.reviews.marks import Marks, by_application

# Krippendorff's own advice: rely on 0.800 and above, draw tentative conclusions from 0.667.
RELIABLE, TENTATIVE = 0.800, 0.667


def alpha(given: Marks) -> float | None:
    """The alpha of the marks; None if no application has two marks or all marks are equal."""
    marks = by_application(given).values()
    return of_units([mark.value for mark in theirs] for theirs in marks)


def of_units(units: Iterable[Sequence[float]]) -> float | None:
    """The alpha of each unit's values; units with one value are ignored."""
    pairable = [values for values in units if len(values) > 1]
    everything = [value for values in pairable for value in values]
    if not everything or (expected := _squares(everything) / (len(everything) - 1)) == 0:
        return None
    observed = fsum(len(values) * _squares(values) / (len(values) - 1) for values in pairable)
    return 1 - observed / (len(everything) * expected)


def _squares(values: Sequence[float]) -> float:
    """The sum of the squared deviations from the mean."""
    mean = fsum(values) / len(values)
    return fsum((value - mean) ** 2 for value in values)
