"""Ledger entries: messages sent, releases, lottery commitments, draw keys, and erasures."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from mentoring.people.personal_fields import Code, EditionName, Owner, Public


@dataclass(frozen=True, kw_only=True, slots=True)
class Sent:
    """A message that was sent; `digest` is of its text, by the secret key that `key` identifies.

    `dates` are the marks of the calendar entries attached to it, by UID: the day and a fingerprint
    of the public part, or “gone”.
    """

    kind: Literal["sent"] = "sent"
    cohort: Public[str]
    to: Owner[str]
    letter: Public[str]
    on: date
    digest: Code[str]
    key: Public[str | None] = None
    dates: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class Released:
    """A published aggregate: the stage, the month, and the file's SHA-256."""

    kind: Literal["released"] = "released"
    cohort: str
    stage: Literal["applications", "matching", "midterm", "outcome"]
    on: date
    file: str
    sha256: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Erased:
    """An erasure that also rewrote the history. Only the person's tombstone is left."""

    kind: Literal["erased"] = "erased"
    cohort: str
    tombstone: str
    on: date


@dataclass(frozen=True, kw_only=True, slots=True)
class Audited:
    """An audit that found nothing: the SHA-256 of the pages' sources, and the counts searched."""

    kind: Literal["audited"] = "audited"
    cohort: str
    pages: str
    on: date
    files: int
    people: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Frozen:
    """The lottery's participants: each person's commitment, which does not reveal their id."""

    kind: Literal["frozen"] = "frozen"
    cohort: str
    people: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class DrawKey:
    """The secret key for drawing an edition's ranges: made once, deleted with the edition."""

    kind: Literal["draw-key"] = "draw-key"
    cohort: EditionName[str]
    key: Code[str]


def personal(nonce: str, person: str) -> str:
    """A person's commitment in the lottery: the SHA-256, in hexadecimal, of `nonce:id` in UTF-8.

    To try all 19⁶ ids takes the nonce, which is erased together with the person.
    """
    return hashlib.sha256(f"{nonce}:{person}".encode()).hexdigest()


def commitment(people: Iterable[str]) -> str:
    """The SHA-256, in hexadecimal, of the personal commitments, sorted, one per line."""
    return hashlib.sha256("\n".join(sorted(people)).encode()).hexdigest()
