"""Career stages that each would like on the other side.

A side without a wish counts as satisfied, and each further stage wished for widens the choice. Half
the points depend on the mentor's wish, half on the mentee's.
"""

from mentoring.scoring.criterion import FULL, Compared
from mentoring.scoring.features import Features

A_STAGE_AWAY = 400


def away(wished: tuple[int, ...], stage: int) -> int:
    """The distance in stages to the nearest stage wished for; 0 without a wish."""
    return min((abs(stage - wish) for wish in wished), default=0)


def points(mentee: Features, mentor: Features) -> int:
    """The mean of both sides' points: all for a stage wished for, fewer with each step away."""
    steps = (away(mentor.stages, mentee.stage), away(mentee.stages, mentor.stage))
    return sum(max(0, FULL - A_STAGE_AWAY * step) for step in steps) // 2


def reason(mentee: Features, mentor: Features) -> str:
    """The sides whose wishes are not met, and by how many stages."""
    sides = {("mentor", "mentee"): away(mentor.stages, mentee.stage)}
    sides["mentee", "mentor"] = away(mentee.stages, mentor.stage)
    unmet = [
        f"The {side} wished for a career stage {n} step{'s'[: n > 1]} from the {other}'s."
        for (side, other), n in sides.items()
        if n
    ]
    return " ".join(unmet) or "Each is in a career stage that the other would like."


CRITERION = Compared("Preferred stages", ("stage", "stages"), points, reason)
