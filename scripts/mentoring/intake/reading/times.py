"""Reads days, moments and time zones as people and form tools write them.

Names, as of months and places, are those of Unicode's CLDR in the languages that the mapping
declares. Zones and their abbreviations are those of the IANA database.
"""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta, timezone
from functools import cache
from itertools import product

from babel import Locale
from babel.core import get_global

from mentoring.intake import said
from mentoring.intake.forms.captions import plain
from mentoring.intake.forms.mapping import Clock
from mentoring.intake.reading import UnreadableError
from mentoring.problems import nearest
from mentoring.programme.dates import zone
from mentoring.schemas.explanation import timezones

ISO = "iso"
NOON = 12
FEW = 3  # the most zones that are proposed
_OFFSET = re.compile(r"(?:GMT|UTC)?([+-])(\d{1,2})(?::?(\d{2}))?")
_TYPED_OFFSET = re.compile(r"(?:gmt|utc)?\s*([+-])\s*0?(\d{1,2})(?::?00)?")
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
_SEASONS = (datetime(2026, 1, 1), datetime(2026, 7, 1))  # noqa: DTZ001 (zones are queried with them)


def stated_time(text: str, kind: str, clock: Clock) -> str | datetime:
    """A day in ISO 8601, or a moment in UTC, to the second; raises UnreadableError for others."""
    form = clock.forms[kind]
    try:
        read = _read(text, form, clock)
        if kind == "day":
            return read.date().isoformat()
        local = read if read.tzinfo else read.replace(tzinfo=zone(clock.zone))
        return local.astimezone(UTC).replace(microsecond=0)
    except (ValueError, OverflowError):
        raise UnreadableError("time", form=form) from None


def _read(text: str, form: str, clock: Clock) -> datetime:
    if form == ISO or _is_iso(text):
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


def _is_iso(text: str) -> bool:
    """Whether it is a moment as workbooks state them, whatever the form says."""
    return text[4:5] == "-" and text[10:11] == "T"


def _offset(abbreviation: str, clock: Clock) -> timezone | None:
    """The offset of an abbreviation: declared, or part of it as in GMT+2; None for none."""
    if abbreviation in {"", "UTC", "GMT", "Z"}:
        return UTC if abbreviation else None
    found = _OFFSET.fullmatch(clock.zones.get(abbreviation, abbreviation))
    if found is None:
        raise UnreadableError("undeclared", zone=abbreviation)
    offset = timedelta(hours=int(found[2]), minutes=int(found[3] or 0))
    return timezone(-offset if found[1] == "-" else offset)


def _spaced(text: str) -> str:
    """A text normalised for comparison: case-folded, with plain single spaces."""
    return " ".join(unicodedata.normalize("NFKC", text).split()).casefold()


@cache
def _pattern(form: str, languages: tuple[str, ...]) -> re.Pattern[str]:
    pattern = ""
    for number, piece in enumerate(re.split("%(.)", form)):
        if number % 2 == 0:
            pattern += re.escape(_spaced(f"x{piece}x")[1:-1])
        elif kind := _NAMED.get(piece):
            names = sorted(_names(kind, languages), key=len, reverse=True)
            pattern += f"(?P<{kind}>{'|'.join(map(re.escape, names))})"
        else:
            pattern += _PARTS[piece]
    return re.compile(pattern, re.IGNORECASE)


@cache
def _names(kind: str, languages: tuple[str, ...]) -> Mapping[str, int]:
    """The number of each month, weekday or half of the day (0, 1) by its full and short names."""
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
    if not texts or "%d" not in form or "%m" not in form:  # the month may be a name
        return False, ""
    swapped = re.sub("%[dm]", lambda letter: "%m" if letter[0] == "%d" else "%d", form)
    turned = _all_read(texts, swapped, clock)
    if turned is None:
        return False, ""
    stated = _all_read(texts, form, clock)
    return (False, swapped) if stated is None else (stated != turned, "")


def formats(cells: Sequence[str]) -> tuple[str, ...]:
    """Every format that reads all moments in a column, `iso` first; empty if none does."""
    candidates = dict.fromkeys((ISO, *_candidates(cells[0]))) if cells else ()
    return tuple(form for form in candidates if _all_read(cells, form, Clock()))


