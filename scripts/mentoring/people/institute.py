"""Compare institute names, which people type by hand, and recognise two spellings as one."""

import re
from dataclasses import dataclass
from functools import cache

from mentoring.people.normalized_words import folded

_SEVERAL = re.compile(r"\s+/\s+|\s*;\s*|\n")
# Beginnings of the words for kinds of institute: alone they do not distinguish two institutes.
_KINDS = ("univ", "inst", "lab", "nation", "cent", "college", "school", "depart", "facult", "acad")
_SMALL = {"of", "the", "for", "and", "at", "in", "de", "di", "del", "der", "des", "du", "la"}
SHORTEST = 3  # letters of an abbreviation, as of an acronym


@cache
def comparable(institute: str) -> str:
    """The institute without case, accents, signs and spacing: “Univ. Genève” is “univ geneve”."""
    return " ".join(folded(institute)) or institute.strip()


def separate(text: str) -> tuple[str, ...]:
    """The institutes in an answer that names several, as in “A / B”."""
    return tuple(filter(None, (part.strip() for part in _SEVERAL.split(text)))) or (text,)


@cache
def alike(one: str, other: str) -> bool:
    """Whether two names may mean the same institute, with words abbreviated or left out."""
    if comparable(one) == comparable(other):
        return True
    if _acronym(one) in folded(other) or _acronym(other) in folded(one):
        return True
    (kinds, words), (other_kinds, other_words) = _words(one), _words(other)
    same_kinds = _within(kinds, other_kinds) and _within(other_kinds, kinds)
    shorter, longer = sorted((words, other_words), key=len)
    return same_kinds and bool(shorter) and _within(shorter, longer)


def _within(words: frozenset[str], others: frozenset[str]) -> bool:
    """Whether each word equals one of the others or abbreviates it, or the reverse."""

    def begins(one: str, other: str) -> bool:
        shorter, longer = sorted((one, other), key=len)
        return shorter == longer or (len(shorter) >= SHORTEST and longer.startswith(shorter))

    return all(any(begins(word, other) for other in others) for word in words)


def _words(name: str) -> tuple[frozenset[str], frozenset[str]]:
    """The words for the kind of institute, and the words that identify it."""
    words = frozenset(folded(name)) - _SMALL
    kinds = frozenset(word for word in words if word.startswith(_KINDS))
    return kinds, words - kinds


def _acronym(name: str) -> str:
    """The first letters of the name's words; the name itself if it has too few words."""
    letters = "".join(word[0] for word in folded(name.partition(",")[0]) if word not in _SMALL)
    return letters if len(letters) >= SHORTEST else name


@dataclass(frozen=True, kw_only=True, slots=True)
class Institute:
    """One institute: its name in the records, and its other spellings."""

    name: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Institutes:
    """The register of institutes: their spellings, and pairs of names known to be distinct."""

    institutes: tuple[Institute, ...] = ()
    distinct: tuple[tuple[str, str], ...] = ()

    def name_of(self, typed: str) -> str:
        """The registered name of the institute, or the text as typed if it is not registered."""
        return next(iter(self._registered(typed)), typed)

    def spellings(self, name: str) -> tuple[str, ...]:
        """The registered name and all aliases of the institute; `name` alone if unregistered."""
        return tuple(dict.fromkeys((name, *self._registered(name))))

    def _registered(self, name: str) -> tuple[str, ...]:
        for institute in self.institutes:
            known = (institute.name, *institute.aliases)
            if comparable(name) in map(comparable, known):
                return known
        return ()

    def are_two(self, one: str, other: str) -> bool:
        """Whether the register says that two similar names are two institutes."""
        pair = {comparable(one), comparable(other)}
        return any(pair == set(map(comparable, names)) for names in self.distinct)
