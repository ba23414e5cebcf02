"""Reviews as single numbers: the mean of the marks over the rubric."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from statistics import fmean

from mentoring.people.review import Review

Marks = tuple["Mark", ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Mark:
    """One reviewer's mark for one application, from 1 to 5."""

    application: str
    reviewer: str
    value: float


def marks(reviews: Iterable[Review]) -> Marks:
    """The marks of the reviews, sorted; a declared conflict has no mark."""
    given = (
        Mark(
            application=review.application,
            reviewer=review.reviewer,
            value=fmean(review.scores.values()),
        )
        for review in reviews
        if review.scores and not review.conflict
    )
    return tuple(sorted(given, key=lambda mark: (mark.application, mark.reviewer)))


def by_application(given: Iterable[Mark]) -> dict[str, list[Mark]]:
    """The marks of each application."""
    return _grouped((mark.application, mark) for mark in given)


def by_reviewer(given: Iterable[Mark]) -> dict[str, list[Mark]]:
    """The marks of each reviewer."""
    return _grouped((mark.reviewer, mark) for mark in given)


def _grouped(pairs: Iterable[tuple[str, Mark]]) -> dict[str, list[Mark]]:
    groups: defaultdict[str, list[Mark]] = defaultdict(list)
    for key, mark in pairs:
        groups[key].append(mark)
    return dict(sorted(groups.items()))
