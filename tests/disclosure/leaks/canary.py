"""Canaries: records with something to be found in every field that there is."""

from __future__ import annotations

import re
import types
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, date, datetime
from enum import Enum
from pathlib import Path
from typing import Any, Literal, NamedTuple, Union, get_args, get_origin, get_type_hints

import made
from mentoring.files.document import Document
from mentoring.people.application import Application, Person
from mentoring.people.ids import ALPHABET
from mentoring.people.ledger import DrawKey, Sent
from mentoring.people.organisers import Decisions, Review, Roster
from mentoring.people.pair import Pair
from mentoring.people.personal_fields import Kind, fields_of
from mentoring.store.entry import Entry
from mentoring.store.programme import Edition, Programme
from mentoring.store.record_kinds import PERSONAL


class Plant(NamedTuple):
    """A text in one field of one record, and the person it belongs to."""

    field: str
    kind: Kind
    person: str
    text: str


class Planter:
    """Makes records of any dataclass from its annotations, in which no text occurs twice."""

    def __init__(self) -> None:
        self.plants: list[Plant] = []
        self.count = 0

    def record(self, kind: Any, owner: str = "") -> Any:
        """A record with every field filled in, its owner's id first."""
        hints = get_type_hints(kind)
        names = [field.name for field in fields(kind)]
        names.sort(key=lambda name: name != fields_of(kind).owner)
        values: dict[str, Any] = {}
        for name in names:
            values[name] = self.value(hints[name], kind, name, owner)
            if name == fields_of(kind).owner:
                owner = values[name]
        return kind(**values)

    def value(self, hint: Any, kind: Any, name: str, owner: str) -> Any:
        """A value of some type; of two types the one that says more."""
        arguments = [one for one in get_args(hint) if one is not type(None)]
        origin = get_origin(hint)
        if origin in {Union, types.UnionType}:
            return self.value(arguments[0], kind, name, owner)
        if origin is Literal:
            return arguments[0]
        if origin in {tuple, dict}:
            made_of = [
                self.value(argument, kind, name, owner)
                for argument in arguments
                if argument is not ...
            ]
            return tuple(made_of) if origin is tuple else {made_of[0]: made_of[1]}
        if is_dataclass(hint):
            return self.record(hint, owner)
        return self.plant(kind, name, owner) if hint is str else _plain(hint)

    def plant(self, kind: Any, name: str, owner: str) -> str:
        """A text that no other person has; public fields get a word without meaning."""
        if name in fields_of(kind).public:
            return "2026"
        self.count += 1
        of = fields_of(kind).kinds.get(name, Kind.PASSAGE)
        text = _TEXTS[of](self.count)
        person = text if of is Kind.ID else owner
        self.plants.append(Plant(f"{kind.__name__}.{name}", of, person, text))
        return text


def overgrown(record: Any, planter: Planter, owner: str = "") -> Any:
    """The record with a plant instead of every text of its own, and a person of plants."""
    kind = type(record)
    owner = getattr(record, fields_of(kind).owner, None) or owner
    changed = {
        field.name: _over(getattr(record, field.name), planter, kind, field.name, owner)
        for field in fields(record)
        if field.name not in fields_of(kind).public
    }
    return replace(record, **changed)


def _over(value: Any, planter: Planter, kind: Any, name: str, owner: str) -> Any:
    if isinstance(value, Person):
        return planter.record(Person, owner)
    if isinstance(value, tuple):
        return tuple(_over(one, planter, kind, name, owner) for one in value)
    if is_dataclass(value):
        return overgrown(value, planter, owner)
    code = fields_of(kind).kinds.get(name) in {Kind.ID, Kind.CODE}
    is_text = isinstance(value, str) and not isinstance(value, Enum) and not code
    return planter.plant(kind, name, owner) if is_text and _WRITTEN.search(value) else value


_WRITTEN = re.compile(r"[A-Z].*[a-z]")  # somebody's words, no category


def _plain(hint: Any) -> Any:
    if issubclass(hint, Enum):
        return next(iter(hint))
    given: dict[Any, Any] = {
        bool: True,
        int: 1,
        date: made.ANNOUNCED,
        datetime: datetime(2026, 9, 20, tzinfo=UTC),
    }
    return given[hint]


def _code(number: int) -> str:
    digits = (number // 19**place % 19 for place in range(4))
    return "zz" + "".join(ALPHABET[digit] for digit in digits)


def _word(number: int) -> str:
    return "".join(chr(ord("a") + int(digit)) for digit in f"{number:03}")


_TEXTS = {
    Kind.NAME: lambda number: f"Zdenka Quux{_word(number)}ová",
    Kind.EMAIL: lambda number: f"zd.quux{_word(number)}@mail{_word(number)}.example.org",
    Kind.ID: _code,
    Kind.CODE: _code,
    Kind.DETAIL: lambda number: f"Institute of Quux{_word(number)} Studies",
    Kind.PASSAGE: lambda number: " ".join(
        f"{start}{_word(number)}"
        for start in ["We", "would", "Reach", "the", "fär", "Shore", "of", "q", "and", "x"]
    ),
}


def programme(*records: Any) -> Programme:
    """A programme that consists of these records."""
    entries: dict[type, list[Entry[Any]]] = {}
    for record in (made.cohort(), *records):
        entry = Entry(record=record, document=Document(path="x", text="", value={}))
        entries.setdefault(type(record), []).append(entry)
    edition = Edition(
        cohort=next(iter(entries.values()))[0],
        roster=next(iter(entries.get(Roster, ())), None),
        applications=tuple(entries.get(Application, ())),
        reviews=tuple(entries.get(Review, ())),
        decisions=next(iter(entries.get(Decisions, ())), None),
        pairs=tuple(entries.get(Pair, ())),
        sent=tuple(entries.get(Sent, ())),
        draw_key=next(iter(entries.get(DrawKey, ())), None),
    )
    return Programme(
        root=Path(), config=made.CONFIG, editions={"2026": edition}, problems=(), files=0
    )


def canaries() -> tuple[Programme, list[Plant]]:
    """A programme with a record of every kind, and everything that was planted in it."""
    planter = Planter()
    records = [planter.record(kind) for kind in PERSONAL]
    return programme(*records), planter.plants
