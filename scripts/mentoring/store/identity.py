"""Ids: six random consonants, which spell no word and say nothing about the person."""

from collections.abc import Container, Iterator
from random import Random

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
