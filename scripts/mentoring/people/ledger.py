"""Ledger entries: what was sent, released or drawn from, and who was erased."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal


@dataclass(frozen=True, kw_only=True, slots=True)
class Sent:
    """A message that went out: to which id, which letter, when. `digest` is keyed; no text.

    `key` tells with which key, and nothing of the key. `dates` are the marks of the calendar's
    entries that went with it, by UID: the day and a fingerprint of what is public, or “gone”.
    """

    kind: Literal["sent"] = "sent"
    cohort: str
    to: str
    letter: str
    on: date
    digest: str
    key: str | None = None
    dates: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class Released:
    """An aggregate that went public: the stage, the month, and the file's SHA-256."""

    kind: Literal["released"] = "released"
    cohort: str
    stage: Literal["applications", "matching", "midterm", "outcome"]
    on: date
    file: str
    sha256: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Erased:
    """Somebody was removed from the history, too. What is left of them is their tombstone."""

    kind: Literal["erased"] = "erased"
    cohort: str
    tombstone: str
    on: date


@dataclass(frozen=True, kw_only=True, slots=True)
class Frozen:
    """Who takes part in the lottery: each person's own commitment, which tells nobody their id."""

    kind: Literal["frozen"] = "frozen"
    cohort: str
    people: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class DrawKey:
    """The secret from which an edition's ranges are drawn: made once, gone with the edition."""

    kind: Literal["draw-key"] = "draw-key"
    cohort: str
    key: str
