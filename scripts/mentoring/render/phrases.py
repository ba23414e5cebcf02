"""Phrases shared by reports."""

from string import ascii_uppercase


def many(count: int, noun: str, plural: str = "") -> str:
    """The number with its noun: 1 pair, 20 pairs, 3 people."""
    return f"{count} {noun if count == 1 else plural or f'{noun}s'}"


def band(number: int) -> str:
    """A band of motivation as a letter: A is the highest."""
    return ascii_uppercase[number]
