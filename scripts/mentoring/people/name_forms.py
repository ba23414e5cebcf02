"""The forms of a name or an address in texts: one list for both erasure and audit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum, auto
from itertools import product

from mentoring.people.normalized_words import bare, folded
from mentoring.people.traces import Trace, of_address, of_name
from mentoring.people.transliteration import in_latin

SHORTEST = 3
"""The fewest letters of a name's part that is searched for on its own."""

_GLUED = 6  # letters
_WRITTEN_OUT = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"}
)
_JOINTS = re.compile(r"(?<=\w)['’ʼ`´‐-](?=\w)")  # noqa: RUF001 (apostrophes and hyphens)
_COMMA = re.compile(r"\s*[,，]\s*")  # noqa: RUF001 (Chinese uses its own comma)


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
    """The full name, the name glued, with initials, and each of its parts, in every spelling."""
    for spelling in _spellings(name):
        *given, surname = _in_order(spelling)
        yield from _of_parts(tuple(given), surname)


def forms_of_address(address: str) -> Iterator[tuple[Trace, Form]]:
    """The address as written, and spelled out: “jane dot doe (at) example dot org”."""
    user, _, host = bare(address).rpartition("@")
    for dotted, at, dots in product(("", " dot "), ("@", " at "), (".", " dot ")):
        name = user.replace(".", dotted) if dotted else user
        yield of_address(f"{name}{at}{host.replace('.', dots)}"), Form.ADDRESS
    trace = folded(user)
    if len("".join(trace)) >= SHORTEST:
        yield trace, Form.USER


def _spellings(name: str) -> set[str]:
    """The name as typed, in Latin, with ü as ue; and each without apostrophes and hyphens."""
    scripts = {name, *in_latin(name)}
    written = scripts | {script.translate(_WRITTEN_OUT) for script in scripts}
    return {bare(one) for one in written | {_JOINTS.sub("", one) for one in written}}


def _in_order(name: str) -> tuple[str, ...]:
    """The words of a name, surname last: “Doe, Jane” becomes Jane Doe."""
    surname, *given = _COMMA.split(name, maxsplit=1)
    return folded(" ".join([*given, surname])) or ("",)


def _of_parts(given: tuple[str, ...], surname: str) -> Iterator[tuple[Trace, Form]]:
    parts = (*given, surname)
    if given:
        yield from ((trace, Form.WHOLE) for trace in _whole(parts))
        yield from ((trace, Form.INITIALS) for trace in _with_initials(given, surname))
        yield from (((one,), Form.GLUED) for one in _glued(parts))
    yield from (((part,), Form.GIVEN) for part in given if len(part) >= SHORTEST)
    if len(surname) >= SHORTEST:
        yield (surname,), Form.SURNAME


def _whole(parts: tuple[str, ...]) -> set[Trace]:
    """The full name, and its first and last words; a Chinese name only in full."""
    names = {parts}
    if min(map(len, parts)) > 1:
        names |= {(parts[0], parts[-1]), (*parts[:1], *parts[1:][-2:])}
    return {order for name in names if len(name) > 1 for order in of_name(" ".join(name))}


def _with_initials(given: tuple[str, ...], surname: str) -> set[Trace]:
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
    return {one for one in glued if len(one) >= _GLUED}
