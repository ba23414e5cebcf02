"""Voices: quotes by people of the edition who agree to be quoted, with a consent that holds."""

from collections.abc import Iterator
from datetime import date

from mentoring.checks.check import Located, Problems, check_each, day_check
from mentoring.people.application import Voice
from mentoring.store.programme import Edition


def voices(edition: Edition) -> Iterator[Located[Voice]]:
    """Each voice."""
    return (Located(edition, entry, entry.record) for entry in edition.voices)


@check_each(voices)
def voices_are_of_the_edition(voice: Located[Voice]) -> Problems:
    """A voice is that of a person of the edition, as long as the edition's people are on file."""
    person, edition = voice.record.id, voice.edition
    if edition.cohort.record.closed is None and edition.lacks(person):
        yield voice.problem("id-unknown", "id", id=person, kind="a person")


@check_each(voices)
def voices_have_consent(voice: Located[Voice]) -> Problems:
    """The consent to be quoted ends after it was given, and has not been taken back."""
    given, until = voice.record.given, voice.record.until
    if until < given:
        yield voice.problem("voice-ends-early", "until", given=given, until=until)
    person = voice.edition.people.get(voice.record.id)
    if person and (day := person.consent.withdrawn):
        yield voice.problem("voice-withdrawn", "id", id=person.id, day=day)


@day_check
def voices_have_not_ended(edition: Edition, today: date) -> Problems:
    """No voice is on file after the last day of its consent."""
    for voice in voices(edition):
        if voice.record.until < today:
            until = voice.record.until
            yield voice.problem("voice-ended", "until", id=voice.record.id, until=until)
