"""Blinded applications: what the applicant wants and why, without text that tells who they are.

Parts of a name and words of an institute are masked if they are written with a capital. In lower
case they are only reported: “hope” need not be a person called Hope.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import chain, pairwise
from operator import attrgetter
from typing import Literal, NamedTuple

from mentoring.people.application import Application
from mentoring.people.institute import Institutes
from mentoring.people.normalized_words import Words, bare, folded
from mentoring.people.traces import SHORTEST, Trace, TraceSearch, of_name
from mentoring.programme.config import Affiliation
from mentoring.store.programme import Edition

Kind = Literal["name", "institute", "e-mail", "link", "phone", "affiliation"]
Masked = Literal["always", "capital", "never"]  # a trace that is never masked is only reported

# A link extends to the next white space, without the punctuation before it.
REST = r"[^\s<>\"]*[^\s<>\".,;:!?)\]'\u2019\u201d]"
_WRITTEN: tuple[tuple[Kind, str], ...] = (
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
ADDRESSES = tuple((kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in _WRITTEN)
# Letters separated by full stops, and initials next to a name.
DOTTED = re.compile(r"\b(?:[^\W\d_]\.[\s-]?){2,}")
BEFORE = re.compile(r"(?:\b[^\W\d_]\.[\s-]*)+\Z")
BEHIND = re.compile(r"(?:[\s,]+(?:[^\W\d_]\.-?)+)+")
# Beginnings of generic words in the names of institutes, which do not identify one.
GENERIC = re.compile(
    r"(universi|institu|istitu|laborat|labs?$|national|cent(er|re|ro)$|colle|ecole|hochschul|scien"
    r"|physi|research|techn(ic|iq|isch|olog)|facult|academ|foundation|council|school|state$|the$"
    r"|cern$)",
    re.IGNORECASE,
)
SMALL = re.compile("a|al|and|at|d|da|de|del|der|des|di|du|e|el|et|f[oü]r|i|in|la|le|of|the|u|und|y")
UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa", "æ": "ae"})
JOINED = 6  # letters: names run together are unlikely to be an ordinary word from this length on


class Identifier(NamedTuple):
    """Identifying text at one place: its kind, and whether it is certain enough to be masked."""

    kind: Kind
    text: str
    start: int
    end: int
    masked: bool = True


@dataclass(frozen=True, kw_only=True, slots=True)
class Blinded:
    """The part of an application that a reviewer reads, and the identifiers found in its fields."""

    application: str
    stage: str
    topics: tuple[str, ...]
    motivation: str
    goals: tuple[str, ...]
    findings: tuple[tuple[str, Identifier], ...]


def packets(edition: Edition, register: Institutes) -> dict[str, list[Blinded]]:
    """The applications that each reviewer has yet to mark, both sorted by id."""
    done = {(entry.record.application, entry.record.reviewer) for entry in edition.reviews}
    assignments = edition.roster.record.assignments if edition.roster else {}
    unmarked: dict[str, list[Blinded]] = defaultdict(list)
    for mentee in edition.mentees:
        sheet = blinded(mentee, edition.config.affiliation, register)
        for reviewer in assignments.get(mentee.id, ()):
            if (mentee.id, reviewer) not in done:
                unmarked[reviewer].append(sheet)
    return dict(sorted(unmarked.items()))


def blinded(application: Application, affiliation: Affiliation, register: Institutes) -> Blinded:
    """The application with identifying text masked by its kind, such as [name]."""
    search = IdentifierSearch([application], affiliation, register, own=True)
    texts = [("motivation", application.motivation or "")]
    texts += [(f"goal {number}", goal) for number, goal in enumerate(application.goals, 1)]
    findings: list[tuple[str, Identifier]] = []
    shown: list[str] = []
    for field, typed in texts:
        text = unicodedata.normalize("NFC", typed)
        found = search.identifiers(text)
        findings += ((field, place) for place in found)
        for place in reversed([place for place in found if place.masked]):
            text = f"{text[: place.start]}[{place.kind}]{text[place.end :]}"
        shown.append(text)
    motivation, *goals = shown
    return Blinded(
        application=application.id,
        stage=application.career.stage,
        topics=application.topics,
        motivation=motivation,
        goals=tuple(goals),
        findings=tuple(findings),
    )


class IdentifierSearch:
    """Finds identifiers of people and their institutes in texts; in `own` texts, initials, too."""

    def __init__(
        self,
        people: Collection[Application],
        affiliation: Affiliation,
        register: Institutes,
        *,
        own: bool = False,
    ) -> None:
        names = [person.person.name for person in people]
        institutes = [name for person in people for name in person.institutes]
        spelled = dict.fromkeys(chain.from_iterable(map(register.spellings, institutes)))
        traces: dict[Trace, tuple[Kind, Masked]] = {}
        for name in names:
            traces |= {trace: ("name", masked) for trace, masked in _of_person(name, own=own)}
        for name in spelled:
            traces |= {trace: ("institute", masked) for trace, masked in _of_institute(name)}
        letters: dict[str, Kind] = {name.casefold(): "affiliation" for name in affiliation.names}
        letters |= dict.fromkeys(chain.from_iterable(map(_acronyms, spelled)), "institute")
        letters |= dict.fromkeys(map(_initials, names) if own else (), "name")
        affiliations = {folded(name): name for name in affiliation.names}
        for name in affiliation.names:
            if re.fullmatch(r"[A-Z]{2,}[a-z]", name):  # LHCb is also written “LHC b”
                affiliations[folded(f"{name[:-1]} {name[-1]}")] = name
        self._ordinary, self._letters = frozenset(affiliation.ordinary), letters
        self._affiliations, self._traces = affiliations, traces
        self._search = TraceSearch({*affiliations, *traces})

    def identifiers(self, text: str) -> tuple[Identifier, ...]:
        """The identifiers in a text, in order, without overlaps: the certain, then the longest.

        Adjacent words of one kind are merged, so that their number is not revealed.
        """
        every = list(self._overlapping(text))
        every.sort(key=lambda found: (not found.masked, found.start - found.end, found.start))
        kept: list[Identifier] = []
        for found in every:
            if all(found.end <= other.start or other.end <= found.start for other in kept):
                kept.append(found)
        merged: list[Identifier] = []
        for found in sorted(kept, key=attrgetter("start")):
            last = merged[-1] if merged else found
            alike = (last.kind, last.masked) == (found.kind, found.masked)
            if merged and alike and not text[last.end : found.start].strip(" -\n"):
                merged[-1] = last._replace(text=text[last.start : found.end], end=found.end)
            else:
                merged.append(found)
        return tuple(merged)

    def _overlapping(self, text: str) -> Iterator[Identifier]:
        """Addresses, affiliations, traces, and letters with full stops; they may overlap.

        An affiliation that is an ordinary word counts only as in the settings or in capitals. A
        name includes the initials next to it.
        """
        for address, pattern in ADDRESSES:
            for match in pattern.finditer(text):
                yield Identifier(address, match[0], *match.span())
        for start, end, trace in self._search.places(Words(text)):
            words, name = text[start:end], self._affiliations.get(trace)
            if name and (name not in self._ordinary or words in {name, name.upper()}):
                yield Identifier("affiliation", words, start, end)
            if trace not in self._traces:
                continue
            kind, when = self._traces[trace]
            masked = when == "always" or (when == "capital" and not words.islower())
            before = BEFORE.search(text, 0, start) if masked and kind == "name" else None
            behind = BEHIND.match(text, end) if masked and kind == "name" else None
            first, last = before.start() if before else start, behind.end() if behind else end
            yield Identifier(kind, text[first:last], first, last, masked=masked)
        for match in DOTTED.finditer(text):
            letters = re.sub(r"[^\w]", "", bare(match[0])).casefold()
            if letters in self._letters:
                shown, start = match[0].rstrip(" -\n"), match.start()
                yield Identifier(self._letters[letters], shown, start, start + len(shown))


def _of_person(name: str, *, own: bool) -> Iterator[tuple[Trace, Masked]]:
    """A name's parts, also run together as in handles, then the whole name; if `own`, initials."""
    for spelling in dict.fromkeys((name, name.lower().translate(UMLAUTS))):
        parts = _parts(spelling)
        for part in (*re.split(r"[\s.,]+", spelling), *parts):
            if len(part) >= SHORTEST or part.lower() == part.upper():
                yield folded(part), "capital"
            elif own and len(part) > 1:
                yield folded(part), "never"
        for first, second in (*pairwise(parts), (parts[0], parts[-1])):
            if len(first) + len(second) >= JOINED and first != second:
                yield folded(f"{first}{second}"), "always"
                yield folded(f"{second}{first}"), "always"
        if len(parts) > 1:
            yield from ((order, "always") for order in of_name(spelling))
    letters = _initials(name)
    if own and len(letters) > 1:
        yield (letters,), "capital" if len(letters) >= SHORTEST else "never"


