"""Known public randomness beacons, and the time of each round."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta


@dataclass(frozen=True, kw_only=True, slots=True)
class Beacon:
    """A beacon with a round every `period` since its `genesis`, counted from 1.

    The value of a round has `digits` hexadecimal digits.
    """

    genesis: datetime
    period: timedelta
    digits: int = 64

    def time_of(self, number: int) -> datetime:
        """The time of a round."""
        return self.genesis + (number - 1) * self.period

    def gives(self, value: str) -> bool:
        """Whether a value has the format of the beacon's values, in lower case."""
        return len(value) == self.digits and set(value) <= set("0123456789abcdef")

    def round_on(self, day: date) -> int:
        """The first round at or after noon (UTC) of a day."""
        noon = datetime.combine(day, time(12), UTC)
        return 1 - (self.genesis - noon) // self.period


BEACONS = {
    "drand quicknet": Beacon(
        genesis=datetime.fromtimestamp(1_692_803_367, UTC), period=timedelta(seconds=3)
    ),
}
"""By name. drand's chain quicknet has the hash 52db9ba7…e971; see https://docs.drand.love."""
