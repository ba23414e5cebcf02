"""Each application by itself, against its edition and against the people it names."""

from __future__ import annotations

from collections.abc import Iterator

from mentoring.checks.check import edition_check
from mentoring.people.application import ApplicationStatus, Role
from mentoring.problems import Problem, Severity, did_you_mean
from mentoring.programme.zones import zone
from mentoring.store.edition import Edition


@edition_check
def experiments_take_part(edition: Edition) -> Iterator[Problem]:
    """Whoever takes part works on an experiment that the edition accepts."""
    accepted = edition.cohort.record.experiments
    for entry in edition.applications:
        if entry.record.status is not ApplicationStatus.SUBMITTED:
            continue
        for number, experiment in enumerate(entry.record.experiments):
            if experiment not in accepted:
                yield entry.problem(
                    "experiment-not-accepted",
                    f"this experiment takes no part in {edition.name}",
                    did_you_mean(experiment, accepted),
                    at=("experiments", number),
                )


@edition_check
def consent_stands(edition: Edition) -> Iterator[Problem]:
    """Nobody takes part who has taken their consent back."""
    for entry in edition.applications:
        taking_part = entry.record.status is ApplicationStatus.SUBMITTED
        if taking_part and entry.record.consent.withdrawn:
            yield entry.problem(
                "consent-withdrawn",
                f"{entry.record.id} took their consent back and still takes part",
                f"Run `mentoring withdraw {edition.name} {entry.record.id}`.",
                at=("consent", "withdrawn"),
            )


@edition_check
def arrival_fits_the_dates(edition: Edition) -> Iterator[Problem]:
    """Who applied after the closing day is marked as late, or as rolling."""
    cohort = edition.cohort.record
    here = zone(cohort.timezone)
    for entry in edition.applications:
        mentee = entry.record.role is Role.MENTEE
        closing = cohort.dates.mentees_close if mentee else cohort.dates.mentors_close
        day = entry.record.submitted.astimezone(here).date()
        if (day > closing) and entry.record.arrival == "regular":
            yield entry.problem(
                "arrival-late",
                f"applied on {day}, after the closing day {closing}, and is marked as regular",
                "Mark the application as late or rolling.",
                at=("arrival",),
            )


@edition_check
def reason_is_given(edition: Edition) -> Iterator[Problem]:
    """An application that takes no part says why; one that does has no reason."""
    for entry in edition.applications:
        ineligible = entry.record.status is ApplicationStatus.INELIGIBLE
        if ineligible and entry.record.reason is None:
            yield entry.problem(
                "reason-missing",
                f"{entry.record.id} is ineligible without a reason",
                "Add `reason:`, so that they can be told why.",
                at=("status",),
            )


@edition_check
def conflicts_are_resolved(edition: Edition) -> Iterator[Problem]:
    """A name that somebody must not be matched with has become an id, or was dismissed."""
    for entry in edition.applications:
        if entry.record.person.unresolved:
            count = len(entry.record.person.unresolved)
            yield entry.problem(
                "conflict-unresolved",
                f"{entry.record.id} must not be matched with {count} "
                f"{'person' if count == 1 else 'people'} not yet identified; matching waits",
                f"Settle each name: mentoring resolve {edition.name}",
                at=("person", "unresolved"),
                severity=Severity.WARNING,
            )


@edition_check
def references_resolve(edition: Edition) -> Iterator[Problem]:
    """Ids under `conflicts` and profile codes under `preferences` are somebody's."""
    members = {member.id for member in edition.roster.record.members} if edition.roster else set()
    for entry in edition.applications:
        for number, other in enumerate(entry.record.conflicts):
            unknown = edition.lacks(other) and edition.is_whole("roster") and other not in members
            if unknown or other == entry.record.id:
                yield entry.problem(
                    "id-unknown",
                    f"{other} is nobody else in {edition.name}",
                    "Correct the id, or remove it.",
                    at=("conflicts", number),
                )
    if edition.is_whole("application"):
        yield from _wishes_resolve(edition)


def _wishes_resolve(edition: Edition) -> Iterator[Problem]:
    codes = {person.profile.code for person in edition.people.values() if person.profile}
    for entry in edition.applications:
        for number, wish in enumerate(entry.record.preferences.mentors):
            if wish.profile not in codes:
                yield entry.problem(
                    "profile-unknown",
                    f"{wish.profile} is no mentor's profile in {edition.name}",
                    "Correct the code, or remove the wish.",
                    at=("preferences", "mentors", number, "profile"),
                )


@edition_check
def hours_are_in_order(edition: Edition) -> Iterator[Problem]:
    """A working day begins before it ends."""
    for entry in edition.applications:
        begins, ends = entry.record.location.hours
        if begins >= ends:
            yield entry.problem(
                "hours-out-of-order",
                f"a working day from {begins} to {ends}",
                "Put the earlier hour first.",
                at=("location", "hours"),
            )
