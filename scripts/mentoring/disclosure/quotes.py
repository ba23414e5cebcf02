"""The quotes that may be published: those whose people have not taken back their consent."""

from mentoring.aggregates.release import Quote
from mentoring.store.programme import Programme


def public_quotes(programme: Programme) -> tuple[Quote, ...]:
    """The quotes of all editions, the latest consent first, without the people's ids.

    The build of the site shows each from its first to its last day only.
    """
    voices = [
        entry.record
        for edition in programme.editions.values()
        for entry in edition.voices
        if not (person := edition.people.get(entry.record.id)) or not person.consent.withdrawn
    ]
    voices.sort(key=lambda voice: (voice.given, voice.id), reverse=True)
    return tuple(
        Quote(words=voice.quote, name=voice.name, given=voice.given, until=voice.until)
        for voice in voices
    )
