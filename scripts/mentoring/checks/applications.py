"""Each application by itself, and against its edition; and the voices of people who are quoted."""

from datetime import date

from mentoring.checks.check import Located, Problems, applications, check_each, voices
from mentoring.files.messages import many
from mentoring.people.application import Application, ApplicationStatus, Role, Voice
from mentoring.problems import did_you_mean


@check_each(applications)
def experiments_take_part(application: Located[Application]) -> Problems:
    """An applicant who takes part works on an experiment that the edition accepts."""
    person, accepted = application.record, application.edition.cohort.record.experiments
    if person.status is ApplicationStatus.SUBMITTED:
        for number, experiment in enumerate(person.experiments):
            if experiment not in accepted:
                near = did_you_mean(experiment, accepted)
                yield application.problem(
                    "experiment-not-accepted", "experiments", number, allowed=near
                )


@check_each(applications)
def consent_is_given(application: Located[Application]) -> Problems:
    """An applicant who withdrew consent does not take part."""
    person = application.record
    if person.status is ApplicationStatus.SUBMITTED and person.consent.withdrawn:
        yield application.problem("consent-withdrawn", "consent", "withdrawn")


@check_each(applications)
def arrival_fits_the_dates(application: Located[Application]) -> Problems:
    """An application after the closing day is marked as late or rolling."""
    cohort, person = application.edition.cohort.record, application.record
    mentee = person.role is Role.MENTEE
    closing = cohort.dates.mentees_close if mentee else cohort.dates.mentors_close
    day = cohort.day_of(person.submitted)
    if day > closing and person.arrival == "regular":
        yield application.problem("arrival-late", "arrival", day=day, closing=closing)


@check_each(applications)
def reason_is_given(application: Located[Application]) -> Problems:
    """An ineligible application states the reason."""
    person = application.record
    if person.status is ApplicationStatus.INELIGIBLE and person.reason is None:
        yield application.problem("reason-missing", "status")


@check_each(applications)
def conflicts_are_resolved(application: Located[Application]) -> Problems:
    """Each name that an applicant must not be matched with has become an id, or was dismissed."""
    if count := application.record.unresolved:
        people = many(count, "person", "people")
        yield application.problem("conflict-unresolved", "person", "unresolved", people=people)


@check_each(applications)
def conflicts_are_with_others(application: Located[Application]) -> Problems:
    """An applicant's conflicts are with other people."""
    for number, person in enumerate(application.record.conflicts):
        if person == application.record.id:
            yield application.problem("id-own", "conflicts", number)


@check_each(applications)
def hours_are_in_order(application: Located[Application]) -> Problems:
    """A working day begins before it ends."""
    begins, ends = application.record.location.hours
    if begins >= ends:
        place = ("location", "hours")
        yield application.problem("hours-out-of-order", *place, begins=begins, ends=ends)


@check_each(voices)
def voices_have_consent(voice: Located[Voice]) -> Problems:
    """A voice is of a person of the edition, as long as those are on file, whose consent holds."""
    quoted, edition = voice.record, voice.edition
    if edition.cohort.record.closed is None and edition.lacks(quoted.id):
        yield voice.problem("id-unknown", "id", id=quoted.id, kind="a person")
    if quoted.until < quoted.given:
        yield voice.problem("voice-ends-early", "until")
    person = edition.people.get(quoted.id)
    if person and (day := person.consent.withdrawn):
        yield voice.problem("voice-withdrawn", "id", day=day)


@check_each(voices, daily=True)
def voices_have_not_ended(voice: Located[Voice], today: date) -> Problems:
    """No voice is on file after the last day of its consent."""
    if voice.record.until < today:
        yield voice.problem("voice-ended", "until")
