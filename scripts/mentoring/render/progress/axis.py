"""The months of a programme as a horizontal axis: days become positions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from mentoring.programme.cohort import Cohort


@dataclass(frozen=True, kw_only=True, slots=True)
class Axis:
    """An axis from `first` to `last` over `width` pixels."""

    first: date
    last: date
    width: int

    def x(self, day: date) -> float:
        """The position of a day in pixels; days outside are at the ends."""
        inside = min(max(day, self.first), self.last)
        return round(self.width * (inside - self.first).days / (self.last - self.first).days, 1)

    def months(self) -> Iterator[tuple[float, str]]:
        """The first day of each month on the axis, with its position and short English name."""
        day = self.first.replace(day=1)
        while day <= self.last:
            if day >= self.first:
                yield self.x(day), MONTHS[day.month - 1]
            day = date(day.year + day.month // 12, day.month % 12 + 1, 1)


MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def axis_of(cohort: Cohort, width: int) -> Axis:
    """The axis from the announcement to the end of an edition."""
    return Axis(first=cohort.dates.announcement, last=cohort.dates.end, width=width)
