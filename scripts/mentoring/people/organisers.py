"""The organisers of an edition: the roster, their reviews and decisions, and the stewards' keys."""

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from mentoring.people.application import Application
from mentoring.people.institute import comparable
from mentoring.people.personal_fields import Detail, EditionName, Id, Owner, Public

Duty = Literal["steward", "reviewer"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Member:
    """An organiser or reviewer. `applications` are their own, if they applied to this edition."""

    id: Owner[str]
    duties: tuple[Duty, ...]
    experiments: Public[tuple[str, ...]]
    institute: Detail[str]
    conflicts: Id[tuple[str, ...]] = ()
    applications: Id[tuple[str, ...]] = ()
    recused: date | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Roster:
    """The members of one edition's roster, and the reviewers assigned to each application."""

    cohort: EditionName[str]
    members: tuple[Member, ...]
    assignments: Id[dict[str, tuple[str, ...]]] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class Review:
    """Marks from 1 to 5 by rubric item; none if the reviewer declares a conflict."""

    application: Owner[str]
    reviewer: Id[str]
    scores: Public[dict[str, int]] = field(default_factory=dict)
    conflict: bool = False
    note: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class PairDecision:
    """A pair that is required (a pin) or forbidden (a forbid)."""

    mentee: Owner[str]
    mentor: Id[str]
    on: date
    reason: str

    @property
    def pair(self) -> tuple[str, str]:
        """The ids of the mentee and the mentor."""
        return self.mentee, self.mentor


@dataclass(frozen=True, kw_only=True, slots=True)
class CapDecision:
    """A limit lower than the stated one, for `mentor` or, if None, for the whole edition."""

    mentor: Owner[str | None] = None
    at_most: int
    on: date
    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Judgement:
    """One steward's judgement, reviewed by another, that words on pages are not about a person."""

    person: Owner[str]
    what: Public[str]
    pages: Public[tuple[str, ...]]
    on: date
    by: Id[str]
    reviewed_by: Id[str | None] = None
    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Decisions:
    """Every decision of one edition."""

    cohort: EditionName[str]
    pins: tuple[PairDecision, ...] = ()
    forbids: tuple[PairDecision, ...] = ()
    caps: tuple[CapDecision, ...] = ()
    judgements: tuple[Judgement, ...] = ()

    def limit(self, stated: int, mentor: str | None = None) -> int:
        """The lower of the stated and the decided limit, of `mentor` or (None) the edition."""
        return min([stated, *(cap.at_most for cap in self.caps if cap.mentor == mentor)])


@dataclass(frozen=True, kw_only=True, slots=True)
class KeyHolder:
    """A steward, for whom the edition's key is wrapped until they are removed."""

    steward: str
    recipient: str
    since: date
    removed: date | None = None
    destroyed: date | None = None

    @property
    def reads(self) -> bool:
        """Whether the present key is wrapped for them."""
        return self.removed is None and self.destroyed is None


@dataclass(frozen=True, kw_only=True, slots=True)
class EditionKeys:
    """One edition's keys: its public key, and its present and earlier private keys, wrapped."""

    cohort: str
    recipient: str
    wrapped: str | None = None
    stewards: tuple[KeyHolder, ...]

    @property
    def readers(self) -> tuple[KeyHolder, ...]:
        """The stewards for whom the present key is wrapped."""
        return tuple(holder for holder in self.stewards if holder.reads)


def against_pairing(mentee: Application, mentor: Application, *, differ: bool) -> str | None:
    """Why these two may never be a pair, or None; every part of a double affiliation counts."""
    shared = sorted({*mentee.experiments} & {*mentor.experiments})
    if differ and shared:
        return f"both belong to {shared[0]}"
    declared = mentor.id in mentee.conflicts or mentee.id in mentor.conflicts
    return "one of them declared a conflict" if declared else None


def against_judging(member: Member, applicant: Application) -> str | None:
    """Why this member may not review this applicant, or None; institutes count in any spelling."""
    if applicant.id in member.applications:
        return "their own application"
    if applicant.id in member.conflicts or member.id in applicant.conflicts:
        return "a declared conflict"
    if shared := sorted({*member.experiments} & {*applicant.experiments}):
        return f"both belong to {shared[0]}"
    is_same = comparable(member.institute) in map(comparable, applicant.institutes)
    return "the same institute" if is_same else None
