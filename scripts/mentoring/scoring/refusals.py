"""Why every pair that may not be may not be, in one pass over the rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from mentoring.scoring.rules import MINIMUM_FIT
from mentoring.scoring.totals import blocks, weigher

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mentoring.scoring.fit import Fits


def refusals(fits: Fits) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Each forbidden pair as (mentee, mentor, codes), as `Fits.why_not` has them one by one."""
    mentors = [one.id for one in fits.mentors]
    weigh = weigher(fits.scale, fits.mentees, fits.mentors)
    for block in blocks(len(fits.mentees)):
        low = weigh(block) < fits.minimum
        for row in range(block.start, block.stop):
            for column, codes in _of_row(fits, row, np.flatnonzero(low[row - block.start])):
                yield fits.mentees[row].id, mentors[column], codes


def _of_row(
    fits: Fits, row: int, low: np.ndarray[tuple[int], np.dtype[np.intp]]
) -> list[tuple[int, tuple[str, ...]]]:
    codes: dict[int, tuple[str, ...]] = {}
    for code, columns in (*fits.exclusions.of(row), (MINIMUM_FIT, low)):
        for column in columns.tolist():
            codes[column] = (*codes.get(column, ()), code)
    return sorted(codes.items())
