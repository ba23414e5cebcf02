"""Traces: words that identify a person, to be found in texts, many at once, and replaced."""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise, permutations, product
from typing import Literal, NamedTuple

from mentoring.people.normalized_words import Words, bare, folded, in_latin

Trace = tuple[str, ...]
"""Consecutive words, each normalised for comparison."""
Form = Literal["whole", "glued", "initials", "surname", "given", "address", "user"]
"""The form of a name or an address that a trace matches."""
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


class TraceSearch:
    """Finds many traces in one pass; the time hardly depends on their number."""

    def __init__(self, traces: Iterable[Trace]) -> None:
        self._by_first: dict[str, dict[int, set[Trace]]] = {}
        for trace in sorted(filter(None, traces), key=len, reverse=True):
            self._by_first.setdefault(trace[0], {}).setdefault(len(trace), set()).add(trace)

    def places(self, words: Words) -> Iterator[Place]:
        """Every occurrence of a trace, in order; at the same start, the longest first."""
        keys, first = words.folded, self._by_first
        if first.keys().isdisjoint(keys):
            return
        for number in [number for number, key in enumerate(keys) if key in first]:
            for length, traces in first[keys[number]].items():
                trace = keys[number : number + length]
                if trace in traces:
                    here = words.spans[number : number + length]
                    gaps = (words.text[end:start] for (_, end), (start, _) in pairwise(here))
                    if all(len(gap) <= _WIDEST_GAP or gap.isspace() for gap in gaps):
                        yield Place(here[0][0], here[-1][1], trace)


class Traces(TraceSearch):
    """Traces, each with its replacement."""

    def __init__(self, instead: Mapping[Trace, str]) -> None:
        super().__init__(instead)
        self.instead = instead

    def merged(self, text: str) -> list[Place]:
        """Each occurrence of a trace; overlapping occurrences are merged into one."""
        merged: list[Place] = []
        for place in self.places(Words(text)):
            if merged and place.start < merged[-1].end:
                merged[-1] = merged[-1]._replace(end=max(place.end, merged[-1].end))
            else:
                merged.append(place)
        return merged

    def within(self, text: str) -> bool:
        """Whether the text contains any trace."""
        return any(self.places(Words(text)))

    def whole(self, value: object) -> bool:
        """Whether the value is a text that is one trace as a whole."""
        return isinstance(value, str) and folded(value) in self.instead

    def cut(self, text: str) -> str:
        """The text with every trace replaced."""
        for start, end, trace in reversed(self.merged(text)):
            text = f"{text[:start]}{self.instead[trace]}{text[end:]}"
        return text


def of_name(name: str) -> set[Trace]:
    """A name in each order of writing: “Doe, Jane” is Jane Doe."""
    parts = folded(name)
    if len(parts) <= _SHUFFLED:
        return set(permutations(parts))
    return {parts, (parts[-1], *parts[:-1])}


def forms_of_name(name: str) -> Iterator[tuple[Trace, Form]]:
    """The full name, the name glued, with initials, and each of its parts, in every spelling.

    Spellings are in Latin letters, with ü as ue, and without apostrophes and hyphens.
    """
    scripts = {name, *in_latin(name)}
    scripts |= {script.translate(_WRITTEN_OUT) for script in scripts}
    scripts |= {_JOINTS.sub("", script) for script in scripts}
    for spelling in set(map(bare, scripts)):
        last, *first = _COMMA.split(spelling, maxsplit=1)  # “Doe, Jane” is Jane Doe
        parts = folded(" ".join([*first, last])) or ("",)
        *given, surname = parts
        if given:
            yield from _of_several_words(parts)
        yield from (((part,), "given") for part in given if len(part) >= SHORTEST)
        if len(surname) >= SHORTEST:
            yield (surname,), "surname"


def _of_several_words(parts: tuple[str, ...]) -> Iterator[tuple[Trace, Form]]:
    """The name in each order, with initials, and glued, as in accounts; a Chinese one in full."""
    *given, surname = parts
    first = parts[0]
    names = {parts}
    if min(map(len, parts)) > 1:
        names |= {(first, surname), (first, *parts[1:][-2:])}
    for words in names:
        yield from ((trace, "whole") for trace in of_name(" ".join(words)))
    letters = tuple(part[0] for part in given)
    if not any(letter.upper() == letter for letter in letters):  # “J. K. Doe”, “Doe, J.”, “Doe JK”
        for initials in {letters, letters[:1], ("".join(letters),)}:
            yield (*initials, surname), "initials"
            yield (surname, *initials), "initials"
    for word in {"".join(parts), first + surname, surname + first, first[0] + surname}:
        if len(word) >= _GLUED:
            yield (word,), "glued"


def forms_of_address(address: str) -> Iterator[tuple[Trace, Form]]:
    """The address as written, and spelled out: “jane dot doe (at) example dot org”."""
    user, _, host = bare(address).rpartition("@")
    for dotted, at, dots in product(("", " dot "), ("@", " at "), (".", " dot ")):
        name = user.replace(".", dotted) if dotted else user
        yield folded(f"{name}{at}{host.replace('.', dots)}"), "address"
    trace = folded(user)
    if len("".join(trace)) >= SHORTEST:
        yield trace, "user"
