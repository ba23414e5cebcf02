"""Networking events: for mentees, for mentors, or for all."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal

from mentoring.programme.zones import zone

Audience = Literal["mentees", "mentors", "all"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Event:
    """One event. `starts` is wall-clock time in `timezone`; `apart` keeps a pair in two groups.

    A `cancelled` event stays in the file, so that calendars that hold it show the cancellation.
    """

    id: str
    title: str
    audience: Audience
    starts: datetime
    minutes: int
    timezone: str
    place: str
    apart: bool = False
    cancelled: bool | None = None

    @property
    def begins(self) -> datetime:
        """The start as an instant."""
        return self.starts.replace(tzinfo=zone(self.timezone))

    @property
    def finishes(self) -> datetime:
        """The end as an instant; the duration is elapsed time, even if the clocks change."""
        utc = self.begins.astimezone(UTC) + timedelta(minutes=self.minutes)
        return utc.astimezone(zone(self.timezone))
