"""Generating an edition's roster and applications, of any size."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from random import Random

from mentoring.operations.demo.applicants import Slot, applicant, ranking, sizes_of
from mentoring.operations.demo.draws import Draws
from mentoring.operations.demo.places import weights
from mentoring.operations.demo.records import Records
from mentoring.people.application import Application, Role
from mentoring.people.roster import Member, Roster
from mentoring.programme.cohort import Cohort
from mentoring.store.identity import new_id

STEWARDS = 3
APPLICATIONS_A_REVIEWER = 12
PATHS = {"mentor": "mentors", "mentee": "mentees"}


def generate(seed: int, mentees: int, mentors: int, cohort: Cohort) -> Records:
    """The roster and the applications on the day when applications close.

    With the same seed, a larger edition begins with the people of a smaller one, except for their
    ids and the profiles that mentees rank.
    """
    slots = _Slots(seed)
    offered = [_invent(seed, cohort, slots.mentor(), number) for number in range(mentors)]
    asked = [_invent(seed, cohort, slots.mentee(), number) for number in range(mentees)]
    codes = [one.profile.code for one in offered if one.profile and one.consent.listed]
    ranked = [_with_ranking(seed, one, number, codes) for number, one in enumerate(asked)]
    people = tuple(_with_own_addresses([*ranked, *_with_conflicts(seed, offered, asked)]))
    reviewers = max(6, -(-mentees * cohort.review.per_application // APPLICATIONS_A_REVIEWER))
    members = tuple(_members(seed, cohort, slots, reviewers, offered[0] if offered else None))
    roster = Roster(cohort=cohort.cohort, members=members)
    return Records(cohort=cohort, roster=roster, applications=people)


def with_addresses(cohort: Cohort) -> Cohort:
    """The edition with a URL for each public form; reviewers get theirs from the organisers.

    The URLs use the domain that is reserved for examples.
    """
    at = f"https://example.org/mentoring/{cohort.cohort}"
    forms = {
        name: form if name == "review" else replace(form, url=f"{at}/{PATHS.get(name, name)}")
        for name, form in cohort.forms.items()
    }
    return replace(cohort, forms=forms)


class _Slots:
    """Hands out unique ids and profile codes."""

    def __init__(self, seed: int) -> None:
        self._random = Random(seed)  # noqa: S311 (an example's ids are no secret)
        self._taken: set[str] = set()

    def id(self) -> str:
        fresh = new_id(self._random, self._taken)
        self._taken.add(fresh)
        return fresh

    def mentee(self) -> Slot:
        return Slot(role=Role.MENTEE, id=self.id())

    def mentor(self) -> Slot:
        return Slot(role=Role.MENTOR, id=self.id(), code=self.id())


def _invent(seed: int, cohort: Cohort, slot: Slot, number: int) -> Application:
    return applicant((seed, cohort.cohort, slot.role, number), slot, cohort)


def _with_ranking(seed: int, one: Application, number: int, codes: list[str]) -> Application:
    ranks = ranking((seed, one.cohort, one.role, number), codes)
    return replace(one, preferences=replace(one.preferences, mentors=ranks))


def _with_conflicts(
    seed: int, mentors: list[Application], mentees: list[Application]
) -> Iterator[Application]:
    """The people, where one mentor in fifteen has supervised one of the mentees."""
    for number, mentor in enumerate(mentors):
        draws = Draws(seed, mentor.cohort, "conflict", number)
        known = draws.chance(1 / 15) and mentees
        yield replace(mentor, conflicts=(draws.one(mentees).id,)) if known else mentor


def _with_own_addresses(people: Iterable[Application]) -> Iterator[Application]:
    """The people with unique addresses: the later of two equal addresses is numbered."""
    seen: Counter[str] = Counter()
    for person in people:
        local, _, host = person.person.email.partition("@")
        seen[local] += 1
        own = f"{local}{seen[local]}@{host}" if seen[local] > 1 else person.person.email
        yield replace(person, person=replace(person.person, email=own))


def _members(
    seed: int, cohort: Cohort, slots: _Slots, reviewers: int, applied: Application | None
) -> Iterator[Member]:
    """Three stewards (the first is recused as an applicant) and reviewers from all affiliations."""
    attending, drawn = tuple(sizes_of(cohort)), weights(cohort.config)
    for number in range(STEWARDS + reviewers):
        draws = Draws(seed, cohort.cohort, "member", number)
        own = applied if number == 0 else None
        yield Member(
            id=slots.id(),
            duties=("steward",) if number < STEWARDS else ("reviewer",),
            experiments=own.experiments if own else (attending[number % len(attending)],),
            institute=own.institute if own else draws.one(draws.weighted(drawn).institutes),
            applications=(own.id,) if own else (),
            recused=cohort.dates.mentors_open if own else None,
        )
