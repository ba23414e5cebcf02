"""Invented reviews: each application has a true motivation, each reviewer a strictness."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from mentoring.operations.demo.draws import Draws
from mentoring.people.application import ApplicationStatus
from mentoring.people.review import Review
from mentoring.reviews.assign import assign

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from mentoring.operations.demo.records import Records
    from mentoring.people.application import Application

MEAN, SPREAD, STRICTNESS, NOISE = 3.4, 0.8, 0.4, 0.5  # in marks from 1 to 5
Assigned = "tuple[str, str]"  # an application and a reviewer


def reviewed(seed: int, records: Records, conflicts: Collection[tuple[str, str]] = ()) -> Records:
    """The edition with a review by every reviewer that `mentoring review assign` would name.

    `conflicts` are pairs of application and reviewer in which the reviewer finds a conflict of
    interest only when they read: they say so, and another reviewer takes their place.
    """
    mentees = [one for one in records.mentees if one.status is ApplicationStatus.SUBMITTED]
    declared = tuple(
        Review(application=application, reviewer=reviewer, conflict=True)
        for application, reviewer in conflicts
    )
    wanted = records.cohort.review.per_application
    given = assign(mentees, records.roster, declared, wanted).reviewers
    marks = tuple(_reviews(seed, records, mentees, given))
    roster = replace(records.roster, assignments={one: given[one] for one in sorted(given)})
    return replace(records, roster=roster, reviews=(*declared, *marks))


def first_assigned(records: Records, application: str) -> tuple[str, str]:
    """The application with the first reviewer it would be given."""
    mentees = [one for one in records.mentees if one.status is ApplicationStatus.SUBMITTED]
    found = assign(mentees, records.roster, (), records.cohort.review.per_application)
    return application, found.reviewers[application][0]


def _reviews(
    seed: int, records: Records, mentees: list[Application], given: object
) -> Iterator[Review]:
    items = [item.id for item in records.cohort.review.rubric]
    for one in mentees:
        true = Draws(seed, "motivation", one.id).normal()
        for reviewer in given[one.id]:  # type: ignore[index]
            strict = Draws(seed, "strictness", reviewer).normal()
            draws = Draws(seed, "marks", one.id, reviewer)
            shown = MEAN + SPREAD * true - STRICTNESS * strict
            scores = {item: _mark(shown + NOISE * draws.normal()) for item in items}
            yield Review(application=one.id, reviewer=reviewer, scores=scores)


def _mark(value: float) -> int:
    return min(5, max(1, round(value)))
