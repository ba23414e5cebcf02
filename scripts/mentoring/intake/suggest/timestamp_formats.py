"""Finds every strptime format that reads all moments in a column."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime

_DIGITS = re.compile(r"\d+")
_LEAST = 3  # numbers in a day
DAYS = (
    ("%d", "%m", "%Y"),
    ("%m", "%d", "%Y"),
    ("%Y", "%m", "%d"),
    ("%d", "%m", "%y"),
    ("%m", "%d", "%y"),
)


def formats(cells: Sequence[str]) -> tuple[str, ...]:
    """The formats, `iso` first; empty if none reads every cell."""
    if not cells:
        return ()
    found = ["iso"] if all(map(_is_iso, cells)) else []
    found += [form for form in _candidates(cells[0]) if _reads(form, cells)]
    return tuple(dict.fromkeys(found))


def _candidates(cell: str) -> Iterator[str]:
    """The possible formats of a cell: its numbers as a day, then as hours to seconds."""
    numbers = _DIGITS.findall(cell)
    half = re.search(r"\b[AP]M\b", cell)
    times = (["%I"] if half else ["%H"]) + ["%M", "%S"]
    if not _LEAST <= len(numbers) <= _LEAST + len(times):
        return
    text = cell.replace("%", "%%").replace(half[0], "%p") if half else cell.replace("%", "%%")
    for day in DAYS:
        parts = iter([*day, *times])
        yield _DIGITS.sub(lambda _: next(parts), text)  # noqa: B023 (used at once)


def _reads(form: str, cells: Sequence[str]) -> bool:
    try:
        return all(datetime.strptime(cell, form) for cell in cells)  # noqa: DTZ007
    except (ValueError, re.error):
        return False


def _is_iso(cell: str) -> bool:
    try:
        datetime.fromisoformat(cell)
    except ValueError:
        return False
    return True
