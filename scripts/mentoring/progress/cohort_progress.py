"""The progress of a whole edition on a day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from mentoring.people.lifecycle import MentorshipStatus
from mentoring.people.pair import Pair
from mentoring.programme.cohort import Cohort
from mentoring.progress.as_of import pairs_on
from mentoring.progress.pair_progress import PairProgress, pair_progress
from mentoring.progress.replacement import replacements
from mentoring.progress.task import Task, in_order, tasks


@dataclass(frozen=True, kw_only=True, slots=True)
class CohortProgress:
    """Every mentorship of an edition, by mentee's id, with this week's tasks."""

    cohort: str
    as_of: date
    pairs: tuple[PairProgress, ...]
    tasks: tuple[Task, ...]

    @property
    def latest(self) -> tuple[PairProgress, ...]:
        """The current or last mentorship of each mentee, without those that it replaced."""
        return tuple({pair.mentee: pair for pair in self.pairs}.values())

    @property
    def by_status(self) -> dict[MentorshipStatus, int]:
        """The number of pairs in each state, in the order of the life cycle."""
        counts = Counter(pair.status for pair in self.latest)
        return {status: counts[status] for status in MentorshipStatus if counts[status]}

    @property
    def flagged(self) -> tuple[PairProgress, ...]:
        """The pairs with at least one flag."""
        return tuple(pair for pair in self.pairs if pair.flags)


def cohort_progress(
    cohort: Cohort, pairs: Iterable[Pair], today: date, *, gone: Collection[str] = ()
) -> CohortProgress:
    """Judge every mentorship of an edition on a day, including ended and replaced ones.

    `gone` are the mentees who no longer take part and so need no new mentor.
    """
    in_turn = pairs_on(pairs, today)
    judged = tuple(
        pair_progress(cohort, pair.mentee, mentorship, today)
        for pair in in_turn
        for mentorship in pair.mentorships
    )
    due = [task for pair in judged for task in tasks(pair, today)]
    due += replacements(cohort, in_turn, today, gone)
    return CohortProgress(cohort=cohort.cohort, as_of=today, pairs=judged, tasks=in_order(due))
