"""How often they would like to meet, and the hours a month that both can give.

Half the points are for the hours, up to four a month; half are for the number of meetings, and are
reduced only if both stated a number and the two differ.
"""

from mentoring.files.messages import many
from mentoring.scoring.criteria import FULL, Criterion
from mentoring.scoring.features import Features

# Two meetings a month of an hour each, and the same time to prepare and follow up.
ENOUGH = 4
A_MEETING_APART = 500


def _apart(mentee: Features, mentor: Features) -> int:
    """The difference of their wishes in meetings per month."""
    if mentee.meetings_per_month is None or mentor.meetings_per_month is None:
        return 0
    return abs(mentee.meetings_per_month - mentor.meetings_per_month)


def _points(mentee: Features, mentor: Features) -> int:
    hours = min(mentee.hours_per_month, mentor.hours_per_month, ENOUGH)
    meetings = max(0, FULL - A_MEETING_APART * _apart(mentee, mentor))
    return (FULL * hours // ENOUGH + meetings) // 2


def _reason(mentee: Features, mentor: Features) -> str:
    hours = many(min(mentee.hours_per_month, mentor.hours_per_month), "hour")
    wishes = "they agree on how often to meet"
    if differ := _apart(mentee, mentor):
        wishes = f"their wishes differ by {many(differ, 'meeting')} a month"
    return f"Both can give {hours} a month, and {wishes}."


CRITERION = Criterion(
    "Rhythm and hours", ("hours_per_month", "meetings_per_month"), _points, _reason
)
