"""Look up which mentors the hard rules exclude for one mentee."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from mentoring.people.decisions import Decisions
from mentoring.programme.cohort import Cohort
from mentoring.scoring.evaluate import Columns, index
from mentoring.scoring.features import Features
from mentoring.scoring.rules import DECLARED_CONFLICT, FORBIDDEN, Shared, apart, shared


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Exclusions:
    """Mentors by what a pair may not share, and those excluded by name (by code and row)."""

    mentees: Sequence[Features]
    having: tuple[tuple[Shared, Mapping[str, Columns]], ...]
    named: Mapping[tuple[str, int], frozenset[int]]

    def of(self, row: int) -> Iterator[tuple[str, Columns]]:
        """The code of each rule that excludes mentors for the mentee, with their columns."""
        for rule, columns in self.having:
            found = [columns[key] for key in rule.of(self.mentees[row]) if key in columns]
            if found:
                together = found[0] if len(found) == 1 else _together(found)
                yield rule.code, together
        for code in (DECLARED_CONFLICT, FORBIDDEN):
            if (code, row) in self.named:
                yield code, np.array(sorted(self.named[code, row]), dtype=np.intp)


def _together(found: Sequence[Columns]) -> Columns:
    """All columns, sorted, without repeats; `np.unique` would load another module."""
    return np.flatnonzero(np.bincount(np.concatenate(found)))


def exclusions(
    mentees: Sequence[Features],
    mentors: Sequence[Features],
    cohort: Cohort,
    decisions: Decisions | None,
) -> Exclusions:
    """The hard rules of an edition for these people, except the minimum fit."""
    rows = {one.id: place for place, one in enumerate(mentees)}
    columns = {one.id: place for place, one in enumerate(mentors)}
    named: dict[tuple[str, int], frozenset[int]] = {}
    for code, mentee, mentor in apart(mentees, mentors, decisions):
        if mentee in rows and mentor in columns:
            key = code, rows[mentee]
            named[key] = named.get(key, frozenset()) | {columns[mentor]}
    having = tuple((rule, index(map(rule.of, mentors))) for rule in shared(cohort))
    return Exclusions(mentees=mentees, having=having, named=named)
