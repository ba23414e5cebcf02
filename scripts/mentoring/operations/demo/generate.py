"""Generating an edition of any size up to its match: people, reviews, and the lottery's draw."""

import hashlib
import itertools
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from random import Random

from mentoring.operations.demo.applicants import applicant, ranking, sizes_of
from mentoring.operations.demo.draws import Draws, drawn_place
from mentoring.operations.lottery import committed
from mentoring.people.application import Application
from mentoring.people.ids import new_ids
from mentoring.people.organisers import Member, Review, Roster
from mentoring.programme.cohort import Cohort
from mentoring.programme.rules import Lottery
from mentoring.reviews.assign import assign
from mentoring.store.record_kinds import Record

STEWARDS = 3
APPLICATIONS_A_REVIEWER = 12
MEAN, SPREAD, STRICTNESS, NOISE = 3.4, 0.8, 0.4, 0.5  # in marks from 1 to 5
UNTIL_THE_ROUND = timedelta(days=7)


@dataclass(frozen=True, kw_only=True, slots=True)
class Records:
    """The records of one synthetic edition before the match.

    The mentees' applications come first; people are in order of invention. `others` are the
    decisions and what the lottery committed to.
    """

    cohort: Cohort
    roster: Roster
    applications: tuple[Application, ...]
    reviews: tuple[Review, ...] = ()
    others: tuple[Record, ...] = ()

    @property
    def mentees(self) -> tuple[Application, ...]:
        """The mentees' applications."""
        return tuple(person for person in self.applications if person.role == "mentee")

    def __iter__(self) -> Iterator[Record]:
        yield self.cohort
        yield self.roster
        yield from self.applications
        yield from self.reviews
        yield from self.others


def generate(seed: int, mentees: int, mentors: int, cohort: Cohort) -> Records:
    """The roster and the applications on the day when applications close.

    With the same seed, a larger edition begins with the people of a smaller one, except for their
    ids and the profiles that mentees rank. One mentor in fifteen has supervised a mentee.
    """
    fresh = new_ids(Random(seed))  # noqa: S311 (an example's ids are no secret)
    offered = [
        applicant(seed, number, cohort, next(fresh), code=next(fresh)) for number in range(mentors)
    ]
    codes = [mentor.profile.code for mentor in offered if mentor.profile and mentor.consent.listed]
    asked = [applicant(seed, number, cohort, next(fresh)) for number in range(mentees)]
    for number, mentor in enumerate(offered):
        draws = Draws(seed, cohort.cohort, "conflict", number)
        if draws.chance(1 / 15) and asked:
            offered[number] = replace(mentor, conflicts=(draws.one(asked).id,))
    for number, mentee in enumerate(asked):
        ranks = ranking(seed, number, cohort, codes)
        asked[number] = replace(mentee, preferences=replace(mentee.preferences, mentors=ranks))
    reviewers = max(6, -(-mentees * cohort.review.per_application // APPLICATIONS_A_REVIEWER))
    members = tuple(_members(seed, cohort, fresh, reviewers, offered[:1]))
    people, seen = [], Counter[str]()
    for person in (*asked, *offered):  # the later of two equal addresses is numbered
        local, _, host = person.person.email.partition("@")
        seen[local] += 1
        email = f"{local}{seen[local] if seen[local] > 1 else ''}@{host}"
        people.append(replace(person, person=replace(person.person, email=email)))
    roster = Roster(cohort=cohort.cohort, members=members)
    return Records(cohort=cohort, roster=roster, applications=tuple(people))


def with_addresses(cohort: Cohort) -> Cohort:
    """The edition with a URL for each public form; reviewers get theirs from the organisers.

    The URLs use the domain that is reserved for examples.
    """
    at = f"https://example.org/mentoring/{cohort.cohort}"
    paths = {"mentor": "mentors", "mentee": "mentees"}
    forms = {
        name: form if name == "review" else replace(form, url=f"{at}/{paths.get(name, name)}")
        for name, form in cohort.forms.items()
    }
    return replace(cohort, forms=forms)


def _members(
    seed: int, cohort: Cohort, fresh: Iterator[str], reviewers: int, applied: Sequence[Application]
) -> Iterator[Member]:
    """Three stewards (the first is recused if they `applied`), then reviewers."""
    attending = tuple(sizes_of(cohort))
    for number in range(STEWARDS + reviewers):
        own = applied[0] if applied and not number else None
        draws = Draws(seed, cohort.cohort, "member", number)
        place = drawn_place(draws, cohort.config)
        yield Member(
            id=next(fresh),
            duties=("steward",) if number < STEWARDS else ("reviewer",),
            experiments=own.experiments if own else (attending[number % len(attending)],),
            institute=own.institute if own else draws.one(place.institutes),
            applications=(own.id,) if own else (),
            recused=cohort.dates.mentors_open if own else None,
        )


def reviewed(seed: int, records: Records) -> Records:
    """The edition with a review by every reviewer that `mentoring review assign` would choose."""
    mentees, each = records.mentees, records.cohort.review.per_application
    given = assign(mentees, records.roster, (), each).assignments
    reviews = tuple(
        Review(
            application=application,
            reviewer=reviewer,
            scores=_marks(seed, records.cohort, application, reviewer),
        )
        for application, reviewers in given.items()
        for reviewer in reviewers
    )
    assignments = {application: tuple(given[application]) for application in sorted(given)}
    roster = replace(records.roster, assignments=assignments)
    return replace(records, roster=roster, reviews=reviews)


def _marks(seed: int, cohort: Cohort, application: str, reviewer: str) -> dict[str, int]:
    """Marks from an application's true motivation, a reviewer's strictness, and noise."""
    true = Draws(seed, "motivation", application).normal()
    strict = Draws(seed, "strictness", reviewer).normal()
    draws, middle = Draws(seed, "marks", application, reviewer), MEAN + SPREAD * true
    return {
        item.id: min(5, max(1, round(middle - STRICTNESS * strict + NOISE * draws.normal())))
        for item in cohort.review.rubric
    }


def drawn(records: Records) -> Records:
    """The edition after its draw, with a commitment to everyone who had applied.

    The beacon and its value are invented.
    """
    cohort, numbers = records.cohort, itertools.count(1)
    beacon_round = int(f"{cohort.dates.announcement:%Y%m}01")
    lottery = Lottery(
        commitment="",
        beacon="A synthetic beacon that belongs to this sample",
        round=beacon_round,
        day=cohort.dates.closing + UNTIL_THE_ROUND,
        seed=_digest(f"the value of round {beacon_round}"),
    )

    def nonce() -> str:
        return _digest(f"nonce {next(numbers)} of {cohort.cohort}")[:32]

    committed_to, frozen, people = committed(cohort, records.applications, lottery, nonce)
    with_nonce = {person.id: person for person in people}
    applications = tuple(with_nonce.get(person.id, person) for person in records.applications)
    return replace(records, cohort=committed_to, applications=applications, others=(frozen,))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
