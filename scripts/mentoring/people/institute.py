"""Institutes are typed by hand; this is how two of them are compared, and told to be one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from mentoring.people.normalized_words import folded

_SEVERAL = re.compile(r"\s+/\s+|\s*;\s*|\n")
# Kinds of institute, by how their names begin: alone they tell none from another.
_KINDS = ("univ", "inst", "lab", "nation", "cent", "college", "school", "depart", "facult", "acad")
_SMALL = frozenset(
    ["of", "the", "for", "and", "at", "in", "de", "di", "del", "der", "des", "du", "la"]
)
SHORTEST = 3  # letters of an abbreviation, as of an acronym


@cache
def comparable(institute: str) -> str:
    """The institute without case, accents, punctuation and spacing.

    “Univ. Genève” and “univ geneve” are one; an abbreviation and its full name are not.
    """
    return " ".join(folded(institute)) or institute.strip()


def separate(text: str) -> tuple[str, ...]:
    """The institutes in an answer that names several, as in “A / B”."""
    return tuple(filter(None, (part.strip() for part in _SEVERAL.split(text)))) or (text,)


@cache
def alike(one: str, other: str) -> bool:
    """Whether two names may be of one institute: the same words, some shorter, some left out."""
    if comparable(one) == comparable(other):
        return True
    if _acronym(one) in folded(other) or _acronym(other) in folded(one):
        return True
    (kinds, words), (other_kinds, other_words) = _words(one), _words(other)
    if not _cover(kinds, other_kinds) or not (words and other_words):
        return False
    shorter, longer = sorted((words, other_words), key=len)
    return _within(shorter, longer)


def _cover(one: frozenset[str], other: frozenset[str]) -> bool:
    return _within(one, other) and _within(other, one)


def _within(words: frozenset[str], others: frozenset[str]) -> bool:
    """Whether each of the words is among the others, one of the two perhaps abbreviated."""
    return all(any(_begins(word, other) for other in others) for word in words)


def _begins(one: str, other: str) -> bool:
    shorter, longer = sorted((one, other), key=len)
    return shorter == longer or (len(shorter) >= SHORTEST and longer.startswith(shorter))


def _words(name: str) -> tuple[frozenset[str], frozenset[str]]:
    """The words that say which kind of institute it is, and those that say which one."""
    words = frozenset(folded(name)) - _SMALL
    kinds = frozenset(word for word in words if word.startswith(_KINDS))
    return kinds, words - kinds


def _acronym(name: str) -> str:
    """The first letters of its words; nothing for a name of few."""
    letters = "".join(word[0] for word in folded(name.partition(",")[0]) if word not in _SMALL)
    return letters if len(letters) >= SHORTEST else name


@dataclass(frozen=True, kw_only=True, slots=True)
class Institute:
    """One institute: its name in the records, and the other spellings of it."""

    name: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Institutes:
    """The register of institutes: those under several spellings, and pairs that are two."""

    institutes: tuple[Institute, ...] = ()
    distinct: tuple[tuple[str, str], ...] = ()

    def name_of(self, typed: str) -> str:
        """The name under which the institute is registered; as typed for one that is not."""
        for institute in self.institutes:
            if comparable(typed) in map(comparable, (institute.name, *institute.aliases)):
                return institute.name
        return typed

    def are_two(self, one: str, other: str) -> bool:
        """Whether somebody has said that two names that look alike are two institutes."""
        pair = {comparable(one), comparable(other)}
        return any(pair == set(map(comparable, names)) for names in self.distinct)
