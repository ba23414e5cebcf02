"""Career distance: a mentor who is ahead, but not so far that the mentee's worries are history.

This is a criterion and not a rule, because people choose their own role.
"""

from mentoring.scoring.criterion import Compared
from mentoring.scoring.features import Features

# Points by the number of career stages that the mentor is ahead; none below -1.
STAGES_AHEAD = {-1: 200, 0: 500, 1: 900, 2: 1000, 3: 700, 4: 400}
A_YEAR_AHEAD = 40
YEARS = 10


def points(mentee: Features, mentor: Features) -> int:
    """Points by stages ahead; in the same stage, by years since the mentor's earlier start."""
    ahead = mentor.stage - mentee.stage
    years = min(YEARS, max(0, mentee.since - mentor.since)) if ahead == 0 else 0
    return STAGES_AHEAD.get(ahead, 0) + A_YEAR_AHEAD * years


def reason(mentee: Features, mentor: Features) -> str:
    """The number of career stages between them."""
    ahead = mentor.stage - mentee.stage
    if ahead == 0:
        years = mentee.since - mentor.since
        since = f", the mentor for {years} more year{'s'[: years > 1]}" if years > 0 else ""
        return f"They are in the same career stage{since}."
    stages = f"{abs(ahead)} career stage{'s'[: abs(ahead) > 1]}"
    return f"The mentor is {stages} {'ahead' if ahead > 0 else 'behind'}."


CRITERION = Compared("Career distance", ("stage", "since"), points, reason)