def _all_read(texts: Sequence[str], form: str, clock: Clock) -> list[datetime] | None:
    """The moments in these texts; None if one is not written in this format."""
    try:
        return [_read(text, form, clock) for text in texts]
    except (ValueError, UnreadableError):
        return None


def _candidates(cell: str) -> Iterator[str]:
    """The possible formats of a cell: its numbers as a day, then as hours to seconds."""
    half = re.search(r"\b[AP]M\b", cell)
    times = ["%I" if half else "%H", "%M", "%S"]
    text = cell.replace("%", "%%")
    text = text.replace(half[0], "%p") if half else text
    if _LEAST <= len(re.findall(r"\d+", cell)) <= _LEAST + len(times) and not _is_iso(cell):
        for order in _DAYS:
            parts = iter([*order.split(), *times])
            yield re.sub(r"\d+", lambda _: next(parts), text)  # noqa: B023 (used at once)


def known_zone(text: str) -> str | None:
    """The database zone that the text names, in any case; None if there is none."""
    return _by_name().get(plain(text).replace(" ", "_"))


def reversed_side(name: str) -> str:
    """The side of UTC of a zone whose sign is not what most people mean: Etc/GMT+2 is behind."""
    found = re.fullmatch(r"Etc/GMT([+-])[1-9]\d?", name)
    return {"+": "behind", "-": "ahead of"}[found[1]] if found else ""


def zone_hint(text: str, languages: tuple[str, ...]) -> str:
    """What to write instead of a text that names no zone."""
    if offset := _TYPED_OFFSET.fullmatch(plain(text)):
        sign = {"+": "-", "-": "+"}[offset[1]]
        return said("zone-offset", zones=f"Etc/GMT{sign}{offset[2]}")
    for part in map(plain, (text, *text.split(","))):  # of “Zürich, Switzerland”, the city first
        if found := _zones(languages).get(part):
            return said("zone-near", zones=" or ".join(found[:FEW]))
    close = nearest(text, timezones())
    return said("zone-near", zones=close) if close else said("zone")


@cache
def _by_name() -> dict[str, str]:
    return {plain(name): name for name in sorted(timezones())}


def _of_places() -> list[str]:
    return [name for name in _by_name().values() if "/" in name and name[:4] != "Etc/"]


@cache
def _zones(languages: tuple[str, ...]) -> Mapping[str, Sequence[str]]:
    """The zones of each city, territory, abbreviation and code of a territory, in that order."""
    zones_of = get_global("territory_zones")
    codes = {**{code: [code] for code in zones_of}, **get_global("territory_aliases")}
    found = {plain(name): zones_of.get(meant[0], ()) for name, meant in codes.items()}
    found |= _abbreviations()
    locales = [Locale.parse(language) for language in ("en", *languages)]
    for code, text in (item for locale in locales for item in locale.territories.items()):
        if zones := [name for name in zones_of.get(code, ()) if name in timezones()]:
            found[plain(text)] = zones
    found |= {plain(name.rpartition("/")[2].replace("_", " ")): [name] for name in _of_places()}
    for name, names in (item for locale in locales for item in locale.time_zones.items()):
        if "city" in names and name in timezones():
            found[plain(names["city"])] = [name]
    return found


def _abbreviations() -> dict[str, Sequence[str]]:
    """The best known zone for each time that an abbreviation can mean, the most common first."""
    metazones, known_to_windows = get_global("meta_zones"), get_global("windows_zone_mapping")
    best: dict[str, str] = {}
    shared: dict[str, Counter[str]] = defaultdict(Counter)
    for name in _of_places():
        if metazone := metazones.get(name):
            names = Locale("en").meta_zones.get(metazone, {}).get("long", {})
            best.setdefault(metazone, known_to_windows.get(names.get("standard")) or name)
            for season in _SEASONS:
                shared[plain(str(zone(name).tzname(season)))][metazone] += 1
    return {
        abbreviation: [best[metazone] for metazone, _ in found.most_common()]
        for abbreviation, found in shared.items()
    }
