"""The weighted totals of a block of mentees, as `Scale.total` has them for one pair."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import numpy as np

from mentoring.scoring.blocks import Points, evaluator

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mentoring.scoring.features import Features
    from mentoring.scoring.weights import Scale

ROWS = 128
Weigh = Callable[[slice], Points]


def blocks(rows: int) -> Iterator[slice]:
    """Slices of as many rows as stay small in memory, over all rows."""
    for start in range(0, rows, ROWS):
        yield slice(start, min(start + ROWS, rows))


def weigher(measure: Scale, mentees: Sequence[Features], mentors: Sequence[Features]) -> Weigh:
    """A function from a slice of the mentees to their fits with every mentor."""
    evaluators = [evaluator(one, mentees, mentors) for one in measure.criteria]

    def weigh(block: slice) -> Points:
        total = np.zeros((len(mentees[block]), len(mentors)), dtype=np.int32)
        for weight, evaluate in zip(measure.weights, evaluators, strict=True):
            total += weight * evaluate(block).astype(np.int32)
        return (total // sum(measure.weights)).astype(np.int16)

    return weigh
