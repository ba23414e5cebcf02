"""Ids: six random consonants, which spell no word and say nothing about the person."""

from collections.abc import Container, Iterable, Iterator
from random import Random

ALPHABET = "bcdfghjkmnpqrstvwxz"
LENGTH = 6
TOMBSTONE = "erased-"
"""The beginning of the word that replaces the id of an erased person."""


def new_ids(random: Random, taken: Container[str] = ()) -> Iterator[str]:
    """Random ids, each of 47 million (19⁶): none is in `taken`, and none comes twice."""
    given: set[str] = set()
    while True:
        fresh = "".join(ALPHABET[random.randrange(len(ALPHABET))] for _ in range(LENGTH))
        if fresh not in taken and fresh not in given:
            given.add(fresh)
            yield fresh


def in_letters(digest: bytes) -> str:
    """A digest in the letters of ids, one for each byte."""
    return "".join(ALPHABET[byte % len(ALPHABET)] for byte in digest)


def is_tombstone(word: str) -> bool:
    """Whether the word is a tombstone rather than an id. No id has a hyphen."""
    return word.startswith(TOMBSTONE) and word.removeprefix(TOMBSTONE).isdecimal()


def tombstones(count: int, taken: Iterable[str]) -> tuple[str, ...]:
    """The next `count` tombstones after those already taken. They reveal only their number."""
    numbers = [int(word.removeprefix(TOMBSTONE)) for word in taken if is_tombstone(word)]
    first = max(numbers, default=0) + 1
    return tuple(f"{TOMBSTONE}{number}" for number in range(first, first + count))
