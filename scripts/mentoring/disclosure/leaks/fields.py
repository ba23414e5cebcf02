"""What each field of a record holds about a person; fields not known to be public count."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache
from typing import Any, Literal, NamedTuple, get_args, get_origin, get_type_hints

from mentoring.disclosure.leaks.finding import Kind
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
from mentoring.people.decisions import CapDecision, Decisions, Judgement, PairDecision
from mentoring.people.ledger import DrawKey, Sent, is_tombstone
from mentoring.people.lifecycle import HistoryEntry
from mentoring.people.pair import Mentorship, Pair
from mentoring.people.review import Review
from mentoring.people.roster import Member, Roster
from mentoring.store.programme import Programme

PERSONAL = (Roster, Application, Review, Decisions, Pair, Sent, DrawKey)
"""The kinds of record that are about people. Cohorts, releases and erasures name no person."""

# Values limited by the schemas to categories, editions and zones, which the site itself prints.
PUBLIC: dict[type, frozenset[str]] = {
    Application: frozenset({"cohort", "experiments", "languages", "topics"}),
    Career: frozenset({"stage"}),
    Decisions: frozenset({"cohort"}),
    Judgement: frozenset({"what", "pages"}),
    DrawKey: frozenset({"cohort"}),
    Location: frozenset({"timezone"}),
    Member: frozenset({"experiments"}),
    Pair: frozenset({"cohort"}),
    Preferences: frozenset({"stages"}),
    Review: frozenset({"scores"}),
    Roster: frozenset({"cohort"}),
    Sent: frozenset({"cohort", "letter", "key"}),
}

# Fields that are not free text. A text field that is neither here nor public is a passage.
KINDS: dict[type, dict[str, Kind]] = {
    Agreement: {"sha256": Kind.CODE},
    Amendment: {"sha256": Kind.CODE},
    Application: {
        "id": Kind.ID,
        "nonce": Kind.CODE,
        "conflicts": Kind.ID,
        "institute": Kind.DETAIL,
        "other_institutes": Kind.DETAIL,
    },
    CapDecision: {"mentor": Kind.ID},
    DrawKey: {"key": Kind.CODE},
    Judgement: {"person": Kind.ID, "by": Kind.ID, "reviewed_by": Kind.ID},
    Location: {"place": Kind.DETAIL, "also": Kind.DETAIL},
    Member: {
        "id": Kind.ID,
        "conflicts": Kind.ID,
        "applications": Kind.ID,
        "institute": Kind.DETAIL,
    },
    HistoryEntry: {"mentor": Kind.ID},
    Mentorship: {"mentor": Kind.ID},
    Pair: {"mentee": Kind.ID},
    PairDecision: {"mentee": Kind.ID, "mentor": Kind.ID},
    Person: {
        "name": Kind.NAME,
        "former_names": Kind.NAME,
        "email": Kind.EMAIL,
        "other_emails": Kind.EMAIL,
        "unresolved": Kind.NAME,
    },
    Profile: {"code": Kind.CODE},
    Ranked: {"profile": Kind.CODE},
    Review: {"application": Kind.ID, "reviewer": Kind.ID},
    Roster: {"assignments": Kind.ID},
    Sent: {"to": Kind.ID, "digest": Kind.CODE},
}

# The person that a record is about, who owns everything in it that is not another person's id.
OWNERS: dict[type, str] = {
    Application: "id",
    CapDecision: "mentor",
    Decisions: "cohort",
    DrawKey: "cohort",
    Judgement: "person",
    Member: "id",
    Pair: "mentee",
    PairDecision: "mentee",
    Review: "application",
    Roster: "cohort",
    Sent: "to",
}


class Statement(NamedTuple):
    """A personal value in a record."""

    person: str
    kind: Kind
    text: str


def statements(programme: Programme) -> Iterator[Statement]:
    """All personal values in the programme's records, of every edition.

    A profile's code belongs to its mentor, even in a mentee's application.
    """
    editions = programme.editions.values()
    people = [person for edition in editions for person in edition.people.values()]
    mentors = {person.profile.code: person.id for person in people if person.profile}
    for edition in editions:
        for entry in edition.entries:
            if isinstance(entry.record, PERSONAL):
                for statement in of_record(entry.record):
                    owner = mentors.get(statement.text, statement.person)
                    yield statement._replace(person=owner)


def of_record(record: object, owner: str = "") -> Iterator[Statement]:
    """The personal values in a record, or in a part of one about `owner`."""
    record_type: Any = type(record)
    owner = getattr(record, OWNERS.get(record_type, ""), None) or owner
    kinds = KINDS.get(record_type, {})
    for field in _personal_fields(record_type):
        kind = kinds.get(field, Kind.PASSAGE)
        for leaf in _leaves(getattr(record, field)):
            if is_dataclass(leaf):
                yield from of_record(leaf, owner)
            elif isinstance(leaf, str) and kind is not Kind.ID:
                yield Statement(owner, kind, leaf)
            elif isinstance(leaf, str) and not is_tombstone(leaf):
                yield Statement(leaf, kind, leaf)


def _leaves(value: Any) -> Iterator[Any]:  # noqa: ANN401 (whatever a field holds)
    """The values in nested tuples and mappings, keys included."""
    if isinstance(value, dict):
        value = (*value, *value.values())
    if not isinstance(value, tuple):
        yield value
        return
    for item in value:
        yield from _leaves(item)


@cache
def _personal_fields(record: type[Any]) -> tuple[str, ...]:
    """The fields of a type that may hold personal values."""
    hints = get_type_hints(record)
    public = PUBLIC.get(record, frozenset())
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
