"""Time zones from the pinned tzdata package, so that every machine uses the same data."""

from __future__ import annotations

from functools import cache
from importlib import resources
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError


@cache
def zone(name: str) -> ZoneInfo:
    """The IANA time zone `name`; the system's time zone files are never read.

    Raises:
        ZoneInfoNotFoundError: if the database has no such zone.
    """
    file = resources.files("tzdata").joinpath("zoneinfo", *name.split("/"))
    if not file.is_file():
        raise ZoneInfoNotFoundError(f"No time zone {name}")
    with file.open("rb") as data:
        return ZoneInfo.from_file(data, key=name)
