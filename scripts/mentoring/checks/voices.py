"""Voices: quotes by people of the edition who agree to be quoted, with a consent that holds."""

from datetime import date

from mentoring.checks.check import Located, Problems, check_each, voices
from mentoring.people.application import Voice


@check_each(voices)
def voices_are_of_the_edition(voice: Located[Voice]) -> Problems:
    """A voice is that of a person of the edition, as long as the edition's people are on file."""
    person, edition = voice.record.id, voice.edition
    if edition.cohort.record.closed is None and edition.lacks(person):
        yield voice.problem("id-unknown", "id", id=person, kind="a person")


@check_each(voices)
def voices_have_consent(voice: Located[Voice]) -> Problems:
    """The consent to be quoted ends after it was given, and has not been taken back."""
    if voice.record.until < voice.record.given:
        yield voice.problem("voice-ends-early", "until")
    person = voice.edition.people.get(voice.record.id)
    if person and (day := person.consent.withdrawn):
        yield voice.problem("voice-withdrawn", "id", day=day)


@check_each(voices, daily=True)
def voices_have_not_ended(voice: Located[Voice], today: date) -> Problems:
    """No voice is on file after the last day of its consent."""
    if voice.record.until < today:
        yield voice.problem("voice-ended", "until")
