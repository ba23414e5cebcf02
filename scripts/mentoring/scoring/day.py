"""A working day as a set of quarter hours of the UTC day, to compare days across time zones.

The set is an integer of 96 bits. Quarter hours suffice, because every zone in use today is a
multiple of 15 minutes from UTC. Days wrap around at midnight: only the time of day counts.
"""

from __future__ import annotations

from datetime import date, datetime, time

from mentoring.programme.zones import zone

QUARTERS = 96
ALL_DAY = (1 << QUARTERS) - 1


def seasons(start: date) -> tuple[date, date]:
    """A northern winter day and a summer day of an edition that begins on `start`."""
    year = start.year if start <= date(start.year, 1, 15) else start.year + 1
    return date(year, 1, 15), date(year, 7, 15)


def quarters(hours: tuple[int, int], timezone: str, day: date) -> int:
    """The quarter hours of the UTC day that local `hours` [from, to) cover on `day`.

    If the end is at or before the start, the working day continues after midnight.
    """
    begins, ends = hours
    span = (ends - begins) % 24 or 24
    offset = datetime.combine(day, time(12), zone(timezone)).utcoffset()
    ahead = 0 if offset is None else round(offset.total_seconds() / 900)
    shift = (4 * begins - ahead) % QUARTERS
    window = ((1 << 4 * span) - 1) << shift
    return (window | window >> QUARTERS) & ALL_DAY
