"""Career stages that each would like on the other side.

A side without a wish counts as satisfied, and each further stage wished for widens the choice. Half
the points depend on the mentor's wish, half on the mentee's; each step away costs 400 of 1000.
"""

from mentoring.files.messages import many
from mentoring.scoring.criteria import FULL, Criterion
from mentoring.scoring.features import Features

A_STAGE_AWAY = 400


def _steps(mentee: Features, mentor: Features) -> dict[str, int]:
    """The distance of each side to the nearest stage that the other wished for."""
    sides = {"mentor": (mentor.stages, mentee.stage), "mentee": (mentee.stages, mentor.stage)}
    return {
        side: min((abs(stage - wish) for wish in wished), default=0)
        for side, (wished, stage) in sides.items()
    }


def _points(mentee: Features, mentor: Features) -> int:
    steps = _steps(mentee, mentor).values()
    return sum(max(0, FULL - A_STAGE_AWAY * step) for step in steps) // 2


def _reason(mentee: Features, mentor: Features) -> str:
    other = {"mentor": "mentee", "mentee": "mentor"}
    unmet = [
        f"The {side} wished for a career stage {many(steps, 'step')} from the {other[side]}'s."
        for side, steps in _steps(mentee, mentor).items()
        if steps
    ]
    return " ".join(unmet) or "Each is in a career stage that the other would like."


CRITERION = Criterion("Preferred stages", ("stage", "stages"), _points, _reason)
