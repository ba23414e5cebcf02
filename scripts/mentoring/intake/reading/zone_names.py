"""Finds the zone of the IANA database that a typed time zone probably means.

Names of cities and territories are those of Unicode's CLDR, abbreviations those of the database.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import datetime
from functools import cache

from babel import Locale
from babel.core import get_global

from mentoring.intake import said
from mentoring.intake.forms.captions import plain
from mentoring.problems import nearest
from mentoring.programme.dates import zone
from mentoring.schemas.formats import timezones

FEW = 3  # the most zones that are proposed
_OFFSET = re.compile(r"(?:gmt|utc)?\s*([+-])\s*0?(\d{1,2})(?::?00)?")
_SEASONS = (datetime(2026, 1, 1), datetime(2026, 7, 1))  # noqa: DTZ001 (zones are queried with them)

Zones = tuple[str, ...]


def known(text: str) -> str | None:
    """The database zone that the text names, in any case; None if there is none."""
    return _by_name().get(plain(text).replace(" ", "_"))


def is_reversed(name: str) -> bool:
    """Whether the zone's sign is not what most people mean: Etc/GMT+2 is two hours behind UTC."""
    return re.fullmatch(r"Etc/GMT[+-][1-9]\d?", name) is not None


def proposal(text: str, languages: tuple[str, ...]) -> str:
    """What to write instead.

    Of “Zürich, Switzerland”, the city is tried before the country.
    """
    if offset := _OFFSET.fullmatch(plain(text)):
        sign = {"+": "-", "-": "+"}[offset[1]]
        return said("zone-offset", zones=f"Etc/GMT{sign}{offset[2]}")
    for part in map(plain, (text, *text.split(","))):
        if found := _zones(languages).get(part):
            return said("zone-near", zones=" or ".join(found[:FEW]))
    close = nearest(text, timezones())
    return said("zone-near", zones=close) if close else said("zone")


@cache
def _by_name() -> dict[str, str]:
    return {plain(name): name for name in sorted(timezones())}


def _of_places() -> Zones:
    return tuple(name for name in _by_name().values() if "/" in name and name[:4] != "Etc/")


@cache
def _zones(languages: tuple[str, ...]) -> Mapping[str, Zones]:
    """The zones of each city, territory, abbreviation and code of a territory, in that order."""
    zones_of = {code: tuple(names) for code, names in get_global("territory_zones").items()}
    codes = {plain(code): names for code, names in zones_of.items()}
    for alias, (code, *_) in get_global("territory_aliases").items():
        codes[plain(alias)] = zones_of.get(code, ())
    cities = {plain(name.rpartition("/")[2].replace("_", " ")): (name,) for name in _of_places()}
    territories: dict[str, Zones] = {}
    for locale in map(Locale.parse, ("en", *languages)):
        for name, names in locale.time_zones.items():
            if "city" in names and name in timezones():
                cities[plain(names["city"])] = (name,)
        for code, text in locale.territories.items():
            if found := tuple(name for name in zones_of.get(code, ()) if name in timezones()):
                territories[plain(text)] = found
    return codes | _abbreviations() | territories | cities


@cache
def _abbreviations() -> dict[str, Zones]:
    """The best known zone for each time that an abbreviation can mean, the most common first."""
    metazones = get_global("meta_zones")
    shared: dict[str, Counter[str]] = defaultdict(Counter)
    first: dict[str, str] = {}
    for name in _of_places():
        if metazone := metazones.get(name):
            first.setdefault(metazone, name)
            for moment in _SEASONS:
                shared[plain(str(zone(name).tzname(moment)))][metazone] += 1

    def chief(metazone: str) -> str:
        names = Locale("en").meta_zones.get(metazone, {}).get("long", {})
        known_to_windows: str | None = get_global("windows_zone_mapping").get(names.get("standard"))
        return known_to_windows or first[metazone]

    return {
        abbreviation: tuple(chief(metazone) for metazone, _ in found.most_common())
        for abbreviation, found in shared.items()
    }
