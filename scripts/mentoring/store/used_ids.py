"""The ids and profile codes in use, over all editions."""

from collections.abc import Iterator

from mentoring.store.edition import Edition
from mentoring.store.programme import Programme


def used_ids(programme: Programme) -> frozenset[str]:
    """Every id of an applicant or member, and every code of a profile."""
    return frozenset(used for edition in programme.editions.values() for used in _of(edition))


def _of(edition: Edition) -> Iterator[str]:
    for person in edition.people.values():
        yield person.id
        if person.profile:
            yield person.profile.code
    if edition.roster:
        yield from (member.id for member in edition.roster.record.members)
