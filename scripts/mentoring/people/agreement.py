"""The mentoring agreement: the terms a pair settled, and their signatures."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from mentoring.people.lifecycle import Side
from mentoring.people.personal_fields import Code

Method = Literal["form", "pdf", "e-mail"]
"""How a signature came."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Terms:
    """What the pair agreed: how often and how long they meet, and how they reach each other."""

    meetings_per_month: int
    minutes: int
    mode: Literal["virtual", "in-person", "both"] = "virtual"
    schedules: Literal["mentee", "mentor", "either"] = "mentee"
    contact: Literal["e-mail", "chat", "phone"] = "e-mail"
    response_days: int = 3
    cancellation_hours: int = 24
    off_limits: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Signature:
    """One party's signature: the day and the way it was given."""

    on: date
    method: Method


@dataclass(frozen=True, kw_only=True, slots=True)
class Signatures:
    """The two parties' signatures; each is None until it is given."""

    mentee: Signature | None = None
    mentor: Signature | None = None

    @property
    def both(self) -> bool:
        """Whether the agreement is in force."""
        return self.mentee is not None and self.mentor is not None


@dataclass(frozen=True, kw_only=True, slots=True)
class Amendment:
    """New terms, in force once both have confirmed them."""

    on: date
    terms: Terms
    sha256: Code[str]
    signed: Signatures = Signatures()


@dataclass(frozen=True, kw_only=True, slots=True)
class Agreement:
    """Terms and the template version; `sha256` binds the two (see `mentoring.store.entry`)."""

    template: str
    terms: Terms
    sha256: Code[str]
    signed: Signatures = Signatures()
    amendments: tuple[Amendment, ...] = ()

    def last_signed(self, by: Side) -> date | None:
        """The day of the latest terms that this side has signed, if any."""
        every = (self.signed, *(change.signed for change in self.amendments))
        given = (getattr(signatures, by) for signatures in every)
        return max((signature.on for signature in given if signature), default=None)

    @property
    def in_force(self) -> Terms:
        """The latest terms that both have signed; the first terms until then."""
        confirmed = [change.terms for change in self.amendments if change.signed.both]
        return confirmed[-1] if confirmed else self.terms
