"""A working day as quarter hours of the UTC day, from the pinned time zones alone."""

from __future__ import annotations

import zoneinfo
from datetime import date, datetime
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentoring.programme.dates import zone
from mentoring.scoring.features import ALL_DAY, quarters, seasons

if TYPE_CHECKING:
    from pathlib import Path

WINTER, SUMMER = seasons(date(2026, 11, 9))
zones = st.sampled_from(sorted(zoneinfo.available_timezones()))
hours = st.tuples(st.integers(0, 23), st.integers(1, 24))


def test_seasons_lie_inside_the_edition() -> None:
    """The two days are in the first January and July after the start."""
    assert (date(2027, 1, 15), date(2027, 7, 15)) == (WINTER, SUMMER)
    assert seasons(date(2026, 1, 10)) == (date(2026, 1, 15), date(2026, 7, 15))


@pytest.mark.parametrize(
    ("timezone", "winter", "summer"),
    [
        ("UTC", 36, 36),
        ("Europe/Zurich", 32, 28),
        ("Asia/Kathmandu", 13, 13),
        ("America/St_Johns", 50, 46),
        ("Australia/Sydney", 88, 92),
        ("Pacific/Kiritimati", 76, 76),
    ],
)
def test_nine_o_clock_is_when_it_is_there(timezone: str, winter: int, summer: int) -> None:
    """The quarter hour of the UTC day in which the first working hour begins."""
    assert quarters((9, 10), timezone, WINTER) == 0b1111 << winter
    assert quarters((9, 10), timezone, SUMMER) == 0b1111 << summer


@given(hours, zones)
def test_a_day_is_as_long_as_it_says(day: tuple[int, int], timezone: str) -> None:
    """An hour has four quarters, also after midnight; equal hours mean the whole day."""
    length = (day[1] - day[0]) % 24 or 24
    found = quarters(day, timezone, WINTER)
    assert found.bit_count() == 4 * length
    assert found & ~ALL_DAY == 0


@given(hours, zones)
def test_the_clock_says_the_hours_at_those_quarters(day: tuple[int, int], timezone: str) -> None:
    """Walking the UTC day, the local hour is a working hour exactly at the quarters found."""
    begins, length = day[0], (day[1] - day[0]) % 24 or 24
    found = quarters(day, timezone, SUMMER)
    offset = datetime(2027, 7, 15, 12, tzinfo=zone(timezone)).utcoffset()
    assert offset is not None
    for quarter in range(96):
        local = (quarter * 15 + offset.total_seconds() / 60) / 60 % 24
        works = (local - begins) % 24 < length
        assert bool(found >> quarter & 1) == works


def test_the_machines_own_zones_are_never_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A machine with wrong clocks computes the same fit."""
    london = zone("Europe/London")
    (tmp_path / "Europe").mkdir()
    (tmp_path / "Europe/London").write_bytes(b"not a zone")
    monkeypatch.setattr(zoneinfo, "TZPATH", (str(tmp_path),))
    zone.cache_clear()
    noon = datetime(2027, 7, 15, 12)  # noqa: DTZ001 (the zone is what is asked)
    assert zone("Europe/London").utcoffset(noon) == london.utcoffset(noon)


def test_an_unknown_zone_is_an_error() -> None:
    """An unknown zone is an error here too, and is never read as UTC."""
    with pytest.raises(zoneinfo.ZoneInfoNotFoundError, match="Europe/Atlantis"):
        zone("Europe/Atlantis")
