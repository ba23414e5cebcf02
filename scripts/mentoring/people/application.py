"""An application: one person, as mentee or as mentor, for one edition."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar, Literal

from mentoring.people.lifecycle import Side
from mentoring.people.personal_fields import Code, Detail, Email, Id, Name, Owner, Public
from mentoring.programme.cohort import Cohort


class ApplicationStatus(StrEnum):
    """Whether the application takes part. Selection is not a status: it follows from the pairs."""

    SUBMITTED = "submitted"
    INELIGIBLE = "ineligible"
    WITHDRAWN = "withdrawn"
    DO_NOT_CONTACT = "do-not-contact"
    DECEASED = "deceased"


LEFT = frozenset(ApplicationStatus) - {ApplicationStatus.SUBMITTED, ApplicationStatus.INELIGIBLE}
"""The ways to leave; only a person who withdrew gets a letter that confirms it."""
INVENTED = ("@example.org", "@example.com", "@example.net")
Arrival = Literal["regular", "late", "rolling"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Person:
    """The applicant's identity, which reviewers, matching and reports never see."""

    name: Name[str]
    former_names: Name[tuple[str, ...]] = ()
    email: Email[str]
    other_emails: Email[tuple[str, ...]] = ()
    pronouns: str | None = None
    country: str | None = None
    accessibility: str | None = None
    notes: str | None = None
    unresolved: Name[tuple[str, ...]] = ()
    is_open: ClassVar[bool] = True

    @property
    def names(self) -> tuple[str, ...]:
        """The current name, then the former names."""
        return (self.name, *self.former_names)

    @property
    def emails(self) -> tuple[str, ...]:
        """The address for letters, then the other addresses."""
        return (self.email, *self.other_emails)


@dataclass(frozen=True, kw_only=True, slots=True)
class Consent:
    """What the person agreed to, when, and under which privacy notice."""

    notice: str
    given: date
    statistics: bool = True
    listed: bool = False
    next_edition: bool = False
    withdrawn: date | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Career:
    """The person's own view of their career: the stage, and the year it began."""

    stage: Public[str]
    since: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Location:
    """Where and when they work: `hours` are whole local hours [from, to)."""

    place: Detail[str]
    timezone: Public[str]
    in_person: bool = False
    also: Detail[tuple[str, ...]] = ()
    hours: tuple[int, int] = (9, 17)


@dataclass(frozen=True, kw_only=True, slots=True)
class Ranked:
    """A mentor profile that a mentee prefers, by its code, with the reason."""

    profile: Code[str]
    reason: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Preferences:
    """Wishes that change the fit but never forbid a pair."""

    mentors: tuple[Ranked, ...] = ()
    stages: Public[tuple[str, ...]] = ()
    meetings_per_month: int | None = None
    institute: Literal["same", "other"] | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Profile:
    """A mentor's entry in the anonymous catalogue: a random code and an approved statement."""

    code: Code[str]
    text: str
    approved: date | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """One recorded correction, change of consent, or withdrawal: the day, the kind, the fields."""

    on: date
    what: Literal["imported", "corrected", "consent", "withdrawn", "reinstated", "resolved"]
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Sealed:
    """What an encrypted identity leaves readable; equal tags are of the same institute."""

    institutes: tuple[str, ...]
    unresolved: int = 0
    invented: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Application:
    """One application file. Mentees have a motivation, mentors a profile and a capacity."""

    id: Owner[str]
    cohort: Public[str]
    role: Side
    status: ApplicationStatus = ApplicationStatus.SUBMITTED
    reason: str | None = None
    arrival: Arrival = "regular"
    submitted: datetime
    answered: datetime | None = None
    person: Person
    consent: Consent
    experiments: Public[tuple[str, ...]] = ()
    institute: Detail[str]
    other_institutes: Detail[tuple[str, ...]] = ()
    career: Career
    location: Location
    languages: Public[tuple[str, ...]]
    topics: Public[tuple[str, ...]]
    motivation: str | None = None
    goals: tuple[str, ...] = ()
    profile: Profile | None = None
    preferences: Preferences = field(default_factory=Preferences)
    conflicts: Id[tuple[str, ...]] = ()
    capacity: int | None = None
    hours_per_month: int
    nonce: Code[str | None] = None
    history: tuple[Change, ...] = ()
    sealed: Sealed | None = None

    @property
    def is_open(self) -> bool:
        """Whether the identity can be read; only an encrypted one cannot, without a key."""
        return self.person.is_open

    @property
    def unresolved(self) -> int:
        """The number of people they must not be matched with who are not identified yet."""
        if self.sealed and not self.is_open:
            return self.sealed.unresolved
        return len(self.person.unresolved)

    @property
    def is_invented(self) -> bool:
        """Whether all their addresses are of a domain that is reserved for examples (RFC 2606)."""
        if self.sealed and not self.is_open:
            return self.sealed.invented
        return all(email.endswith(INVENTED) for email in self.person.emails)

    def took_part_on(self, day: date) -> bool:
        """Whether they took part on a day: they were eligible and had not left."""
        if self.status not in LEFT:
            return self.status is ApplicationStatus.SUBMITTED
        return self.left_on is not None and day < self.left_on

    @property
    def left_on(self) -> date | None:
        """The day on which they left, in any way; None if they did not or the day is unknown."""
        days = [change.on for change in self.history if change.what == "withdrawn"]
        return max(days, default=None) if self.status in LEFT else None

    @property
    def may_be_written_to(self) -> bool:
        """Whether letters may be sent to them and may mention them as a partner."""
        return self.status not in LEFT and self.consent.withdrawn is None

    @property
    def institutes(self) -> tuple[str, ...]:
        """Every institute they belong to, the main one first."""
        return (self.institute, *self.other_institutes)

    def changed_since(self, day: date, *fields: str) -> bool:
        """Whether one of these fields, or a part of it, was corrected on or after a day."""
        changes = [change for change in self.history if change.on >= day]
        return any(name.partition(".")[0] in fields for each in changes for name in each.fields)

    @property
    def home(self) -> str:
        """The home experiment: the first one stated, or "" for a person who is not eligible."""
        return self.experiments[0] if self.experiments else ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Voice:
    """A quote by the person `id`, under a name they chose; its consent has an end of its own."""

    id: str
    cohort: str
    quote: str
    name: str
    given: date
    until: date


def may_meet_in_person(mentee: Application, mentor: Application) -> bool:
    """Whether both are willing to meet in person and share a place."""
    places = [{person.location.place, *person.location.also} for person in (mentee, mentor)]
    return mentee.location.in_person and mentor.location.in_person and bool(places[0] & places[1])


def in_time(cohort: Cohort, applications: Iterable[Application]) -> tuple[Application, ...]:
    """All who applied in time, on either side, in any status; sorted by id."""
    last = cohort.dates.closing
    people = (person for person in applications if cohort.day_of(person.submitted) <= last)
    return tuple(sorted(people, key=lambda person: person.id))
