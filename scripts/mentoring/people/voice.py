"""A voice: what a participant allows the programme to quote in public, and until when."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, kw_only=True, slots=True)
class Voice:
    """A quote by the person `id`, shown under the name they chose, from `given` until `until`.

    It has its own consent and its own end, so it may stay after the edition's data are deleted.
    """

    id: str
    cohort: str
    quote: str
    name: str
    given: date
    until: date
