"""References between records: every id and code is that of a person of the edition."""

from collections.abc import Iterator, Sequence
from typing import Any

from mentoring.checks.check import Problems, each, edition_check
from mentoring.people.application import Role
from mentoring.people.ids import is_tombstone
from mentoring.problems import DataPath
from mentoring.store.programme import Edition

REFERENCES = (
    ("applications", "conflicts *", "a person", "id-unknown"),
    ("decisions", "pins * mentee", "a mentee", "id-unknown/decision"),
    ("decisions", "pins * mentor", "a mentor", "id-unknown/decision"),
    ("decisions", "forbids * mentee", "a mentee", "id-unknown/decision"),
    ("decisions", "forbids * mentor", "a mentor", "id-unknown/decision"),
    ("decisions", "caps * mentor", "a mentor", "id-unknown/decision"),
    ("reviews", "application", "a mentee", "id-unknown/review"),
    ("reviews", "reviewer", "a reviewer", "id-unknown/reviewer"),
    ("roster", "members * applications *", "an applicant", "id-unknown"),
    ("roster", "members * conflicts *", "an applicant", "id-unknown"),
    ("roster", "assignments key", "a mentee", "id-unknown/assignment"),
    ("roster", "assignments * *", "a reviewer", "id-unknown/assignment"),
)
"""The records of an edition, where they name a person, of which kind, and the message if not.

A place is a path of fields; `*` stands for each item of a list or mapping, `key` for each key.
"""


@edition_check
def ids_are_known(edition: Edition) -> Problems:
    """Every id is that of a person in the edition, in the right role."""
    for kind, place, person_kind, code in REFERENCES:
        for record in each(kind)(edition):
            for at, person in _named(record.record, place.split()):
                if not _is_known(edition, person, person_kind):
                    yield record.problem(code, *at, id=person, kind=person_kind)


def _named(value: Any, place: Sequence[str], at: DataPath = ()) -> Iterator[tuple[DataPath, str]]:  # noqa: ANN401 (a record or a part)
    """Each id at a place, with the steps to it; the ids of erased people are left out."""
    if not place:
        if value is not None and not is_tombstone(value):
            yield at, value
        return
    step, *rest = place
    if step not in {"*", "key"}:
        yield from _named(getattr(value, step), rest, (*at, step))
        return
    for key, item in value.items() if isinstance(value, dict) else enumerate(value):
        yield from _named(item if step == "*" else key, rest, (*at, key))


def _is_known(edition: Edition, person: str, kind: str) -> bool:
    """Whether the person is of the kind, as far as the files that can be read tell."""
    if kind in {"a person", "a reviewer"} and not edition.is_whole("roster"):
        return True
    if kind == "a reviewer":
        return person in edition.reviewers
    if kind == "a person" and any(person == member.id for member in edition.members):
        return True
    role = Role(kind.removeprefix("a ")) if kind in {"a mentee", "a mentor"} else None
    return not edition.lacks(person, role)
