"""Each application by itself, and against its edition."""

from mentoring.checks.check import Located, Problems, applications, check_each
from mentoring.people.application import Application, ApplicationStatus, Role
from mentoring.problems import did_you_mean


@check_each(applications)
def experiments_take_part(application: Located[Application]) -> Problems:
    """An applicant who takes part works on an experiment that the edition accepts."""
    edition, person = application.edition, application.record
    accepted = edition.cohort.record.experiments
    if person.status is ApplicationStatus.SUBMITTED:
        for number, experiment in enumerate(person.experiments):
            if experiment not in accepted:
                message = f"{edition.name} does not accept this experiment"
                hint = did_you_mean(experiment, accepted)
                yield application.problem(
                    "experiment-not-accepted", message, hint, "experiments", number
                )


@check_each(applications)
def consent_is_given(application: Located[Application]) -> Problems:
    """An applicant who withdrew consent does not take part."""
    person = application.record
    if person.status is ApplicationStatus.SUBMITTED and person.consent.withdrawn:
        message = f"{person.id} withdrew consent and still takes part"
        hint = f"Run `mentoring withdraw {application.edition.name} {person.id}`."
        yield application.problem("consent-withdrawn", message, hint, "consent", "withdrawn")


@check_each(applications)
def arrival_fits_the_dates(application: Located[Application]) -> Problems:
    """An application after the closing day is marked as late or rolling."""
    cohort, person = application.edition.cohort.record, application.record
    mentee = person.role is Role.MENTEE
    closing = cohort.dates.mentees_close if mentee else cohort.dates.mentors_close
    day = cohort.day_of(person.submitted)
    if day > closing and person.arrival == "regular":
        message = f"submitted on {day}, after the closing day {closing}, but marked as regular"
        hint = "Mark the application as late or rolling."
        yield application.problem("arrival-late", message, hint, "arrival")


@check_each(applications)
def reason_is_given(application: Located[Application]) -> Problems:
    """An ineligible application states the reason."""
    person = application.record
    if person.status is ApplicationStatus.INELIGIBLE and person.reason is None:
        message = f"{person.id} is ineligible, but no reason is given"
        hint = "Add `reason:`, which the letter to the applicant states."
        yield application.problem("reason-missing", message, hint, "status")


@check_each(applications)
def conflicts_are_resolved(application: Located[Application]) -> Problems:
    """Each name that an applicant must not be matched with has become an id, or was dismissed."""
    if count := application.record.unresolved:
        people = f"{count} {'person' if count == 1 else 'people'}"
        yield application.warning(
            "conflict-unresolved",
            f"{application.record.id} must not be matched with {people} not yet identified; "
            "`mentoring match` waits for this",
            f"Resolve or dismiss each name: `mentoring resolve {application.edition.name}`.",
            "person",
            "unresolved",
        )


@check_each(applications)
def hours_are_in_order(application: Located[Application]) -> Problems:
    """A working day begins before it ends."""
    begins, ends = application.record.location.hours
    if begins >= ends:
        message = f"the working day begins at {begins} and ends at {ends}"
        yield application.problem(
            "hours-out-of-order", message, "Put the earlier hour first.", "location", "hours"
        )
