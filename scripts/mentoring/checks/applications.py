"""Each application by itself, and against its edition."""

from collections.abc import Iterator

from mentoring.checks.check import applications, check_each
from mentoring.people.application import Application, ApplicationStatus, Role
from mentoring.problems import Problem, Severity, did_you_mean
from mentoring.store.edition import Edition
from mentoring.store.entry import Entry


@check_each(applications)
def experiments_take_part(edition: Edition, entry: Entry[Application]) -> Iterator[Problem]:
    """An applicant who takes part works on an experiment that the edition accepts."""
    accepted = edition.cohort.record.experiments
    if entry.record.status is ApplicationStatus.SUBMITTED:
        for number, experiment in enumerate(entry.record.experiments):
            if experiment not in accepted:
                message = f"{edition.name} does not accept this experiment"
                hint = did_you_mean(experiment, accepted)
                yield entry.problem(
                    "experiment-not-accepted", message, hint, at=("experiments", number)
                )


@check_each(applications)
def consent_is_given(edition: Edition, entry: Entry[Application]) -> Iterator[Problem]:
    """An applicant who withdrew consent does not take part."""
    if entry.record.status is ApplicationStatus.SUBMITTED and entry.record.consent.withdrawn:
        message = f"{entry.record.id} withdrew consent and still takes part"
        hint = f"Run `mentoring withdraw {edition.name} {entry.record.id}`."
        yield entry.problem("consent-withdrawn", message, hint, at=("consent", "withdrawn"))


@check_each(applications)
def arrival_fits_the_dates(edition: Edition, entry: Entry[Application]) -> Iterator[Problem]:
    """An application after the closing day is marked as late or rolling."""
    cohort = edition.cohort.record
    mentee = entry.record.role is Role.MENTEE
    closing = cohort.dates.mentees_close if mentee else cohort.dates.mentors_close
    day = cohort.day_of(entry.record.submitted)
    if day > closing and entry.record.arrival == "regular":
        message = f"submitted on {day}, after the closing day {closing}, but marked as regular"
        hint = "Mark the application as late or rolling."
        yield entry.problem("arrival-late", message, hint, at=("arrival",))


@check_each(applications)
def reason_is_given(_: Edition, entry: Entry[Application]) -> Iterator[Problem]:
    """An ineligible application states the reason."""
    if entry.record.status is ApplicationStatus.INELIGIBLE and entry.record.reason is None:
        message = f"{entry.record.id} is ineligible, but no reason is given"
        hint = "Add `reason:`, which the letter to the applicant states."
        yield entry.problem("reason-missing", message, hint, at=("status",))


@check_each(applications)
def conflicts_are_resolved(edition: Edition, entry: Entry[Application]) -> Iterator[Problem]:
    """Each name that an applicant must not be matched with has become an id, or was dismissed."""
    if count := entry.record.unresolved:
        people = f"{count} {'person' if count == 1 else 'people'}"
        yield entry.problem(
            "conflict-unresolved",
            f"{entry.record.id} must not be matched with {people} not yet identified; "
            "`mentoring match` waits for this",
            f"Resolve or dismiss each name: `mentoring resolve {edition.name}`.",
            at=("person", "unresolved"),
            severity=Severity.WARNING,
        )


@check_each(applications)
def hours_are_in_order(_: Edition, entry: Entry[Application]) -> Iterator[Problem]:
    """A working day begins before it ends."""
    begins, ends = entry.record.location.hours
    if begins >= ends:
        message = f"the working day begins at {begins} and ends at {ends}"
        hint = "Put the earlier hour first."
        yield entry.problem("hours-out-of-order", message, hint, at=("location", "hours"))
