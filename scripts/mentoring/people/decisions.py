"""Decisions: what the organisers settle by hand, each with its reason."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, kw_only=True, slots=True)
class PairDecision:
    """A pair that must be (a pin) or may not be (a forbid)."""

    mentee: str
    mentor: str
    on: date
    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class CapDecision:
    """A lower limit than stated: for one mentor, or (without one) for the whole edition."""

    mentor: str | None = None
    at_most: int
    on: date
    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Judgement:
    """That words on public pages, which could be somebody's, are not about them.

    A steward judges (`by`), and another one looks at it again (`reviewed_by`).
    """

    person: str
    what: str
    pages: tuple[str, ...]
    on: date
    by: str
    reviewed_by: str | None = None
    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Decisions:
    """Every decision of one edition."""

    cohort: str
    pins: tuple[PairDecision, ...] = ()
    forbids: tuple[PairDecision, ...] = ()
    caps: tuple[CapDecision, ...] = ()
    judgements: tuple[Judgement, ...] = ()

    def limit(self, stated: int, mentor: str | None = None) -> int:
        """The limit that was stated, or a lower one decided: a mentor's, or the edition's."""
        return min([stated, *(cap.at_most for cap in self.caps if cap.mentor == mentor)])
