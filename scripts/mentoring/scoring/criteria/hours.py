"""Working hours that the two share over their time zones, in winter and in summer.

Clocks change on different days or not at all, so the two seasons count half each.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mentoring.scoring.criterion import FULL, Compared

if TYPE_CHECKING:
    from mentoring.scoring.features import Features

# Four shared hours a day leave room for every meeting; more of them is no better.
ENOUGH = 16


def shared(mentee: Features, mentor: Features) -> tuple[int, ...]:
    """The shared quarter hours of each season."""
    days = zip(mentee.working, mentor.working, strict=True)
    return tuple((one & other).bit_count() for one, other in days)


def points(mentee: Features, mentor: Features) -> int:
    """Full points at four shared hours a day, in proportion below; the mean of the seasons."""
    seasons = shared(mentee, mentor)
    return FULL * sum(min(ENOUGH, overlap) for overlap in seasons) // (ENOUGH * len(seasons))


def reason(mentee: Features, mentor: Features) -> str:
    """The shared time of each season."""
    winter, summer = (f"{n // 4}:{n % 4 * 15:02}" for n in shared(mentee, mentor))
    if winter == summer:
        return f"Their working days share {winter} hours."
    return f"Their working days share {winter} hours in winter and {summer} in summer."


CRITERION = Compared(
    name="hours",
    title="Shared working hours",
    doc=__doc__,
    reads=("working",),
    points=points,
    reason=reason,
)
