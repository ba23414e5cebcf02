"""Days and moments as forms write them: in a declared format, meant in a declared zone."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone
from typing import TYPE_CHECKING

from mentoring.programme.zones import zone

if TYPE_CHECKING:
    from mentoring.intake.forms.mapping import Clock

ISO = "iso"
_OFFSET = re.compile(r"(?:GMT|UTC)?(?P<sign>[+-])(?P<hours>\d{1,2})(?::?(?P<minutes>\d{2}))?")


def moment(text: str, clock: Clock) -> datetime:
    """The instant in UTC, to the second; raises ValueError for any other text.

    A workbook states moments in ISO 8601 whatever `clock` says: those have a "T" in their middle.
    """
    read = _iso(text) if clock.moment == ISO or _is_iso(text) else _formatted(text, clock)
    if read.tzinfo is None:
        read = read.replace(tzinfo=zone(clock.zone))
    return read.astimezone(UTC).replace(microsecond=0)


def day(text: str, clock: Clock) -> date:
    """The day; raises ValueError for any other text."""
    if clock.day == ISO or _is_iso(text):
        return _iso(text).date()
    return datetime.strptime(text, clock.day).date()  # noqa: DTZ007 (a day has no zone)


def _is_iso(text: str) -> bool:
    return text[4:5] == "-" and text[10:11] == "T"


def _iso(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _formatted(text: str, clock: Clock) -> datetime:
    if not clock.moment.endswith("%Z"):
        return datetime.strptime(text, clock.moment)  # noqa: DTZ007 (the zone is declared)
    rest, _, abbreviation = text.rpartition(" ")
    read = datetime.strptime(rest, clock.moment.removesuffix("%Z").rstrip())  # noqa: DTZ007
    return read.replace(tzinfo=_zone(abbreviation, clock))


def _zone(abbreviation: str, clock: Clock) -> timezone:
    """The offset that an abbreviation stands for: declared, or said by itself as in GMT+2."""
    if abbreviation in {"UTC", "GMT"}:
        return UTC
    found = _OFFSET.fullmatch(clock.zones.get(abbreviation, abbreviation))
    if found is None:
        raise ValueError(abbreviation)
    offset = timedelta(hours=int(found["hours"]), minutes=int(found["minutes"] or 0))
    return timezone(-offset if found["sign"] == "-" else offset)
