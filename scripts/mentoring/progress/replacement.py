"""Mentees whose mentor left or declined, and who need a new mentor."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date

from mentoring.people.application import Application
from mentoring.people.lifecycle import EARLY_ENDINGS
from mentoring.people.pair import Pair
from mentoring.programme.cohort import Cohort
from mentoring.progress.task import Task


def replacements(
    cohort: Cohort, pairs: Iterable[Pair], today: date, gone: Collection[str]
) -> Iterator[Task]:
    """A task for each mentee whose mentor left or declined, while there is time for a new one.

    `gone` are the mentees who no longer take part.
    """
    for pair in pairs:
        left = _left_by_mentor(pair)
        if left is not None and left <= today < cohort.dates.end and pair.mentee not in gone:
            yield Task(
                action="replace",
                mentee=pair.mentee,
                mentor=pair.latest.mentor,
                due=left,
                codes=("mentor-left",),
            )


def gone_on(pairs: Iterable[Pair], people: Mapping[str, Application], day: date) -> frozenset[str]:
    """The mentees of these pairs who no longer took part on a day: withdrawn or erased.

    `people` are the edition's applications by id.
    """
    there = {person.id for person in people.values() if person.took_part_on(day)}
    return frozenset(pair.mentee for pair in pairs) - there


def _left_by_mentor(pair: Pair) -> date | None:
    """The day on which the mentor ended or declined the latest mentorship; None otherwise."""
    latest = pair.latest
    if latest.meaning.place or latest.meaning.certificate or not latest.events:
        return None
    last = latest.events[-1]
    return last.on if last.what in EARLY_ENDINGS and last.by == "mentor" else None
