"""Words that identify the author of a text: names and institutes.

Names and institutes are found with `mentoring.people.traces`. Further clues are parts of a name,
names run together, names in the spelling of other languages, initials, an institute's distinctive
words, and its acronyms.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from mentoring.people.normalized_words import bare, folded
from mentoring.people.traces import Trace, of_name

Sure = Literal["always", "capital", "never"]
"""Whether a clue is always masked, only masked if capitalised, or only reported."""

# Beginnings of generic words in the names of institutes, which do not identify one.
GENERIC = re.compile(
    r"(universi|institu|istitu|laborat|labs?$|national|cent(er|re|ro)$|colle|ecole|hochschul|scien"
    r"|physi|research|techn(ic|iq|isch|olog)|facult|academ|foundation|council|school|state$|the$"
    r"|cern$)",
    re.IGNORECASE,
)
SHORTEST = 3
JOINED = 6  # letters: names run together are unlikely to be an ordinary word from this length on
SMALL = re.compile(
    r"(a|al|and|at|d|da|de|del|der|des|di|du|e|el|et|for|für|i|in|la|le|of|the|u|und|y)"
)
UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa", "æ": "ae"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Clue:
    """A sequence of words, what it identifies, and when it is masked."""

    trace: Trace
    kind: Literal["name", "institute"]
    sure: Sure


def of_person(name: str, *, own: bool) -> Iterator[Clue]:
    """The parts of a name, then the full name in any order; if it is `own`, also initials."""
    spellings = dict.fromkeys((name, name.lower().translate(UMLAUTS)))
    for spelling in spellings:
        parts = _parts(spelling)
        for part in (*re.split(r"[\s.,]+", spelling), *parts):
            if len(part) >= SHORTEST or part.lower() == part.upper():
                yield Clue(trace=folded(part), kind="name", sure="capital")
            elif own and len(part) > 1:
                yield Clue(trace=folded(part), kind="name", sure="never")
        yield from _joined(parts)
        if len(parts) > 1:
            for order in of_name(spelling):
                yield Clue(trace=order, kind="name", sure="always")
    if own:
        yield from _initials(name)


def _joined(parts: list[str]) -> Iterator[Clue]:
    """Adjacent parts run together, as in OConnor for O'Connor, or in a handle."""
    for first, second in (*pairwise(parts), (parts[0], parts[-1])):
        for together in (f"{first}{second}", f"{second}{first}"):
            if len(together) >= JOINED and first != second:
                yield Clue(trace=folded(together), kind="name", sure="always")


def _initials(name: str) -> Iterator[Clue]:
    letters = initials(name)
    if len(letters) > 1:
        sure: Sure = "capital" if len(letters) >= SHORTEST else "never"
        yield Clue(trace=(letters,), kind="name", sure=sure)


def initials(name: str) -> str:
    """The first letters of a name's parts, normalised for comparison."""
    return "".join(bare(part)[:1] for part in _parts(name)).casefold()


def _parts(name: str) -> list[str]:
    return [part for part in re.split(r"[\s.,'\u2019-]+", name) if part] or [name]


def of_institute(institute: str) -> Iterator[Clue]:
    """The institute's distinctive words, its acronyms, then its full name."""
    own = [word for word in re.findall(r"[^\W_]+", institute) if _distinctive(word)]
    for word in own:
        yield Clue(trace=folded(word), kind="institute", sure="capital")
    for letters in acronyms(institute):
        yield Clue(trace=(letters,), kind="institute", sure="capital")
    if own:
        whole = folded(institute)
        sure: Sure = "always" if len(whole) > 1 else "capital"
        yield Clue(trace=whole, kind="institute", sure=sure)


def acronyms(institute: str) -> frozenset[str]:
    """The first letters of the name's words, with and without the part after a comma or bracket."""
    names = (institute, institute.partition(",")[0], institute.partition("(")[0])
    found = {"".join(bare(word)[:1] for word in _weighty(name)) for name in names}
    return frozenset(one.casefold() for one in found if len(one) >= SHORTEST) - {"cern"}


def _weighty(name: str) -> Iterator[str]:
    words = re.findall(r"[^\W_]+", name)
    return (word for word in words if not SMALL.fullmatch(word.lower()))


def _distinctive(word: str) -> bool:
    return len(word) >= SHORTEST and not word.islower() and not GENERIC.match(bare(word))
