"""Conflicts of interest: which people may not be paired, or may not review each other."""

from mentoring.people.application import Application
from mentoring.people.institute import comparable
from mentoring.people.roster import Member


def same_institute(member: Member, applicant: Application) -> bool:
    """Whether the two share an institute, in any spelling."""
    return comparable(member.institute) in map(comparable, applicant.institutes)


def shared_experiments(one: Application | Member, other: Application | Member) -> tuple[str, ...]:
    """The experiments that both belong to, counting every part of a double affiliation."""
    return tuple(sorted(set(one.experiments) & set(other.experiments)))


def declared(one: Application | Member, other: Application | Member) -> bool:
    """Whether either person declared a conflict with the other."""
    return other.id in one.conflicts or one.id in other.conflicts


def against_pairing(mentee: Application, mentor: Application, *, differ: bool) -> str | None:
    """Why these two may never be a pair, in words; None if they may.

    `differ` is the programme's rule that a pair must not share an affiliation.
    """
    shared = shared_experiments(mentee, mentor)
    if differ and shared:
        return f"both belong to {shared[0]}"
    return "one of them declared a conflict" if declared(mentee, mentor) else None


def against_judging(member: Member, applicant: Application) -> str | None:
    """Why this member may not review this applicant, in words; None if they may."""
    if applicant.id in member.applications:
        return "their own application"
    if declared(member, applicant):
        return "a declared conflict"
    if shared := shared_experiments(member, applicant):
        return f"both belong to {shared[0]}"
    return "the same institute" if same_institute(member, applicant) else None
