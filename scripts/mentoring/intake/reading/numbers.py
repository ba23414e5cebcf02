"""Whole numbers as people and spreadsheets write them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

_WHOLE = re.compile(r"([-+]?\d{1,9})(?:[.,]0*)?")
_HOUR = re.compile(r"(\d{1,2})(?:[.:h](?:00)?(?::00)?)?\s*(?:([ap])\.?\s*m\.?|h|uhr|o'clock)?")
_DECIMALS = r"(?:[.,]\d+)?"
_LOWER = re.compile(
    rf"[^\d+-]*([-+]?\d{{1,9}}){_DECIMALS}(?:\s*(?:-|–|or|to|bis|à|a)\s*\d+{_DECIMALS})?\D*"
)
NOON = 12


@dataclass(frozen=True, kw_only=True, slots=True)
class Number:
    """One way of reading a number; `read` returns None for other text."""

    read: Callable[[str], int | None]
    message: str
    hint: str


def _whole(text: str) -> int | None:
    """Digits, also in the form that spreadsheets export: 2024.0."""
    found = _WHOLE.fullmatch(text)
    return int(found[1]) if found else None


def _hour(text: str) -> int | None:
    """A full hour: 9, 9:00, 09:00:00, 9 am, 17h."""
    found = _HOUR.fullmatch(text.casefold())
    if not found:
        return None
    hour = int(found[1])
    if found[2] is None:
        return hour
    return hour % NOON + (NOON if found[2] == "p" else 0) if 1 <= hour <= NOON else None


def _lower(text: str) -> int | None:
    """The lower whole number in the text: 2 for 2-3, 2,5 and “2 to 3 hours”."""
    found = _LOWER.fullmatch(text.casefold())
    return int(found[1]) if found else None


NUMBERS = {
    "whole": Number(read=_whole, message="is no whole number", hint="Write digits alone:"),
    "hour": Number(read=_hour, message="is no full hour", hint="Write it as 9 or as 9:00:"),
    "lower": Number(read=_lower, message="states no number", hint="Write digits:"),
}
