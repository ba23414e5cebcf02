"""Career distance: a mentor who is ahead, but not so far that the mentee's worries are history.

This is a criterion and not a rule, because people choose their own role. In the same stage, the
years since the mentor's earlier start count.
"""

from mentoring.files.messages import many
from mentoring.scoring.criteria import Criterion
from mentoring.scoring.features import Features

# Points by the number of career stages that the mentor is ahead; none below -1.
STAGES_AHEAD = {-1: 200, 0: 500, 1: 900, 2: 1000, 3: 700, 4: 400}
A_YEAR_AHEAD = 40
YEARS = 10


def _points(mentee: Features, mentor: Features) -> int:
    ahead = mentor.stage - mentee.stage
    years = min(YEARS, max(0, mentee.since - mentor.since)) if ahead == 0 else 0
    return STAGES_AHEAD.get(ahead, 0) + A_YEAR_AHEAD * years


def _reason(mentee: Features, mentor: Features) -> str:
    ahead = mentor.stage - mentee.stage
    if ahead == 0:
        years = mentee.since - mentor.since
        since = f", the mentor for {many(years, 'more year')}" if years > 0 else ""
        return f"They are in the same career stage{since}."
    stages = many(abs(ahead), "career stage")
    return f"The mentor is {stages} {'ahead' if ahead > 0 else 'behind'}."


CRITERION = Criterion("Career distance", ("stage", "since"), _points, _reason)
