"""Ids: six random consonants, which spell no word and say nothing about the person."""

from collections.abc import Container, Iterator
from random import Random

from mentoring.store.programme import Programme

ALPHABET = "bcdfghjkmnpqrstvwxz"
LENGTH = 6


def new_ids(random: Random, taken: Container[str] = ()) -> Iterator[str]:
    """Random ids, each of 47 million (19⁶): none is in `taken`, and none comes twice."""
    given: set[str] = set()
    while True:
        fresh = "".join(ALPHABET[random.randrange(len(ALPHABET))] for _ in range(LENGTH))
        if fresh not in taken and fresh not in given:
            given.add(fresh)
            yield fresh


def used_ids(programme: Programme) -> frozenset[str]:
    """Every id of an applicant or member, and every code of a profile, over all editions."""
    used: set[str] = set()
    for edition in programme.editions.values():
        used |= edition.people.keys()
        used |= {person.profile.code for person in edition.people.values() if person.profile}
        used |= {member.id for member in edition.roster.record.members} if edition.roster else set()
    return frozenset(used)
