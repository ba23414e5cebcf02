"""What the edition's rules say beforehand about the selected: bounds by home experiment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mentoring.disclosure.ranges import Range

if TYPE_CHECKING:
    from mentoring.disclosure.classifications import Classification
    from mentoring.programme.cohort import Cohort

BOUNDED = "mentees-by-experiment"


def bounds(
    cohort: Cohort, table: str, classification: Classification, most: int
) -> tuple[Range, ...]:
    """How many of at most `most` selected each category of a table has, as anybody may know."""
    if table != BOUNDED:
        return (Range(0, most),) * len(classification.categories)
    return tuple(
        _bound(cohort, classification, category, most) for category in classification.categories
    )


def floors(cohort: Cohort, table: str, classification: Classification) -> tuple[int, ...]:
    """How many must have applied in each category, for so many are selected at least."""
    return tuple(one.low for one in bounds(cohort, table, classification, cohort.pairs))


def _bound(cohort: Cohort, classification: Classification, category: str, most: int) -> Range:
    """The sum of the bounds of a category's experiments.

    The last category has no upper bound: whoever did not state anything is in it, too.
    """
    rules = cohort.matching.balance.mentees
    mine = [
        rules.get(name, (0, None))
        for name in cohort.experiments
        if classification.categories_of((name,)) == (category,)
    ]
    highs = [high for _, high in mine]
    open_ended = None in highs or category == classification.categories[-1]
    high = most if open_ended else min(most, sum(one or 0 for one in highs))
    return Range(sum(low for low, _ in mine), high)
