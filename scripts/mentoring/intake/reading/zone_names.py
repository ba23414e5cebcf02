"""Finds the zone of the IANA database that a typed time zone probably means.

Names of cities and territories are those of Unicode's CLDR, abbreviations those of the database.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import datetime
from functools import cache

from babel import Locale
from babel.core import get_global

from mentoring.intake.forms.captions import plain
from mentoring.problems import nearest
from mentoring.programme.zones import zone
from mentoring.schemas.formats import timezones

FEW = 3  # the most zones that are proposed
LONGEST_CODE = 3  # letters of a territory's code
_OFFSET = re.compile(r"(?:gmt|utc)?\s*([+-])\s*0?(\d{1,2})(?::?00)?")
_SEASONS = (datetime(2026, 1, 1), datetime(2026, 7, 1))  # noqa: DTZ001 (zones are queried with them)


def known(text: str) -> str | None:
    """The database zone that the text names, in any case; None if there is none."""
    return _by_name().get(plain(text).replace(" ", "_"))


def is_reversed(name: str) -> bool:
    """Whether the zone's sign is not what most people mean: Etc/GMT+2 is two hours behind UTC."""
    return re.fullmatch(r"Etc/GMT[+-][1-9]\d?", name) is not None


def proposal(text: str, languages: tuple[str, ...]) -> str:
    """What to write instead; empty if no zone is likely."""
    typed = plain(text)
    if offset := _OFFSET.fullmatch(typed):
        sign = {"+": "-", "-": "+"}[offset[1]]
        zones = f"Etc/GMT{sign}{offset[2]}"
        return f"An offset says no place: name a city. (In the database, its zone is {zones}.)"
    found = next(filter(None, (_meant(part, languages) for part in (typed, *_parts(text)))), ())
    if not found and (close := nearest(text, timezones())):
        found = (close,)
    return f"Probably {' or '.join(found[:FEW])}." if found else ""


def _parts(text: str) -> list[str]:
    """The city, then the country, of “Zürich, Switzerland”."""
    return [plain(part) for part in text.split(",")]


def _meant(typed: str, languages: tuple[str, ...]) -> tuple[str, ...]:
    """The zones of a city, of a territory by its name or code, or of an abbreviation."""
    code = get_global("territory_aliases").get(typed.upper(), [typed.upper()])[0]
    coded = get_global("territory_zones").get(code, ()) if len(typed) <= LONGEST_CODE else ()
    found = _cities(languages).get(typed) or _territories(languages).get(typed)
    return found or _abbreviations().get(typed) or tuple(coded)


@cache
def _by_name() -> dict[str, str]:
    return {plain(name): name for name in sorted(timezones())}


@cache
def _cities(languages: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {
        plain(name.rpartition("/")[2].replace("_", " ")): (name,) for name in _places()
    }
    for locale in map(Locale.parse, ("en", *languages)):
        for name, names in locale.time_zones.items():
            if "city" in names and name in timezones():
                found[plain(names["city"])] = (name,)
    return found


@cache
def _territories(languages: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    zones = get_global("territory_zones")
    return {
        plain(text): tuple(name for name in zones[code] if name in timezones())
        for locale in map(Locale.parse, ("en", *languages))
        for code, text in locale.territories.items()
        if code in zones
    }


@cache
def _abbreviations() -> dict[str, tuple[str, ...]]:
    """A zone for each time that an abbreviation can mean, the most common first."""
    metazones = get_global("meta_zones")
    shared: dict[str, Counter[str]] = defaultdict(Counter)
    for name in _places():
        for abbreviation in _abbreviated(name) if name in metazones else ():
            shared[abbreviation][metazones[name]] += 1
    return {
        abbreviation: tuple(_chief(metazone) for metazone, _ in found.most_common())
        for abbreviation, found in shared.items()
    }


@cache
def _chief(metazone: str) -> str:
    """The best known zone of a metazone."""
    names = Locale("en").meta_zones.get(metazone, {}).get("long", {})
    chief: str | None = get_global("windows_zone_mapping").get(names.get("standard"))
    metazones = get_global("meta_zones")
    return chief or next(name for name in _places() if metazones.get(name) == metazone)


def _abbreviated(name: str) -> set[str]:
    return {plain(str(zone(name).tzname(moment))) for moment in _SEASONS}


def _places() -> Iterable[str]:
    return sorted(name for name in timezones() if "/" in name and not name.startswith("Etc/"))
