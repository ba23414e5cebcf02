"""What in a free text tells who wrote it: names, institutes, addresses, links, experiments.

Patterns are matched against the text without accents, which keeps every character in its place.
Names and the words of an institute are matched as names are written, with a capital or in capitals:
“hope” is no give-away for somebody called Hope. In lower case they are only reported.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Literal

from mentoring.schemas import choices

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

Kind = Literal["name", "institute", "e-mail", "link", "phone", "experiment"]

# A link goes on to white space, but for the punctuation behind it.
REST = r"[^\s<>\"]*[^\s<>\".,;:!?)\]'\u2019\u201d]"
ADDRESSES: tuple[tuple[Kind, str], ...] = (
    ("e-mail", r"[^\s@<>()\[\],;:]+@[^\s@<>()\[\],;:]+\.[^\s@<>()\[\],;:.]+"),
    ("e-mail", r"[^\s@<>()\[\],;:]+\s*[(\[]\s*at\s*[)\]]\s*[^\s<>,;:]*\w"),
    ("link", r"(?:https?://|www\.|doi:|arxiv:|orcid:)" + REST),
    ("link", r"\b[\w-]+(?:\.[\w-]+)+/" + REST),
    ("link", r"\b\d{4}-\d{4}-\d{4}-\d{3}[\dx]\b"),
    ("link", r"(?<![\w.@])@\w{2,}"),
    ("phone", r"\+\d[\d\s()/.-]{6,}\d"),
)
# Experiments whose names are ordinary words or first names unless written just so.
ORDINARY = frozenset({"ALICE", "ALPHA", "AMBER", "BASE", "CLOUD", "COMPASS", "SHiP", "TOTEM"})
# Words of an institute's name that say nothing about which it is, by how they begin.
GENERIC = re.compile(
    r"(universi|institu|istitu|laborat|labs?$|national|cent(er|re|ro)$|colle|ecole|hochschul|scien"
    r"|physi|research|techn(ic|iq|isch|olog)|facult|academ|foundation|council|school|state$|the$"
    r"|cern$)",
    re.IGNORECASE,
)
SHORTEST = 3


@dataclass(frozen=True, kw_only=True, slots=True)
class Giveaway:
    """One place in a text: what kind it is, and whether it is sure enough to be masked."""

    kind: Kind
    start: int
    end: int
    masked: bool = True


@dataclass(frozen=True, kw_only=True, slots=True)
class Known:
    """What to look for besides addresses and experiments: somebody's name and institute."""

    name: str
    institute: str


def giveaways(text: str, known: Iterable[Known]) -> tuple[Giveaway, ...]:
    """The give-aways in a text (in Unicode's composed form, NFC), in order, none overlapping."""
    plain = _plain(text)
    about = [list(chain(_of_name(one.name), _of_institute(one.institute))) for one in known]
    found = chain(
        (_at(match, kind) for kind, pattern in ADDRESSES for match in _all(pattern, plain)),
        (_at(match, "experiment") for match in _experiments(plain)),
        *(_search(plain, patterns) for patterns in about),
    )
    return tuple(_without_overlaps(found))


def _search(plain: str, patterns: Iterable[tuple[Kind, str, bool]]) -> Iterator[Giveaway]:
    """Where the patterns are; those of single words are doubtful in lower case."""
    for kind, pattern, whole in patterns:
        for match in _all(pattern, plain):
            yield _at(match, kind, masked=whole or not match[0].islower())


def _of_name(name: str) -> Iterator[tuple[Kind, str, bool]]:
    """The full name in either order, then each part of it."""
    parts = [part for part in re.split(r"[\s.,]+", _plain(name)) if part]
    for order in (parts, parts[::-1]):
        yield "name", _bounded(order, r"[\s.,]+"), True
    for part in dict.fromkeys((*parts, *re.split(r"[\s.,'\u2019-]+", " ".join(parts)))):
        if len(part) >= SHORTEST or not _has_case(part):
            yield "name", _bounded([part]), False


def _of_institute(institute: str) -> Iterator[tuple[Kind, str, bool]]:
    """The full name, then each word of it that only this institute would have."""
    words = re.findall(r"[^\W_]+", _plain(institute))
    own = [word for word in words if _distinctive(word)]
    if own:
        yield "institute", _bounded(words, r"[\W_]+"), True
    for word in own:
        yield "institute", _bounded([word]), False


def _distinctive(word: str) -> bool:
    return len(word) >= SHORTEST and not word.islower() and not GENERIC.match(word)


def _experiments(plain: str) -> Iterator[re.Match[str]]:
    """Every experiment; those that are ordinary words only as they are written or in capitals."""
    for name in choices("experiment"):
        pattern = _bounded([name])
        if name in ORDINARY:
            yield from re.finditer(f"{pattern}|{_bounded([name.upper()])}", plain)
        else:
            yield from _all(pattern, plain)


def _bounded(words: Sequence[str], between: str = "") -> str:
    """These words as whole words; scripts without case also have no spaces between words."""
    pattern = between.join(map(re.escape, words))
    return rf"(?<!\w){pattern}(?!\w)" if any(map(_has_case, words)) else pattern


def _has_case(text: str) -> bool:
    return text.lower() != text.upper()


def _all(pattern: str, plain: str) -> Iterator[re.Match[str]]:
    return re.finditer(pattern, plain, re.IGNORECASE)


def _at(match: re.Match[str], kind: Kind, *, masked: bool = True) -> Giveaway:
    return Giveaway(kind=kind, start=match.start(), end=match.end(), masked=masked)


def _plain(text: str) -> str:
    """The text without accents, each character in its place."""
    return "".join(_base(sign) for sign in text)


def _base(sign: str) -> str:
    base = unicodedata.normalize("NFD", sign)[0]
    return base if base.isalpha() else sign


def _without_overlaps(found: Iterable[Giveaway]) -> Iterator[Giveaway]:
    """The sure before the doubtful, then the longest, then the first; in order of the text."""
    kept: list[Giveaway] = []
    for one in sorted(found, key=lambda one: (not one.masked, one.start - one.end, one.start)):
        if all(one.end <= other.start or other.end <= one.start for other in kept):
            kept.append(one)
    yield from sorted(kept, key=lambda one: one.start)
