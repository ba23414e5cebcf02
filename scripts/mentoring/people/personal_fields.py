"""What fields hold about a person, as their types say: what audits seek and exports withhold."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from enum import Enum, StrEnum
from functools import cache
from itertools import chain
from types import NoneType
from typing import Annotated, Any, NamedTuple, TypeVar, get_args, get_type_hints

from mentoring.people.ids import is_tombstone

T = TypeVar("T")


class Kind(StrEnum):
    """The kind of personal value."""

    NAME = "name"
    PART = "part of a name"
    EMAIL = "e-mail"
    USER = "user name"
    ID = "id"
    CODE = "code"
    PASSAGE = "text"
    DETAIL = "detail"


_PUBLIC, _OWNER = "public", "owner"
Public = Annotated[T, _PUBLIC]
"""Categories, editions and zones, which the site itself prints; the schemas allow no others."""
Name = Annotated[T, Kind.NAME]
Email = Annotated[T, Kind.EMAIL]
Id = Annotated[T, Kind.ID]
Code = Annotated[T, Kind.CODE]
Detail = Annotated[T, Kind.DETAIL]
Owner = Annotated[T, Kind.ID, _OWNER]
"""The id of the person that a record is about, who owns all in it but the ids of others."""
EditionName = Annotated[T, _PUBLIC, _OWNER]
"""The edition, as the owner of a record that is about no single person."""


class Fields(NamedTuple):
    """The fields of a kind of record: the owner's, the public ones, and the others by kind."""

    owner: str
    public: frozenset[str]
    kinds: Mapping[str, Kind]


@cache
def fields_of(record: Any) -> Fields:  # noqa: ANN401 (the type of a record, or of a part of one)
    """What the types of a record's fields say; a text without a kind is a passage."""
    types = get_type_hints(record, include_extras=True)
    marks = {field.name: getattr(types[field.name], "__metadata__", ()) for field in fields(record)}
    return Fields(
        owner=next((name for name, said in marks.items() if _OWNER in said), ""),
        public=frozenset(name for name, said in marks.items() if _PUBLIC in said),
        kinds={
            name: said[0] if said else Kind.PASSAGE
            for name, said in marks.items()
            if _PUBLIC not in said and _holds_text(types[name])
        },
    )


def _holds_text(hint: Any) -> bool:  # noqa: ANN401 (a type of any form)
    """Whether a type has values that the code does not list, as an enum or a literal does."""
    if inner := get_args(hint):
        return any(map(_holds_text, inner))
    return isinstance(hint, type) and not issubclass(hint, Enum | NoneType)


class Statement(NamedTuple):
    """A personal value in a record."""

    person: str
    kind: Kind
    text: str


def statements(record: Any, owner: str = "") -> Iterator[Statement]:  # noqa: ANN401 (any record)
    """The personal values in a record, or in a part of one about `owner`."""
    held = fields_of(record.__class__)
    owner = getattr(record, held.owner, None) or owner
    for field, kind in held.kinds.items():
        for leaf in _leaves(getattr(record, field)):
            if is_dataclass(leaf):
                yield from statements(leaf, owner)
            elif isinstance(leaf, str) and not (kind is Kind.ID and is_tombstone(leaf)):
                yield Statement(leaf if kind is Kind.ID else owner, kind, leaf)


def _leaves(value: Any) -> Iterator[Any]:  # noqa: ANN401 (whatever a field holds)
    """The values in nested tuples and mappings, keys included."""
    if isinstance(value, dict):
        value = (*value, *value.values())
    return chain.from_iterable(map(_leaves, value)) if isinstance(value, tuple) else iter([value])


def withheld(record: T, own: Collection[str], instead: str) -> T:
    """The record with a word instead of every id that is not one of the person's `own`."""

    def cut(value: Any, kind: Kind) -> Any:  # noqa: ANN401 (whatever a field holds)
        if isinstance(value, tuple):
            return tuple(cut(item, kind) for item in value)
        if is_dataclass(value):
            return withheld(value, own, instead)
        return instead if kind is Kind.ID and value not in {None, *own} else value

    whole: Any = record
    kinds = fields_of(whole.__class__).kinds.items()
    result: T = replace(whole, **{name: cut(getattr(whole, name), kind) for name, kind in kinds})
    return result
