"""The forms in which something of somebody's could stand in a text."""

from __future__ import annotations

import re
from itertools import product
from typing import TYPE_CHECKING

from mentoring.disclosure.leaks.common import is_common
from mentoring.disclosure.leaks.finding import Kind
from mentoring.disclosure.leaks.trace_weight import Weight, WeightedTrace
from mentoring.people.normalized_words import bare, folded
from mentoring.people.traces import of_address, of_name

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

    from mentoring.disclosure.leaks.fields import Statement
    from mentoring.people.traces import Trace

SHINGLE = 8
"""Of a longer text, so many words that follow each other give it away."""

_PHRASE = 4  # fewer words than these are said by everybody
_PART = 3  # letters
_GLUED = 6  # letters
_WRITTEN_OUT = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"}
)
_JOINTS = re.compile(r"(?<=\w)['’ʼ`´‐-](?=\w)")  # noqa: RUF001 (apostrophes and hyphens)
_COMMA = re.compile(r"\s*[,，]\s*")  # noqa: RUF001 (Chinese names have a comma of their own)


def forms(one: Statement, common: Collection[str] = ()) -> Iterator[tuple[Trace, WeightedTrace]]:
    """The traces of a statement, each with what it says; long texts are cut into shingles.

    Names in `common` are words of the programme, too.
    """
    found = _of_name(one.text, common) if one.kind is Kind.NAME else _FORMS[one.kind](one.text)
    for trace, weight, kind in found:
        if trace:
            yield trace, WeightedTrace(one.person, kind, weight)


_Form = tuple["Trace", Weight, Kind]


def _of_name(name: str, common: Collection[str]) -> Iterator[_Form]:
    for spelling in _spellings(name):
        *given, surname = _in_order(spelling)
        yield from _of_parts(tuple(given), surname, common)


def _spellings(name: str) -> set[str]:
    """The name as it is, with ü as ue, and each with its apostrophes and hyphens left out."""
    written = {name, name.translate(_WRITTEN_OUT)}
    return {bare(one) for one in written | {_JOINTS.sub("", one) for one in written}}


def _in_order(name: str) -> tuple[str, ...]:
    """The words of a name, the surname last: “Doe, Jane” is Jane Doe."""
    surname, *given = _COMMA.split(name, maxsplit=1)
    return folded(" ".join([*given, surname])) or ("",)


def _of_parts(given: tuple[str, ...], surname: str, common: Collection[str]) -> Iterator[_Form]:
    """The whole name in any order, with initials, as a user name; then each part of it."""
    parts = (*given, surname)
    if given:
        whole = Weight.AS_A_NAME if all(is_common(part, common) for part in parts) else Weight.SURE
        short = Weight.AS_A_NAME if is_common(surname, common) else Weight.SURE
        yield from ((trace, whole, Kind.NAME) for trace in _whole(parts))
        yield from ((trace, short, Kind.NAME) for trace in _with_initials(given, surname))
        yield from (
            ((one,), Weight.IN_PROSE, Kind.NAME)
            for one in _glued(parts)
            if not is_common(one, common)
        )
    weight = Weight.DOUBTFUL if is_common(surname, common) else Weight.IN_PROSE
    for part in parts:
        if len(part) >= _PART:
            yield (part,), weight if part == surname else Weight.DOUBTFUL, Kind.PART


def _whole(parts: tuple[str, ...]) -> set[Trace]:
    """All of the name, or its first and last words; characters of Chinese only all of them."""
    names = {parts}
    if min(map(len, parts)) > 1:
        names |= {(parts[0], parts[-1]), (parts[0], *parts[-2:])}
    return {order for name in names if len(name) > 1 for order in of_name(" ".join(name))}


def _with_initials(given: tuple[str, ...], surname: str) -> set[Trace]:
    """“J. Doe”, “Doe, J.”, “J. K. Doe”, “Doe JK”; there are none without capitals."""
    letters = tuple(part[0] for part in given)
    if any(one.upper() == one for one in letters):
        return set()
    initials = {letters, letters[:1], ("".join(letters),)}
    return {(*one, surname) for one in initials} | {(surname, *one) for one in initials}


def _glued(parts: tuple[str, ...]) -> set[str]:
    """“janedoe”, “doejane”, “jdoe”: as in the names of files and accounts."""
    first, last = parts[0], parts[-1]
    glued = {"".join(parts), first + last, last + first, first[0] + last}
    return {one for one in glued if len(one) >= _GLUED}


def _of_address(address: str) -> Iterator[_Form]:
    """The address with its signs, or spelled out: “jane dot doe (at) example dot org”."""
    user, _, host = bare(address).rpartition("@")
    for dotted, at, dots in product(("", " dot "), ("@", " at "), (".", " dot ")):
        name = user.replace(".", dotted) if dotted else user
        spelled = f"{name}{at}{host.replace('.', dots)}"
        yield of_address(spelled), Weight.SURE, Kind.EMAIL
    trace = folded(user)
    if len("".join(trace)) >= _PART:
        yield trace, Weight.DOUBTFUL, Kind.USER


def _of_id(identity: str) -> Iterator[_Form]:
    yield folded(identity), Weight.SURE, Kind.ID


def _of_code(code: str) -> Iterator[_Form]:
    yield folded(code), Weight.SURE, Kind.CODE


def _of_passage(text: str) -> Iterator[_Form]:
    """A long text by its shingles; a short one as a whole, which may well be somebody else's."""
    words = folded(bare(text))
    for start in range(len(words) - SHINGLE + 1):
        yield words[start : start + SHINGLE], Weight.SURE, Kind.PASSAGE
    if len(words) < SHINGLE:
        weight = Weight.DOUBTFUL if len(words) >= _PHRASE else Weight.BESIDE
        yield words, weight, Kind.PASSAGE


def _of_detail(text: str) -> Iterator[_Form]:
    yield folded(bare(text)), Weight.BESIDE, Kind.DETAIL


_FORMS: dict[Kind, Callable[[str], Iterator[_Form]]] = {
    Kind.EMAIL: _of_address,
    Kind.ID: _of_id,
    Kind.CODE: _of_code,
    Kind.PASSAGE: _of_passage,
    Kind.DETAIL: _of_detail,
}
