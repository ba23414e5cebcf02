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
class Decisions:
    """Every decision of one edition."""

    cohort: str
    pins: tuple[PairDecision, ...] = ()
    forbids: tuple[PairDecision, ...] = ()
    caps: tuple[CapDecision, ...] = ()

    def limit(self, stated: int, mentor: str | None = None) -> int:
        """The limit that was stated, or a lower one decided: a mentor's, or the edition's."""
        return min([stated, *(cap.at_most for cap in self.caps if cap.mentor == mentor)])
