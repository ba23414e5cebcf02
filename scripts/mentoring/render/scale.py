"""The scale of a drawing: where a value is, in pixels."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from mentoring.programme.dates import MONTHS


@dataclass(frozen=True, kw_only=True, slots=True)
class Scale:
    """The values from `first` to `last`, numbers or days, over `length` pixels."""

    first: Any
    last: Any
    length: int

    def __call__(self, value: Any) -> float:  # noqa: ANN401 (a number or a day)
        """The position of a value in pixels; values outside are at the ends."""
        inside = min(max(value, self.first), self.last)
        share: float = self.length * (inside - self.first) / (self.last - self.first)
        return round(share, 1)

    def months(self) -> Iterator[tuple[float, str]]:
        """The first day of each month on a scale of days: its position and short name."""
        day = self.first.replace(day=1)
        while day <= self.last:
            if day >= self.first:
                yield self(day), MONTHS[day.month - 1][:3]
            day = date(day.year + day.month // 12, day.month % 12 + 1, 1)
