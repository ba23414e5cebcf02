"""The whole programme as the repository holds it: its editions, and what is wrong in its files."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from functools import cached_property
from pathlib import Path, PurePath

from mentoring.errors import DataError, UsageError
from mentoring.files.messages import message
from mentoring.people.application import Application, ApplicationStatus, Voice
from mentoring.people.ledger import Audited, DrawKey, Erased, Frozen, Released, Sent
from mentoring.people.lifecycle import Side
from mentoring.people.organisers import Decisions, EditionKeys, Member, Review, Roster
from mentoring.people.pair import Mentorship, Pair
from mentoring.problems import Problem, Severity, did_you_mean
from mentoring.programme.cohort import Cohort
from mentoring.programme.config import ProgrammeConfig
from mentoring.store.entry import Entry
from mentoring.store.record_kinds import Record, cohort_of

CURRENT = "current"
NO_FILE = "edition-unknown"  # the problem that an edition has records, but no cohort file


@dataclass(frozen=True, kw_only=True)
class Edition:
    """The records of one cohort, each kind in the order of its paths; indexes are made once."""

    cohort: Entry[Cohort]
    roster: Entry[Roster] | None = None
    applications: tuple[Entry[Application], ...] = ()
    reviews: tuple[Entry[Review], ...] = ()
    decisions: Entry[Decisions] | None = None
    pairs: tuple[Entry[Pair], ...] = ()
    voices: tuple[Entry[Voice], ...] = ()
    sent: tuple[Entry[Sent], ...] = ()
    released: tuple[Entry[Released], ...] = ()
    erased: tuple[Entry[Erased], ...] = ()
    audited: tuple[Entry[Audited], ...] = ()
    frozen: Entry[Frozen] | None = None
    draw_key: Entry[DrawKey] | None = None
    keys: Entry[EditionKeys] | None = None
    is_open: bool = True
    """Whether its names can be read: it is not encrypted, or a key at hand opens it."""
    unread: frozenset[tuple[str, str]] = frozenset()
    """The kind and the stem (the name without its suffix) of each file that cannot be read."""

    @property
    def name(self) -> str:
        """The edition's name, such as "2026"."""
        return self.cohort.record.cohort

    @property
    def config(self) -> ProgrammeConfig:
        """The configuration of the programme that this edition belongs to."""
        return self.cohort.record.config

    @property
    def entries(self) -> Iterator[Entry[Record]]:
        """Every record of the edition with its file."""
        for field in fields(self):
            found = getattr(self, field.name)
            if isinstance(found, Entry):
                yield found
            elif isinstance(found, tuple):
                yield from found

    @property
    def members(self) -> tuple[Member, ...]:
        """The organisers and reviewers on the roster."""
        return self.roster.record.members if self.roster else ()

    @cached_property
    def reviewers(self) -> Mapping[str, Member]:
        """The reviewers on the roster by their ids."""
        return {member.id: member for member in self.members if "reviewer" in member.duties}

    @property
    def decided(self) -> Decisions:
        """The organisers' decisions; empty if there is no file of them."""
        return self.decisions.record if self.decisions else Decisions(cohort=self.name)

    @cached_property
    def people(self) -> Mapping[str, Application]:
        """Every application by its id, whatever its status."""
        return {entry.record.id: entry.record for entry in self.applications}

    @property
    def is_destroyed(self) -> bool:
        """Whether its key was destroyed, by every steward who could read its names."""
        keys = self.keys.record if self.keys else None
        return keys is not None and keys.wrapped is None and not keys.readers

    @property
    def needs_key(self) -> bool:
        """Whether its names could be read, but no key at hand opens them."""
        return not (self.is_open or self.is_destroyed)

    @property
    def names(self) -> Mapping[str, str]:
        """The names of the people whose identity can be read, by id."""
        people = self.people.values()
        return {person.id: person.person.name for person in people if person.is_open}

    @property
    def mentees(self) -> tuple[Application, ...]:
        """The mentees who take part, by id."""
        return self._by_role("mentee", ApplicationStatus.SUBMITTED)

    @property
    def mentors(self) -> tuple[Application, ...]:
        """The mentors who take part, by id."""
        return self._by_role("mentor", ApplicationStatus.SUBMITTED)

    @property
    def supply(self) -> tuple[Application, ...]:
        """The mentors that fits are measured against: those who applied in time, by id.

        Those who withdrew later still count, so that a withdrawal changes no other person's fit.
        """
        applied = ApplicationStatus.SUBMITTED, ApplicationStatus.WITHDRAWN
        available = self._by_role("mentor", *applied)
        return tuple(mentor for mentor in available if mentor.arrival != "rolling") or available

    @property
    def announced(self) -> bool:
        """Whether any pair has been announced; until then every pair may be chosen again."""
        return any(mentorship.meaning.told for _, mentorship in self.mentorships)

    def lacks(self, person_id: str, role: Side | None = None) -> bool:
        """Whether this edition has no applicant `person_id`, or none in that role.

        False for an applicant whose file cannot be read, which has a message of its own.
        """
        person = self.people.get(person_id)
        if person is None:
            return person_id not in self._names_of_files
        return role is not None and person.role != role

    def is_whole(self, kind: str) -> bool:
        """Whether every file of a kind could be read."""
        return all(name != kind for name, _ in self.unread)

    @cached_property
    def letters(self) -> Mapping[str, Sent]:
        """Every letter that was sent, by its name and its receiver's id with a hyphen between."""
        return {f"{entry.record.letter}-{entry.record.to}": entry.record for entry in self.sent}

    @cached_property
    def pair_files(self) -> Mapping[str, Pair]:
        """Every pair file by its mentee's id."""
        return {entry.record.mentee: entry.record for entry in self.pairs}

    @property
    def mentorships(self) -> Iterator[tuple[str, Mentorship]]:
        """Every mentorship, current or over, with its mentee's id."""
        pairs = self.pair_files.items()
        return ((mentee, mentorship) for mentee, pair in pairs for mentorship in pair.mentorships)

    @cached_property
    def current(self) -> Mapping[str, Mentorship]:
        """The current mentorship of each mentee in a pair, announced or only proposed."""
        pairs = self.pair_files.items()
        return {mentee: current for mentee, pair in pairs if (current := pair.current)}

    @cached_property
    def _names_of_files(self) -> frozenset[str]:
        """The stems of all application files, including files that cannot be read."""
        read = {PurePath(entry.path).stem for entry in self.applications}
        return frozenset(read | {name for kind, name in self.unread if kind == "application"})

    def _by_role(self, role: Side, *statuses: ApplicationStatus) -> tuple[Application, ...]:
        """The applicants of a role and status, by id."""
        people = (person for _, person in sorted(self.people.items()) if person.role == role)
        return tuple(person for person in people if person.status in statuses)


