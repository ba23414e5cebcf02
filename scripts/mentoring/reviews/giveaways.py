"""What in a free text tells who wrote it: names, institutes, addresses, links, experiments.

Names, institutes and experiments are found as `mentoring.people.traces` finds anybody. Parts of a
name and words of an institute are masked where they are written as names, with a capital or in
capitals: “hope” is no give-away for somebody called Hope. In lower case they are only reported.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Literal

from mentoring.people.traces import Lookout, of_name
from mentoring.people.words import bare, folded
from mentoring.schemas import choices

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from mentoring.people.traces import Trace

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
_PATTERNS = tuple((kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in ADDRESSES)
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
    """The give-aways in a text, in order, none overlapping."""
    clues = {
        trace: clue
        for one in known
        for trace, clue in chain(_of_name(one.name), _of_institute(one.institute))
    }
    found = chain(
        (_at(match, kind) for kind, pattern in _PATTERNS for match in pattern.finditer(text)),
        _experiments(text),
        _named(text, clues),
    )
    return tuple(_without_overlaps(found))


def _at(match: re.Match[str], kind: Kind) -> Giveaway:
    return Giveaway(kind=kind, start=match.start(), end=match.end())


def _experiments(text: str) -> Iterator[Giveaway]:
    """Every experiment; those that are ordinary words only as they are written or in capitals."""
    names = {folded(name): name for name in choices("experiment")}
    for place in Lookout(names).places(text):
        name, written = names[place.trace], text[place.start : place.end]
        if name not in ORDINARY or written in {name, name.upper()}:
            yield Giveaway(kind="experiment", start=place.start, end=place.end)


Clue = tuple["Trace", tuple["Kind", bool]]
"""Words with what they give away, and whether they do in lower case as well."""


def _named(text: str, clues: Mapping[Trace, tuple[Kind, bool]]) -> Iterator[Giveaway]:
    """Where the clues are; those of single words are doubtful in lower case."""
    for start, end, trace in Lookout(clues).places(text):
        kind, sure = clues[trace]
        masked = sure or not text[start:end].islower()
        yield Giveaway(kind=kind, start=start, end=end, masked=masked)


def _of_name(name: str) -> Iterator[Clue]:
    """Each part of a name that is long enough, then the whole of it in any order."""
    parts = re.split(r"[\s.,]+", name)
    for part in (*parts, *re.split(r"[\s.,'\u2019-]+", name)):
        if len(part) >= SHORTEST or part.lower() == part.upper():
            yield folded(part), ("name", False)
    yield from ((order, ("name", True)) for order in of_name(name) if len(parts) > 1)


def _of_institute(institute: str) -> Iterator[Clue]:
    """Each word of it that only this institute would have, then the full name."""
    own = [word for word in re.findall(r"[^\W_]+", institute) if _distinctive(word)]
    yield from ((folded(word), ("institute", False)) for word in own)
    if own:
        yield folded(institute), ("institute", len(folded(institute)) > 1)


def _distinctive(word: str) -> bool:
    return len(word) >= SHORTEST and not word.islower() and not GENERIC.match(bare(word))


def _without_overlaps(found: Iterable[Giveaway]) -> Iterator[Giveaway]:
    """The sure before the doubtful, then the longest, then the first; in order of the text."""
    kept: list[Giveaway] = []
    for one in sorted(found, key=lambda one: (not one.masked, one.start - one.end, one.start)):
        if all(one.end <= other.start or other.end <= one.start for other in kept):
            kept.append(one)
    yield from sorted(kept, key=lambda one: one.start)
