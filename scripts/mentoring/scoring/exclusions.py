"""The hard rules evaluated for every pair: for each mentee, the mentors who are ruled out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np

from mentoring.scoring.blocks import Columns, index
from mentoring.scoring.rules import named, shared

if TYPE_CHECKING:
    from mentoring.people.decisions import Decisions
    from mentoring.programme.rules import MatchingRules
    from mentoring.scoring.features import Features

Exclusions = Callable[[int], Iterator[Columns]]


def exclusions(
    mentees: Sequence[Features],
    mentors: Sequence[Features],
    rules: MatchingRules,
    decisions: Decisions | None,
) -> Exclusions:
    """A function from a mentee's position to the positions of the mentors who are ruled out."""
    indices = [(rule.of, index(map(rule.of, mentors))) for rule in shared(rules)]
    apart = _apart(mentees, mentors, decisions)

    def of(position: int) -> Iterator[Columns]:
        for keys, columns in indices:
            yield from (columns[key] for key in keys(mentees[position]) if key in columns)
        if position in apart:
            yield np.array(sorted(apart[position]), dtype=np.intp)

    return of


def _apart(
    mentees: Sequence[Features], mentors: Sequence[Features], decisions: Decisions | None
) -> dict[int, set[int]]:
    """The pairs ruled out by name: conflicts that either side declared, and decisions."""
    rows = {one.id: place for place, one in enumerate(mentees)}
    columns = {one.id: place for place, one in enumerate(mentors)}
    pairs = [(one.id, other) for one in mentees for other in one.conflicts]
    pairs += [(other, one.id) for one in mentors for other in one.conflicts]
    apart: dict[int, set[int]] = {}
    for mentee, mentor in (*pairs, *named(decisions)):
        if mentee in rows and mentor in columns:
            apart.setdefault(rows[mentee], set()).add(columns[mentor])
    return apart
