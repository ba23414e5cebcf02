"""Generating an edition's roster and applications, of any size."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from random import Random

from mentoring.operations.demo.applicants import Slot, applicant, ranking, sizes_of
from mentoring.operations.demo.draws import Draws
from mentoring.operations.demo.words import weights
from mentoring.people.application import Application, Role
from mentoring.people.decisions import Decisions
from mentoring.people.ledger import Frozen
from mentoring.people.review import Review
from mentoring.people.roster import Member, Roster
from mentoring.programme.cohort import Cohort
from mentoring.store.identity import new_id
from mentoring.store.record_kinds import Record

STEWARDS = 3
APPLICATIONS_A_REVIEWER = 12
PATHS = {"mentor": "mentors", "mentee": "mentees"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Records:
    """The records of one synthetic edition before the match."""

    cohort: Cohort
    roster: Roster
    applications: tuple[Application, ...]
    reviews: tuple[Review, ...] = ()
    decisions: Decisions | None = None
    frozen: Frozen | None = None

    @property
    def mentees(self) -> tuple[Application, ...]:
        """The mentees' applications, in the order of their invention."""
        return tuple(person for person in self.applications if person.role is Role.MENTEE)

    @property
    def mentors(self) -> tuple[Application, ...]:
        """The mentors' applications, in the order of their invention."""
        return tuple(person for person in self.applications if person.role is Role.MENTOR)

    def __iter__(self) -> Iterator[Record]:
        yield self.cohort
        yield self.roster
        yield from self.applications
        yield from self.reviews
        if self.decisions:
            yield self.decisions
        if self.frozen:
            yield self.frozen


def generate(seed: int, mentees: int, mentors: int, cohort: Cohort) -> Records:
    """The roster and the applications on the day when applications close.

    With the same seed, a larger edition begins with the people of a smaller one, except for their
    ids and the profiles that mentees rank. One mentor in fifteen has supervised a mentee.
    """
    fresh, year = _ids(seed), cohort.cohort
    offered, asked, supervisors = [], [], []
    for number in range(mentors):
        slot = Slot(role=Role.MENTOR, id=next(fresh), code=next(fresh))
        offered.append(applicant((seed, year, Role.MENTOR, number), slot, cohort))
    for number in range(mentees):
        slot = Slot(role=Role.MENTEE, id=next(fresh))
        asked.append(applicant((seed, year, Role.MENTEE, number), slot, cohort))
    for number, mentor in enumerate(offered):
        draws = Draws(seed, year, "conflict", number)
        known = draws.chance(1 / 15) and asked
        supervisors.append(replace(mentor, conflicts=(draws.one(asked).id,)) if known else mentor)
    codes = [mentor.profile.code for mentor in offered if mentor.profile and mentor.consent.listed]
    for number, mentee in enumerate(asked):
        ranks = ranking((seed, year, Role.MENTEE, number), codes)
        asked[number] = replace(mentee, preferences=replace(mentee.preferences, mentors=ranks))
    reviewers = max(6, -(-mentees * cohort.review.per_application // APPLICATIONS_A_REVIEWER))
    members = _members(seed, cohort, fresh, reviewers, offered[0] if offered else None)
    return Records(
        cohort=cohort,
        roster=Roster(cohort=year, members=tuple(members)),
        applications=tuple(_with_own_addresses([*asked, *supervisors])),
    )


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


def _ids(seed: int) -> Iterator[str]:
    """Unique ids and profile codes."""
    random, used = Random(seed), set[str]()  # noqa: S311 (an example's ids are no secret)
    while True:
        used.add(fresh := new_id(random, used))
        yield fresh


def _with_own_addresses(people: Iterable[Application]) -> Iterator[Application]:
    """The people with unique addresses: the later of two equal addresses is numbered."""
    seen: Counter[str] = Counter()
    for application in people:
        local, _, host = application.person.email.partition("@")
        seen[local] += 1
        own = f"{local}{seen[local]}@{host}" if seen[local] > 1 else application.person.email
        yield replace(application, person=replace(application.person, email=own))


def _members(
    seed: int, cohort: Cohort, fresh: Iterator[str], reviewers: int, applied: Application | None
) -> Iterator[Member]:
    """Three stewards (the first is recused as an applicant) and reviewers from all affiliations."""
    attending, drawn = tuple(sizes_of(cohort)), weights(cohort.config)
    for number in range(STEWARDS + reviewers):
        draws = Draws(seed, cohort.cohort, "member", number)
        own = applied if number == 0 else None
        yield Member(
            id=next(fresh),
            duties=("steward",) if number < STEWARDS else ("reviewer",),
            experiments=own.experiments if own else (attending[number % len(attending)],),
            institute=own.institute if own else draws.one(draws.weighted(drawn).institutes),
            applications=(own.id,) if own else (),
            recused=cohort.dates.mentors_open if own else None,
        )
