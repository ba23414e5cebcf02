"""How often they would like to meet, and the hours a month that both can give.

Half the points are for the hours, up to four a month; half are for the number of meetings, and are
reduced only if both stated a number and the two differ.
"""

from mentoring.scoring.criterion import FULL, Compared
from mentoring.scoring.features import Features

# Two meetings a month of an hour each, and the same time to prepare and follow up.
ENOUGH = 4
A_MEETING_APART = 500


def apart(mentee: Features, mentor: Features) -> int:
    """The difference of their wishes in meetings per month."""
    if mentee.meetings_per_month is None or mentor.meetings_per_month is None:
        return 0
    return abs(mentee.meetings_per_month - mentor.meetings_per_month)


def points(mentee: Features, mentor: Features) -> int:
    """The mean of the points for hours and the points for the number of meetings."""
    hours = min(mentee.hours_per_month, mentor.hours_per_month, ENOUGH)
    meetings = max(0, FULL - A_MEETING_APART * apart(mentee, mentor))
    return (FULL * hours // ENOUGH + meetings) // 2


def reason(mentee: Features, mentor: Features) -> str:
    """The hours that both can give, and whether their wishes differ."""
    hours = min(mentee.hours_per_month, mentor.hours_per_month)
    differ = apart(mentee, mentor)
    wishes = f"their wishes differ by {differ} meeting{'s'[: differ > 1]} a month"
    wishes = wishes if differ else "they agree on how often to meet"
    return f"Both can give {hours} hour{'s'[: hours > 1]} a month, and {wishes}."


CRITERION = Compared("Rhythm and hours", ("hours_per_month", "meetings_per_month"), points, reason)
