"""Voices: quotes by people of the edition who agree to be quoted, with a consent that holds."""

from collections.abc import Iterator
from datetime import date

from mentoring.checks.check import day_check, edition_check
from mentoring.problems import Problem, Severity
from mentoring.store.edition import Edition

REMOVE = "Delete the file, and run `mentoring site`."


@edition_check
def voices_are_of_the_edition(edition: Edition) -> Iterator[Problem]:
    """A voice is that of a person of the edition, as long as the edition's people are on file."""
    for entry in edition.voices:
        person = entry.record.id
        if edition.cohort.record.closed is None and edition.lacks(person):
            message = f"{person} is not a person of {edition.name}"
            yield entry.problem("id-unknown", message, "Correct the id, or remove it.", at=("id",))


@edition_check
def voices_have_consent(edition: Edition) -> Iterator[Problem]:
    """The consent to be quoted ends after it was given, and has not been taken back."""
    for entry in edition.voices:
        voice, person = entry.record, edition.people.get(entry.record.id)
        if voice.until < voice.given:
            message = f"the consent ends on {voice.until}, before it was given on {voice.given}"
            hint = "Correct the day that is wrong."
            yield entry.problem("voice-ends-early", message, hint, at=("until",))
        if person and person.consent.withdrawn:
            message = f"{voice.id} withdrew consent on {person.consent.withdrawn}"
            yield entry.problem("voice-withdrawn", message, REMOVE, at=("id",))


@day_check
def voices_have_not_ended(edition: Edition, today: date) -> Iterator[Problem]:
    """No voice is on file after the last day of its consent."""
    for entry in edition.voices:
        if entry.record.until < today:
            yield entry.problem(
                "voice-ended",
                f"the consent of {entry.record.id} to be quoted ended on {entry.record.until}",
                "Run `mentoring retention --apply`, then `mentoring site`.",
                at=("until",),
                severity=Severity.WARNING,
            )
