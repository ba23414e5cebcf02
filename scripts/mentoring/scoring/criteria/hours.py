"""Working hours that the two share over their time zones, in winter and in summer.

Clocks change on different days or not at all, so each season counts half. A working day of up to
ten hours counts as it is; the hours of a longer day share the points of ten hours.
"""

from mentoring.scoring.criteria import FULL, Criterion
from mentoring.scoring.features import Features

# Four shared hours a day are enough for every meeting, so more hours give no further points.
ENOUGH = 16
PLAUSIBLE = 40


def _shared(mentee: Features, mentor: Features) -> list[int]:
    """The shared quarter hours of each season."""
    days = zip(mentee.working, mentor.working, strict=True)
    return [(own & other).bit_count() for own, other in days]


def _longest(person: Features) -> int:
    """The longest working day of the two seasons, at least ten hours, in quarter hours."""
    return max(PLAUSIBLE, *(day.bit_count() for day in person.working))


def _points(mentee: Features, mentor: Features) -> int:
    """Full points at four shared hours a day, in proportion below; the mean of the seasons."""
    whole = ENOUGH * _longest(mentee) * _longest(mentor)
    shared = _shared(mentee, mentor)
    return sum(min(FULL, FULL * PLAUSIBLE**2 * day // whole) for day in shared) // len(shared)


def _reason(mentee: Features, mentor: Features) -> str:
    winter, summer = map(_clock, _shared(mentee, mentor))
    season = "" if winter == summer else f" in winter and {summer} in summer"
    sides = {"mentee": _longest(mentee), "mentor": _longest(mentor)}
    long = [
        f" The {side}'s day of {_clock(quarters)} hours counts as ten."
        for side, quarters in sides.items()
        if quarters > PLAUSIBLE
    ]
    return f"Their working days share {winter} hours{season}.{''.join(long)}"


def _clock(quarters: int) -> str:
    return f"{quarters // 4}:{quarters % 4 * 15:02}"


CRITERION = Criterion("Shared working hours", ("working",), _points, _reason)
