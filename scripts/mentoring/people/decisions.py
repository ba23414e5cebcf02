"""Decisions that the organisers make by hand, each with its reason."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, kw_only=True, slots=True)
class PairDecision:
    """A pair that is required (a pin) or forbidden (a forbid)."""

    mentee: str
    mentor: str
    on: date
    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class CapDecision:
    """A limit lower than the stated one, for `mentor` or, if None, for the whole edition."""

    mentor: str | None = None
    at_most: int
    on: date
    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Judgement:
    """The judgement that words on public pages are not about the person they could identify.

    One steward judges (`by`); a second one reviews it (`reviewed_by`).
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
        """The lower of the stated and the decided limit, of `mentor` or (None) the edition."""
        return min([stated, *(cap.at_most for cap in self.caps if cap.mentor == mentor)])
