"""Public randomness beacons that are known here: which round comes when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta


@dataclass(frozen=True, kw_only=True, slots=True)
class Beacon:
    """A beacon whose rounds, counted from 1, come every `period` since its `genesis`.

    The value of a round is so many `digits`, hexadecimal.
    """

    genesis: datetime
    period: timedelta
    digits: int = 64

    def time_of(self, number: int) -> datetime:
        """When a round comes."""
        return self.genesis + (number - 1) * self.period

    def gives(self, value: str) -> bool:
        """Whether a value is of the kind that the beacon publishes, in lower case."""
        return len(value) == self.digits and set(value) <= set("0123456789abcdef")

    def round_on(self, day: date) -> int:
        """The round that comes at noon of a day, or the first after it, in UTC."""
        noon = datetime.combine(day, time(12), UTC)
        return 1 - (self.genesis - noon) // self.period


BEACONS = {
    "drand quicknet": Beacon(
        genesis=datetime.fromtimestamp(1_692_803_367, UTC), period=timedelta(seconds=3)
    ),
}
"""By name. drand's chain quicknet has the hash 52db9ba7…e971; see https://docs.drand.love."""
