"""Invented reviews, from a true motivation of each application and a strictness per reviewer."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from mentoring.operations.demo.draws import Draws
from mentoring.operations.demo.records import Records
from mentoring.people.application import ApplicationStatus
from mentoring.people.review import Review
from mentoring.reviews.assign import assign

MEAN, SPREAD, STRICTNESS, NOISE = 3.4, 0.8, 0.4, 0.5  # in marks from 1 to 5


def reviewed(seed: int, records: Records, conflicts: Collection[tuple[str, str]] = ()) -> Records:
    """The edition with a review by every reviewer that `mentoring review assign` would choose.

    `conflicts` are pairs (application, reviewer) with a conflict of interest that the reviewer
    only notices while reading. They declare it, and another reviewer replaces them.
    """
    declared = tuple(
        Review(application=application, reviewer=reviewer, conflict=True)
        for application, reviewer in conflicts
    )
    given = _assigned(records, declared)
    marks = tuple(_reviews(seed, records, given))
    assignments = {one: tuple(given[one]) for one in sorted(given)}
    roster = replace(records.roster, assignments=assignments)
    return replace(records, roster=roster, reviews=(*declared, *marks))


def first_assigned(records: Records, application: str) -> tuple[str, str]:
    """The application with the first reviewer that would be assigned to it."""
    return application, _assigned(records, ())[application][0]


def _assigned(records: Records, reviews: Sequence[Review]) -> Mapping[str, Sequence[str]]:
    """The reviewers of each participating application."""
    mentees = [mentee for mentee in records.mentees if mentee.status is ApplicationStatus.SUBMITTED]
    return assign(mentees, records.roster, reviews, records.cohort.review.per_application).reviewers


def _reviews(seed: int, records: Records, given: Mapping[str, Sequence[str]]) -> Iterator[Review]:
    items = [item.id for item in records.cohort.review.rubric]
    for application, reviewers in given.items():
        true = Draws(seed, "motivation", application).normal()
        for reviewer in reviewers:
            strict = Draws(seed, "strictness", reviewer).normal()
            draws = Draws(seed, "marks", application, reviewer)
            shown = MEAN + SPREAD * true - STRICTNESS * strict
            scores = {item: _mark(shown + NOISE * draws.normal()) for item in items}
            yield Review(application=application, reviewer=reviewer, scores=scores)


def _mark(value: float) -> int:
    return min(5, max(1, round(value)))
