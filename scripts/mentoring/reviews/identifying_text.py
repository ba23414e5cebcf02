"""Find identifying text: names, institutes, addresses, links, affiliations.

Parts of a name and words of an institute are masked if they are written with a capital or in
capitals. In lower case they are only reported: “hope” need not be a person called Hope.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain
from typing import Literal

from mentoring.people.normalized_words import bare, folded
from mentoring.people.traces import Lookout, Trace
from mentoring.programme.config import Affiliation
from mentoring.reviews.identifying_words import acronyms, initials, of_institute, of_person

Kind = Literal["name", "institute", "e-mail", "link", "phone", "affiliation"]

# A link extends to the next white space, without the punctuation before it.
REST = r"[^\s<>\"]*[^\s<>\".,;:!?)\]'\u2019\u201d]"
ADDRESSES: tuple[tuple[Kind, str], ...] = (
    ("e-mail", r"[^\s@<>()\[\],;:]+@[^\s@<>()\[\],;:]+\.[^\s@<>()\[\],;:.]+"),
    ("e-mail", r"[^\s@<>()\[\],;:]+\s*[(\[]\s*at\s*[)\]]\s*[^\s<>,;:]*\w"),
    ("link", r"(?:https?://|www\.|doi:|arxiv:|orcid:)" + REST),
    ("link", r"\b[\w-]+(?:\.[\w-]+)+/" + REST),
    ("link", r"\b\d{4}-\d{4}-\d{4}-\d{3}[\dx]\b"),
    ("e-mail", r"\b\w+(?:\s+dot\s+\w+)*\s+at\s+\w+(?:\s+dot\s+\w+)+\b"),
    ("e-mail", r"\b[\w.-]+\s+at\s+[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}\b"),
    ("link", r"(?<![\w.@])@\w{2,}"),
    ("link", r"\b\d{4}\.\d{4,5}\b"),
    ("phone", r"\+\d[\d\s()/.-]{6,}\d"),
    ("phone", r"\b0\d(?!\S*\b(?:19|20)\d\d\b)(?:[\s-]?\d){7,}"),  # no months and years
)
_PATTERNS = tuple((kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in ADDRESSES)
# Letters separated by full stops, and initials next to a name.
DOTTED = re.compile(r"\b(?:[^\W\d_]\.[\s-]?){2,}")
BEFORE = re.compile(r"(?:\b[^\W\d_]\.[\s-]*)+\Z")
BEHIND = re.compile(r"(?:[\s,]+(?:[^\W\d_]\.-?)+)+")


@dataclass(frozen=True, kw_only=True, slots=True)
class Giveaway:
    """Identifying text at one place: its kind, and whether it is certain enough to be masked."""

    kind: Kind
    start: int
    end: int
    masked: bool = True


@dataclass(frozen=True, kw_only=True, slots=True)
class Known:
    """A person's name and institute, to look for besides addresses and affiliations.

    In the person's `own` text, their initials are identifying, too.
    """

    name: str
    institute: str
    own: bool = False


class Watch:
    """Finds identifying text of the given people in any number of texts."""

    def __init__(self, known: Iterable[Known], affiliation: Affiliation) -> None:
        people = tuple(known)
        self._clues = {
            clue.trace: clue
            for person in people
            for clue in chain(
                of_person(person.name, own=person.own), of_institute(person.institute)
            )
        }
        self._lookout = Lookout(self._clues)
        self._ordinary = frozenset(affiliation.ordinary)
        self._affiliations = {
            trace: name for name in affiliation.names for trace in _spellings(name)
        }
        self._places = Lookout(self._affiliations)
        self._letters: dict[str, Kind] = {
            name.casefold(): "affiliation" for name in affiliation.names
        }
        for person in people:
            self._letters |= dict.fromkeys(acronyms(person.institute), "institute")
            self._letters |= {initials(person.name): "name"} if person.own else {}

    def giveaways(self, text: str) -> tuple[Giveaway, ...]:
        """The identifying places in a text, in order, without overlaps."""
        found = chain(
            (_at(match, kind) for kind, pattern in _PATTERNS for match in pattern.finditer(text)),
            self._of_affiliations(text),
            self._named(text),
            self._dotted(text),
        )
        return tuple(_run_together(text, _without_overlaps(found)))

    def _named(self, text: str) -> Iterator[Giveaway]:
        """The places of the clues; a name includes the initials next to it."""
        for start, end, trace in self._lookout.places(text):
            clue = self._clues[trace]
            masked = clue.sure == "always" or (
                clue.sure == "capital" and not text[start:end].islower()
            )
            before = BEFORE.search(text, 0, start) if masked and clue.kind == "name" else None
            behind = BEHIND.match(text, end) if masked and clue.kind == "name" else None
            yield Giveaway(
                kind=clue.kind,
                start=before.start() if before else start,
                end=behind.end() if behind else end,
                masked=masked,
            )

    def _of_affiliations(self, text: str) -> Iterator[Giveaway]:
        """Every affiliation; ordinary words only as written in the settings or in capitals."""
        for place in self._places.places(text):
            name, written = self._affiliations[place.trace], text[place.start : place.end]
            if name not in self._ordinary or written in {name, name.upper()}:
                yield Giveaway(kind="affiliation", start=place.start, end=place.end)

    def _dotted(self, text: str) -> Iterator[Giveaway]:
        """Initials, acronyms and affiliations written with full stops."""
        for match in DOTTED.finditer(text):
            letters = re.sub(r"[^\w]", "", bare(match[0])).casefold()
            if letters in self._letters:
                end = match.start() + len(match[0].rstrip(" -\n"))
                yield Giveaway(kind=self._letters[letters], start=match.start(), end=end)


def _at(match: re.Match[str], kind: Kind) -> Giveaway:
    return Giveaway(kind=kind, start=match.start(), end=match.end())


def _spellings(name: str) -> Iterator[Trace]:
    """A name as it is, and with a space before a final part: LHCb as “LHC b”."""
    yield folded(name)
    if re.fullmatch(r"[A-Z]{2,}[a-z]", name):
        yield folded(f"{name[:-1]} {name[-1]}")


def _without_overlaps(found: Iterable[Giveaway]) -> Iterator[Giveaway]:
    """Prefer certain places, then the longest, then the first; return them in text order."""
    kept: list[Giveaway] = []
    for one in sorted(found, key=lambda one: (not one.masked, one.start - one.end, one.start)):
        if all(one.end <= other.start or other.end <= one.start for other in kept):
            kept.append(one)
    yield from sorted(kept, key=lambda one: one.start)


def _run_together(text: str, found: Iterable[Giveaway]) -> Iterator[Giveaway]:
    """Merge adjacent words of one kind, so that their number is not revealed."""
    last: Giveaway | None = None
    for one in found:
        alike = last and (last.kind, last.masked) == (one.kind, one.masked)
        if last and alike and not text[last.end : one.start].strip(" -\n"):
            last = replace(last, end=one.end)
            continue
        if last:
            yield last
        last = one
    if last:
        yield last
