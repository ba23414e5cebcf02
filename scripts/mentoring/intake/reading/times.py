"""Reads days and moments as forms write them, in a declared format and time zone.

Names of months and weekdays, and the words for the halves of the day, are those of Unicode's CLDR
in the languages that the mapping declares.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta, timezone
from functools import cache
from itertools import product

from babel import Locale

from mentoring.intake.forms.mapping import Clock
from mentoring.programme.dates import zone

ISO = "iso"
NOON = 12
_OFFSET = re.compile(r"(?:GMT|UTC)?([+-])(\d{1,2})(?::?(\d{2}))?")
_NUMBERED = re.compile(r"%[dm]")
_PARTS = {
    "Y": r"(?P<year>\d{4})",
    "y": r"(?P<short>\d{2})",
    "m": r"(?P<month>\d{1,2})",
    "d": r"(?P<day>\d{1,2})",
    "H": r"(?P<hour>\d{1,2})",
    "I": r"(?P<half>\d{1,2})",
    "M": r"(?P<minute>\d{2})",
    "S": r"(?P<second>\d{2})",
    "f": r"\d{1,6}",
    "Z": r"(?P<zone>[A-Za-z]{1,5}(?:[+-][\d:]{1,6})?|[+-][\d:]{4,6}|Z)",
    "z": r"(?P<zone>[+-]\d{2}:?\d{2}|Z)",
    "%": "%",
}
_NAMED = {"b": "months", "B": "months", "a": "days", "A": "days", "p": "day_periods"}
_CENTURY = 69  # POSIX: two digits from here on are a year of the last century
_LEAST = 3  # numbers in a day
_DAYS = ("%d %m %Y", "%m %d %Y", "%Y %m %d", "%d %m %y", "%m %d %y")


class UnknownZoneError(ValueError):
    """A time in a zone whose offset is not declared; its argument is the abbreviation."""


def moment(text: str, clock: Clock) -> datetime:
    """The instant in UTC, to the second; raises ValueError for any other text.

    Workbooks state moments in ISO 8601 whatever `clock` says; those contain a "T".
    """
    read = _read(text, _form_of(text, clock.moment), clock)
    if read.tzinfo is None:
        read = read.replace(tzinfo=zone(clock.zone))
    return read.astimezone(UTC).replace(microsecond=0)


def day(text: str, clock: Clock) -> date:
    """The day; raises ValueError for any other text."""
    return _read(text, _form_of(text, clock.day), clock).date()


def _form_of(text: str, form: str) -> str:
    return ISO if text[4:5] == "-" and text[10:11] == "T" else form


def _read(text: str, form: str, clock: Clock) -> datetime:
    if form == ISO:
        return datetime.fromisoformat(text)
    found = _pattern(form, clock.languages).fullmatch(_spaced(text))
    if found is None:
        raise ValueError(form)
    parts = {name: part for name, part in found.groupdict().items() if part}
    number = {name: int(part) for name, part in parts.items() if part.isdecimal()}
    if (short := number.get("short")) is not None:
        number.setdefault("year", short + (2000 if short < _CENTURY else 1900))
    if "months" in parts:
        number.setdefault("month", _names("months", clock.languages)[parts["months"]])
    if (half := number.get("half")) is not None:
        if not 1 <= half <= NOON:
            raise ValueError(half)
        second = _names("day_periods", clock.languages)[parts["day_periods"]]
        number["hour"] = half % NOON + NOON * second
    on = date(number["year"], number["month"], number["day"])
    at = time(number.get("hour", 0), number.get("minute", 0), number.get("second", 0))
    return datetime.combine(on, at, _offset(parts.get("zone", "").upper(), clock))


def _offset(abbreviation: str, clock: Clock) -> timezone | None:
    """The offset of an abbreviation: declared, or part of it as in GMT+2; None for none."""
    if abbreviation in {"", "UTC", "GMT", "Z"}:
        return UTC if abbreviation else None
    found = _OFFSET.fullmatch(clock.zones.get(abbreviation, abbreviation))
    if found is None:
        raise UnknownZoneError(abbreviation)
    offset = timedelta(hours=int(found[2]), minutes=int(found[3] or 0))
    return timezone(-offset if found[1] == "-" else offset)


def _spaced(text: str) -> str:
    """A text normalised for comparison: case-folded, with plain single spaces."""
    return " ".join(unicodedata.normalize("NFKC", text).split()).casefold()


@cache
def _pattern(form: str, languages: tuple[str, ...]) -> re.Pattern[str]:
    """The pattern of a text in this format."""
    pattern = ""
    for number, piece in enumerate(re.split("%(.)", form)):
        if number % 2 == 0:
            pattern += re.escape(_spaced(f"x{piece}x")[1:-1])
        elif piece in _PARTS:
            pattern += _PARTS[piece]
        else:
            kind = _NAMED[piece]
            names = sorted(_names(kind, languages), key=len, reverse=True)
            pattern += f"(?P<{kind}>{'|'.join(map(re.escape, names))})"
    return re.compile(pattern, re.IGNORECASE)


@cache
def _names(kind: str, languages: tuple[str, ...]) -> Mapping[str, int]:
    """The number of each month or weekday, or 0 and 1 for the halves of the day, by its names.

    Names are in full and abbreviated, with and without a full stop.
    """
    halves = {"am": 0, "pm": 1} if kind == "day_periods" else {}
    widths = ("wide", "abbreviated", "narrow") if halves else ("wide", "abbreviated")
    found = dict(halves)
    for language in languages:
        contexts = getattr(Locale.parse(language), kind)
        for context, width in product(("format", "stand-alone"), widths):
            for key, text in contexts.get(context, {}).get(width, {}).items():
                if not halves or key in halves:
                    number = halves.get(key, key)
                    found |= {_spaced(text): number, _spaced(text.rstrip(".")): number}
    return found


def other_order(texts: Sequence[str], form: str, clock: Clock) -> tuple[bool, str]:
    """Whether every text is a day in both orders of day and month, and not always the same one.

    Second, the format with day and month swapped if it alone reads every text, else an empty text.
    """
    if not texts or set(_NUMBERED.findall(form)) != {"%d", "%m"}:  # the month may be a name
        return False, ""
    swapped = _NUMBERED.sub(lambda letter: {"%d": "%m", "%m": "%d"}[letter[0]], form)
    stated, turned = (
        [_read_or_none(text, _form_of(text, each), clock) for text in texts]
        for each in (form, swapped)
    )
    if None in turned:
        return False, ""
    return (False, swapped) if None in stated else (stated != turned, "")


def _read_or_none(text: str, form: str, clock: Clock) -> datetime | None:
    try:
        return _read(text, form, clock)
    except (ValueError, OverflowError):
        return None


def formats(cells: Sequence[str]) -> tuple[str, ...]:
    """Every format that reads all moments in a column, `iso` first; empty if none does."""
    candidates = dict.fromkeys((ISO, *_candidates(cells[0]))) if cells else ()
    return tuple(
        form for form in candidates if all(_read_or_none(cell, form, Clock()) for cell in cells)
    )


def _candidates(cell: str) -> Iterator[str]:
    """The possible formats of a cell: its numbers as a day, then as hours to seconds."""
    half = re.search(r"\b[AP]M\b", cell)
    times = ["%I" if half else "%H", "%M", "%S"]
    if not _LEAST <= len(re.findall(r"\d+", cell)) <= _LEAST + len(times):
        return
    text = cell.replace("%", "%%").replace(half[0], "%p") if half else cell.replace("%", "%%")
    for order in _DAYS:
        parts = iter([*order.split(), *times])
        yield re.sub(r"\d+", lambda _: next(parts), text)  # noqa: B023 (used at once)
