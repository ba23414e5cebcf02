"""What each field of a record holds about a person; fields not known to be public count."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from enum import Enum, StrEnum
from functools import cache
from typing import Any, Literal, NamedTuple, TypeVar, get_args, get_origin, get_type_hints

from mentoring.people.agreement import Agreement, Amendment
from mentoring.people.application import (
    Application,
    Career,
    Location,
    Person,
    Preferences,
    Profile,
    Ranked,
)
from mentoring.people.ledger import DrawKey, Sent, is_tombstone
from mentoring.people.lifecycle import HistoryEntry
from mentoring.people.organisers import (
    CapDecision,
    Decisions,
    Judgement,
    Member,
    PairDecision,
    Review,
    Roster,
)
from mentoring.people.pair import Mentorship, Pair

T = TypeVar("T")
PERSONAL = (Roster, Application, Review, Decisions, Pair, Sent, DrawKey)
"""The kinds of record that are about people. Cohorts, releases and erasures name no person."""


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


class Fields(NamedTuple):
    """The fields of a kind of record, by name.

    `owner` has the id of the person that the record is about, who owns everything in it that is
    not another person's id. The schemas limit `public` values to categories, editions and zones,
    which the site itself prints. A text field that is in neither `public` nor `kinds` is a passage.
    """

    owner: str
    public: frozenset[str]
    kinds: Mapping[str, Kind]


def _fields(owner: str = "", *, public: str = "", **kinds: str) -> Fields:
    """The fields, from the names of each kind in one text."""
    by_name = {name: Kind[kind.upper()] for kind in kinds for name in kinds[kind].split()}
    return Fields(owner, frozenset(public.split()), by_name)


FIELDS: dict[type, Fields] = {
    Agreement: _fields(code="sha256"),
    Amendment: _fields(code="sha256"),
    Application: _fields(
        "id",
        public="cohort experiments languages topics",
        id="id conflicts",
        code="nonce",
        detail="institute other_institutes",
    ),
    CapDecision: _fields("mentor", id="mentor"),
    Career: _fields(public="stage"),
    Decisions: _fields("cohort", public="cohort"),
    DrawKey: _fields("cohort", public="cohort", code="key"),
    HistoryEntry: _fields(id="mentor"),
    Judgement: _fields("person", public="what pages", id="person by reviewed_by"),
    Location: _fields(public="timezone", detail="place also"),
    Member: _fields("id", public="experiments", id="id conflicts applications", detail="institute"),
    Mentorship: _fields(id="mentor"),
    Pair: _fields("mentee", public="cohort", id="mentee"),
    PairDecision: _fields("mentee", id="mentee mentor"),
    Person: _fields(name="name former_names unresolved", email="email other_emails"),
    Preferences: _fields(public="stages"),
    Profile: _fields(code="code"),
    Ranked: _fields(code="profile"),
    Review: _fields("application", public="scores", id="application reviewer"),
    Roster: _fields("cohort", public="cohort", id="assignments"),
    Sent: _fields("to", public="cohort letter key", id="to", code="digest"),
}


def fields_of(record: type) -> Fields:
    """The description of a type's fields; without one, every text in it is a passage."""
    return FIELDS.get(record, _fields())


class Statement(NamedTuple):
    """A personal value in a record."""

    person: str
    kind: Kind
    text: str


def statements(record: object, owner: str = "") -> Iterator[Statement]:
    """The personal values in a record, or in a part of one about `owner`."""
    record_type: Any = type(record)
    held = fields_of(record_type)
    owner = getattr(record, held.owner, None) or owner
    for field in _personal_fields(record_type):
        kind = held.kinds.get(field, Kind.PASSAGE)
        for leaf in _leaves(getattr(record, field)):
            if is_dataclass(leaf):
                yield from statements(leaf, owner)
            elif isinstance(leaf, str) and not (kind is Kind.ID and is_tombstone(leaf)):
                yield Statement(leaf if kind is Kind.ID else owner, kind, leaf)


def withheld(record: T, own: Collection[str], instead: str) -> T:
    """The record with a word instead of every id that is not one of the person's `own`."""

    def cut(value: Any, *, is_id: bool) -> Any:  # noqa: ANN401 (whatever a field holds)
        if isinstance(value, tuple):
            return tuple(cut(item, is_id=is_id) for item in value)
        if is_dataclass(value):
            return withheld(value, own, instead)
        return instead if is_id and value is not None and value not in own else value

    whole: Any = record
    kinds = fields_of(type(record)).kinds
    cuts = {
        field.name: cut(getattr(record, field.name), is_id=kinds.get(field.name) is Kind.ID)
        for field in fields(whole)
    }
    result: T = replace(whole, **cuts)
    return result


def _leaves(value: Any) -> Iterator[Any]:  # noqa: ANN401 (whatever a field holds)
    """The values in nested tuples and mappings, keys included."""
    if isinstance(value, dict):
        value = (*value, *value.values())
    if isinstance(value, tuple):
        for item in value:
            yield from _leaves(item)
    else:
        yield value


@cache
def _personal_fields(record: type[Any]) -> tuple[str, ...]:
    """The fields of a type that may hold personal values."""
    hints, public = get_type_hints(record), fields_of(record).public
    names = [field.name for field in fields(record)]
    return tuple(name for name in names if name not in public and not _enumerated(hints[name]))


def _enumerated(hint: Any) -> bool:  # noqa: ANN401 (a type of any form)
    """Whether all values of a type are listed in the code."""
    if get_origin(hint) is Literal or hint is type(None):
        return True
    if isinstance(hint, type) and issubclass(hint, Enum):
        return True
    inner = [part for part in get_args(hint) if part is not ...]
    return bool(inner) and all(map(_enumerated, inner))
