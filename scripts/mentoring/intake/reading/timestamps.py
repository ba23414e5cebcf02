"""Reads days and moments as forms write them, in a declared format and time zone.

Names of months and weekdays, and the words for the halves of the day, are those of Unicode's CLDR
in the languages that the mapping declares.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta, timezone
from functools import cache

from babel import Locale

from mentoring.intake.forms.mapping import Clock
from mentoring.programme.zones import zone

ISO = "iso"
NOON = 12
_OFFSET = re.compile(r"(?:GMT|UTC)?(?P<sign>[+-])(?P<hours>\d{1,2})(?::?(?P<minutes>\d{2}))?")
_DIRECTIVE = re.compile(r"%(.)")
_PARTS = {
    "Y": r"(?P<year>\d{4})",
    "y": r"(?P<short>\d{2})",
    "m": r"(?P<month>\d{1,2})",
    "d": r"(?P<day>\d{1,2})",
    "H": r"(?P<hour>\d{1,2})",
    "I": r"(?P<half>\d{1,2})",
    "M": r"(?P<minute>\d{2})",
    "S": r"(?P<second>\d{2})",
    "f": r"(?P<fraction>\d{1,6})",
    "Z": r"(?P<zone>[A-Za-z]{1,5}(?:[+-][\d:]{1,6})?|[+-][\d:]{4,6}|Z)",
    "z": r"(?P<zone>[+-]\d{2}:?\d{2}|Z)",
    "%": "%",
}
_CENTURY = 69  # POSIX: two digits from here on are a year of the last century


class UnknownZoneError(ValueError):
    """A time in a zone whose offset is not declared; `zone` is its abbreviation."""

    def __init__(self, abbreviation: str) -> None:
        self.zone = abbreviation
        super().__init__(abbreviation)


def moment(text: str, clock: Clock) -> datetime:
    """The instant in UTC, to the second; raises ValueError for any other text.

    Workbooks state moments in ISO 8601 whatever `clock` says; those contain a "T".
    """
    iso = clock.moment == ISO or _is_iso(text)
    read = datetime.fromisoformat(text) if iso else _formatted(text, clock.moment, clock)
    if read.tzinfo is None:
        read = read.replace(tzinfo=zone(clock.zone))
    return read.astimezone(UTC).replace(microsecond=0)


def day(text: str, clock: Clock) -> date:
    """The day; raises ValueError for any other text."""
    if clock.day == ISO or _is_iso(text):
        return datetime.fromisoformat(text).date()
    return _formatted(text, clock.day, clock).date()


def _is_iso(text: str) -> bool:
    return text[4:5] == "-" and text[10:11] == "T"


def _formatted(text: str, form: str, clock: Clock) -> datetime:
    found = _pattern(form, clock.languages).fullmatch(_spaced(text))
    if found is None:
        raise ValueError(form)
    parts = found.groupdict()
    year = int(parts.get("year") or 0) or _full_year(int(parts["short"]))
    names = _months(clock.languages)
    month = int(parts.get("month") or 0) or names[parts["name"]]
    read = datetime.combine(date(year, month, int(parts["day"])), _time(parts, clock))
    abbreviation = parts.get("zone")
    return read.replace(tzinfo=_zone(abbreviation.upper(), clock)) if abbreviation else read


def _full_year(short: int) -> int:
    return short + (2000 if short < _CENTURY else 1900)


def _time(parts: Mapping[str, str | None], clock: Clock) -> time:
    hour = int(parts.get("hour") or 0)
    if half := parts.get("half"):
        if not 1 <= int(half) <= NOON:
            raise ValueError(half)
        hour = int(half) % NOON + NOON * _halves(clock.languages)[str(parts["period"])]
    return time(hour, int(parts.get("minute") or 0), int(parts.get("second") or 0))


def _spaced(text: str) -> str:
    """A text normalised for comparison: case-folded, with plain single spaces."""
    return " ".join(unicodedata.normalize("NFKC", text).split()).casefold()


@cache
def _pattern(form: str, languages: tuple[str, ...]) -> re.Pattern[str]:
    """The pattern of a text in this format."""

    def part(letter: str) -> str:
        if letter in _PARTS:
            return _PARTS[letter]
        group, names = _NAMED[letter]
        known = sorted(names(languages), key=len, reverse=True)
        return f"(?P<{group}>{'|'.join(map(re.escape, known))})"

    pieces = _DIRECTIVE.split(form)
    texts = (re.escape(_spaced(f"x{piece}x")[1:-1]) for piece in pieces[::2])
    letters = [*map(part, pieces[1::2]), ""]
    pattern = "".join(text + letter for text, letter in zip(texts, letters, strict=True))
    return re.compile(pattern, re.IGNORECASE)


@cache
def _months(languages: tuple[str, ...]) -> dict[str, int]:
    return _named("months", languages)


@cache
def _weekdays(languages: tuple[str, ...]) -> dict[str, int]:
    return _named("days", languages)


def _named(units: str, languages: tuple[str, ...]) -> dict[str, int]:
    """The names of months or of weekdays, in full and abbreviated, with and without a full stop."""
    return {
        _spaced(name): number
        for locale in map(Locale.parse, languages)
        for kind in ("format", "stand-alone")
        for width in ("wide", "abbreviated")
        for number, text in getattr(locale, units)[kind][width].items()
        for name in (text, text.rstrip("."))
    }


@cache
def _halves(languages: tuple[str, ...]) -> dict[str, bool]:
    """The words for the halves of the day, by whether they mean the second half."""
    return {
        _spaced(text): half == "pm"
        for locale in map(Locale.parse, languages)
        for half, text in _periods(locale)
    } | {"am": False, "pm": True}


def _periods(locale: Locale) -> Iterator[tuple[str, str]]:
    for width in ("wide", "abbreviated", "narrow"):
        found = locale.day_periods["format"][width]
        yield from ((half, found[half]) for half in ("am", "pm") if half in found)


_NAMED: dict[str, tuple[str, Callable[[tuple[str, ...]], Mapping[str, int]]]] = {
    "b": ("name", _months),
    "B": ("name", _months),
    "a": ("weekday", _weekdays),
    "A": ("weekday", _weekdays),
    "p": ("period", _halves),
}


def _zone(abbreviation: str, clock: Clock) -> timezone:
    """The offset of an abbreviation: declared, or part of it as in GMT+2."""
    if abbreviation in {"UTC", "GMT", "Z"}:
        return UTC
    found = _OFFSET.fullmatch(clock.zones.get(abbreviation, abbreviation))
    if found is None:
        raise UnknownZoneError(abbreviation)
    offset = timedelta(hours=int(found["hours"]), minutes=int(found["minutes"] or 0))
    return timezone(-offset if found["sign"] == "-" else offset)