@dataclass(frozen=True, kw_only=True, slots=True)
class Programme:
    """Editions by name, every problem found while reading them, and the number of files read."""

    root: Path
    config: ProgrammeConfig
    editions: Mapping[str, Edition]
    problems: tuple[Problem, ...]
    files: int

    @property
    def used_ids(self) -> frozenset[str]:
        """Every id of an applicant or member, and every code of a profile, over all editions."""
        used: set[str] = set()
        for edition in self.editions.values():
            used |= edition.people.keys()
            used |= {person.profile.code for person in edition.people.values() if person.profile}
            used |= {member.id for member in edition.members}
        return frozenset(used)

    def edition(self, cohort: str) -> Edition:
        """The edition of that name.

        `current` is the latest that is not closed, so that scheduled jobs name no year. Raises
        UsageError, with the nearest name, for an unknown one, DataError for an unreadable file.
        """
        if cohort == CURRENT:
            editions = self.editions.values()
            running = [each for each in editions if each.cohort.record.closed is None]
            if not running:
                raise UsageError(message(__package__, "none-running"))
            return running[-1]
        if cohort in self.editions:
            return self.editions[cohort]
        path = f"data/cohorts/{cohort}.yaml"
        in_file = [problem for problem in self.problems if problem.path == path]
        if wrong := [problem for problem in in_file if problem.code != NO_FILE]:
            raise DataError(wrong, f"{path} is there, and cannot be read")
        known = did_you_mean(cohort, self.editions) if self.editions else "There are none yet."
        raise UsageError(message(__package__, "edition-missing", cohort=cohort, known=known))

    def sound(self, cohort: str) -> Edition:
        """The edition; raises DataError with all problems if any of its files cannot be read."""
        edition = self.edition(cohort)
        errors = [problem for problem in self.problems if problem.severity is Severity.ERROR]
        if mine := [error for error in errors if cohort_of(error.path) == edition.name]:
            raise DataError(mine)
        return edition
