"""Ids: six random consonants, which spell no word and say nothing about the person."""

from collections.abc import Container
from random import Random

ALPHABET = "bcdfghjkmnpqrstvwxz"
LENGTH = 6


def new_id(random: Random, taken: Container[str]) -> str:
    """A random id that is not in `taken`: one of 47 million (19⁶)."""
    while True:
        fresh = "".join(ALPHABET[random.randrange(len(ALPHABET))] for _ in range(LENGTH))
        if fresh not in taken:
            return fresh
