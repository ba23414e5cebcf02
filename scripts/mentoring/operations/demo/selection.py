"""What happens between the close of applications and the match: reviews, and the lottery's draw."""

import hashlib
import itertools
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta

from mentoring.checks.lottery import closing
from mentoring.operations.demo.draws import Draws
from mentoring.operations.demo.generate import Records
from mentoring.operations.lottery import committed
from mentoring.people.application import ApplicationStatus
from mentoring.people.review import Review
from mentoring.programme.rules import Lottery
from mentoring.reviews.assign import assign

MEAN, SPREAD, STRICTNESS, NOISE = 3.4, 0.8, 0.4, 0.5  # in marks from 1 to 5
UNTIL_THE_ROUND = timedelta(days=7)


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
    assignments = {application: tuple(given[application]) for application in sorted(given)}
    return replace(
        records,
        roster=replace(records.roster, assignments=assignments),
        reviews=(*declared, *_reviews(seed, records, given)),
    )


def first_assigned(records: Records, application: str) -> tuple[str, str]:
    """The application with the first reviewer that would be assigned to it."""
    return application, _assigned(records, ())[application][0]


def _assigned(records: Records, reviews: Sequence[Review]) -> Mapping[str, Sequence[str]]:
    """The reviewers of each participating application."""
    mentees = [mentee for mentee in records.mentees if mentee.status is ApplicationStatus.SUBMITTED]
    return assign(mentees, records.roster, reviews, records.cohort.review.per_application).reviewers


def _reviews(seed: int, records: Records, given: Mapping[str, Sequence[str]]) -> Iterator[Review]:
    """Marks from a true motivation of each application, and a strictness of each reviewer."""
    for application, reviewers in given.items():
        true = Draws(seed, "motivation", application).normal()
        for reviewer in reviewers:
            strict = Draws(seed, "strictness", reviewer).normal()
            draws = Draws(seed, "marks", application, reviewer)
            shown = MEAN + SPREAD * true - STRICTNESS * strict
            scores = {
                item.id: min(5, max(1, round(shown + NOISE * draws.normal())))
                for item in records.cohort.review.rubric
            }
            yield Review(application=application, reviewer=reviewer, scores=scores)


def drawn(records: Records) -> Records:
    """The edition after its draw, with a commitment to everyone who had applied.

    The beacon and its value are invented.
    """
    cohort, numbers = records.cohort, itertools.count(1)
    number = int(f"{cohort.dates.announcement:%Y%m}01")
    lottery = Lottery(
        commitment="",
        beacon="A synthetic beacon that belongs to this sample",
        round=number,
        day=closing(cohort) + UNTIL_THE_ROUND,
        seed=_digest(f"the value of round {number}"),
    )
    cohort, frozen, people = committed(
        cohort,
        records.applications,
        lottery,
        lambda: _digest(f"nonce {next(numbers)} of {records.cohort.cohort}")[:32],
    )
    with_nonce = {person.id: person for person in people}
    applications = tuple(with_nonce.get(person.id, person) for person in records.applications)
    return replace(records, cohort=cohort, frozen=frozen, applications=applications)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
