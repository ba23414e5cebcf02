"""What people wrote into a record is encrypted in its place."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING, Any, get_args, get_type_hints

import pytest

from mentoring.people.personal_fields import Kind, fields_of
from mentoring.store.record_kinds import KINDS
from mentoring.store.vault import TEXTS

if TYPE_CHECKING:
    from collections.abc import Iterator

AGREED = ("mentorships", "*", "agreement")
READABLE = {
    (*AGREED, "template"),
    (*AGREED, "terms", "off_limits", "*"),
    (*AGREED, "amendments", "*", "terms", "off_limits", "*"),
}
"""Of an agreement: the version of its template, and the topics that the two leave out."""


def _texts(record: Any, at: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """The steps to each text in a kind of record that is a person's own words or a detail."""
    hints, kinds = get_type_hints(record), fields_of(record).kinds
    for field in fields(record):
        hint = hints[field.name]
        inner = [part for part in get_args(hint) or (hint,) if part is not type(None)]
        steps = (*at, field.name, *(("*",) if Ellipsis in inner else ()))
        if is_dataclass(inner[0]):
            yield from _texts(inner[0], steps)
        elif inner[0] is str and kinds.get(field.name) in {Kind.PASSAGE, Kind.DETAIL}:
            yield steps


@pytest.mark.parametrize("kind", sorted(TEXTS))
def test_every_text_of_a_person_is_encrypted(kind: str) -> None:
    """A new field for words is encrypted as well, or listed here as readable."""
    record = next(each.record for each in KINDS if each.name == kind)
    assert set(_texts(record)) - READABLE == set(TEXTS[kind])
