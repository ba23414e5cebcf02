"""A quote for the front page, as a participant allowed it to be shown."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, kw_only=True, slots=True)
class Quote:
    """The words and the name to show them under, from the day `given` until `until`."""

    words: str
    name: str
    given: date
    until: date