def _initials(name: str) -> str:
    return "".join(bare(part)[:1] for part in _parts(name)).casefold()


def _parts(name: str) -> list[str]:
    return [part for part in re.split(r"[\s.,'\u2019-]+", name) if part] or [name]


def _of_institute(institute: str) -> Iterator[tuple[Trace, Masked]]:
    """The institute's distinctive words, its acronyms, then its full name."""
    words = [word for word in re.findall(r"[^\W_]+", institute) if len(word) >= SHORTEST]
    own = [word for word in words if not word.islower() and not GENERIC.match(bare(word))]
    yield from ((folded(word), "capital") for word in own)
    yield from (((letters,), "capital") for letters in _acronyms(institute))
    if own:
        whole = folded(institute)
        yield whole, "always" if len(whole) > 1 else "capital"


def _acronyms(institute: str) -> frozenset[str]:
    """The first letters of the name's words, with and without the part after a comma or bracket."""
    found = set()
    for name in (institute, institute.partition(",")[0], institute.partition("(")[0]):
        words = re.findall(r"[^\W_]+", name)
        first = (bare(word)[:1] for word in words if not SMALL.fullmatch(word.lower()))
        found.add("".join(first).casefold())
    return frozenset(letters for letters in found if len(letters) >= SHORTEST) - {"cern"}
