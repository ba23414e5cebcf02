"""Traces: words that identify a person, to be found in texts and replaced.

Erasure and audit share the forms of a name or an address, and the search for many traces at once.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from functools import cached_property
from itertools import pairwise, permutations, product
from typing import NamedTuple

from mentoring.people.normalized_words import Words, bare, folded
from mentoring.people.transliteration import in_latin

Trace = tuple[str, ...]
"""Consecutive words, each normalised for comparison."""
SHORTEST = 3
"""The fewest letters of a name's part that is searched for on its own."""

_WIDEST_GAP = 3  # characters between two words of a trace
_SHUFFLED = 3  # words of a name that is searched for in every order
_GLUED = 6  # letters
_WRITTEN_OUT = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"}
)
_JOINTS = re.compile(r"(?<=\w)['’ʼ`´‐-](?=\w)")  # noqa: RUF001 (apostrophes and hyphens)
_COMMA = re.compile(r"\s*[,，]\s*")  # noqa: RUF001 (Chinese uses its own comma)


class Place(NamedTuple):
    """The position of a trace in a text: characters [start, end)."""

    start: int
    end: int
    trace: Trace


class Mark(NamedTuple):
    """The position of a trace in a text, and its replacement."""

    start: int
    end: int
    instead: str


class TraceSearch:
    """Finds many traces in one pass; the time hardly depends on their number."""

    def __init__(self, traces: Iterable[Trace]) -> None:
        by_first: dict[str, dict[int, set[Trace]]] = defaultdict(lambda: defaultdict(set))
        for trace in traces:
            if trace:
                by_first[trace[0]][len(trace)].add(trace)
        self._by_first = {
            first: sorted(by_length.items(), reverse=True) for first, by_length in by_first.items()
        }

    def places(self, words: Words) -> Iterator[Place]:
        """Every occurrence of a trace, in order; at the same start, the longest first."""
        keys, first = words.folded, self._by_first
        if first.keys().isdisjoint(keys):
            return
        for number in [number for number, key in enumerate(keys) if key in first]:
            for length, traces in first[keys[number]]:
                trace = keys[number : number + length]
                if trace in traces:
                    here = words.spans[number : number + length]
                    gaps = (words.text[end:start] for (_, end), (start, _) in pairwise(here))
                    if all(len(gap) <= _WIDEST_GAP or gap.isspace() for gap in gaps):
                        yield Place(here[0][0], here[-1][1], trace)


@dataclass(frozen=True)
class Traces:
    """Traces, each with its replacement."""

    instead: Mapping[Trace, str]

    @cached_property
    def _search(self) -> TraceSearch:
        return TraceSearch(self.instead)

    def marks(self, text: str) -> Iterator[Mark]:
        """Each occurrence of a trace; overlapping occurrences are merged into one."""
        last: Mark | None = None
        for start, end, trace in self._search.places(Words(text)):
            if last and start < last.end:
                last = last._replace(end=max(end, last.end))
                continue
            if last:
                yield last
            last = Mark(start, end, self.instead[trace])
        if last:
            yield last

    def within(self, text: str) -> bool:
        """Whether the text contains any trace."""
        return next(self.marks(text), None) is not None

    def whole(self, text: str) -> bool:
        """Whether the whole text is one trace."""
        return folded(text) in self.instead

    def cut(self, text: str) -> str:
        """The text with every trace replaced."""
        for mark in reversed(list(self.marks(text))):
            text = text[: mark.start] + mark.instead + text[mark.end :]
        return text


def of_name(name: str) -> set[Trace]:
    """A name in each order of writing: “Doe, Jane” is Jane Doe."""
    parts = folded(name)
    if len(parts) <= _SHUFFLED:
        return set(permutations(parts))
    return {parts, (parts[-1], *parts[:-1])}


def of_address(address: str) -> Trace:
    """An e-mail address as a sequence of words."""
    return folded(address)


class Form(Enum):
    """The form of a name or an address that a trace matches."""

    WHOLE = auto()
    GLUED = auto()
    INITIALS = auto()
    SURNAME = auto()
    GIVEN = auto()
    ADDRESS = auto()
    USER = auto()


def forms_of_name(name: str) -> Iterator[tuple[Trace, Form]]:
    """The full name, the name glued, with initials, and each of its parts, in every spelling.

    The spellings are: as typed, in Latin letters, with ü as ue; each of them also without
    apostrophes and hyphens.
    """
    scripts = {name, *in_latin(name)}
    scripts |= {script.translate(_WRITTEN_OUT) for script in scripts}
    scripts |= {_JOINTS.sub("", script) for script in scripts}
    for spelling in set(map(bare, scripts)):
        last, *first = _COMMA.split(spelling, maxsplit=1)  # “Doe, Jane” is Jane Doe
        parts = folded(" ".join([*first, last])) or ("",)
        *given, surname = parts
        if given:
            yield from ((trace, Form.WHOLE) for trace in _whole(parts))
            yield from ((trace, Form.INITIALS) for trace in _with_initials(given, surname))
            yield from (((word,), Form.GLUED) for word in _glued(parts))
        yield from (((part,), Form.GIVEN) for part in given if len(part) >= SHORTEST)
        if len(surname) >= SHORTEST:
            yield (surname,), Form.SURNAME


def _whole(parts: tuple[str, ...]) -> set[Trace]:
    """The full name, and its first and last words; a Chinese name only in full."""
    names = {parts}
    if min(map(len, parts)) > 1:
        names |= {(parts[0], parts[-1]), (*parts[:1], *parts[1:][-2:])}
    return {order for name in names if len(name) > 1 for order in of_name(" ".join(name))}


def _with_initials(given: Sequence[str], surname: str) -> set[Trace]:
    """“J. Doe”, “Doe, J.”, “J. K. Doe”, “Doe JK”; none in scripts without capitals."""
    letters = tuple(part[0] for part in given)
    if any(letter.upper() == letter for letter in letters):
        return set()
    initials = {letters, letters[:1], ("".join(letters),)}
    return {(*initial, surname) for initial in initials} | {
        (surname, *initial) for initial in initials
    }


def _glued(parts: tuple[str, ...]) -> set[str]:
    """“janedoe”, “doejane”, “jdoe”: as in file names and account names."""
    first, last = parts[0], parts[-1]
    glued = {"".join(parts), first + last, last + first, first[0] + last}
    return {word for word in glued if len(word) >= _GLUED}


def forms_of_address(address: str) -> Iterator[tuple[Trace, Form]]:
    """The address as written, and spelled out: “jane dot doe (at) example dot org”."""
    user, _, host = bare(address).rpartition("@")
    for dotted, at, dots in product(("", " dot "), ("@", " at "), (".", " dot ")):
        name = user.replace(".", dotted) if dotted else user
        yield of_address(f"{name}{at}{host.replace('.', dots)}"), Form.ADDRESS
    trace = folded(user)
    if len("".join(trace)) >= SHORTEST:
        yield trace, Form.USER
