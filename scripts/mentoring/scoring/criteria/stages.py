"""Career stages that each would like on the other side.

Nobody gains by stating a wish: no wish is a wish fulfilled, and one more stage is one more that
suits. Half the points are the mentor's wish, half the mentee's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mentoring.scoring.criterion import FULL, Compared

if TYPE_CHECKING:
    from mentoring.scoring.features import Features

A_STAGE_AWAY = 400


def content(wished: tuple[int, ...], stage: int) -> int:
    """Full points for a stage wished for, fewer with each step from the nearest one that is."""
    away = min((abs(stage - wish) for wish in wished), default=0)
    return max(0, FULL - A_STAGE_AWAY * away)


def points(mentee: Features, mentor: Features) -> int:
    """The mean of both sides' contentment."""
    return (content(mentor.stages, mentee.stage) + content(mentee.stages, mentor.stage)) // 2


def reason(mentee: Features, mentor: Features) -> str:
    """Whose wish is met."""
    sides = {
        "mentor": content(mentor.stages, mentee.stage) == FULL,
        "mentee": content(mentee.stages, mentor.stage) == FULL,
    }
    unmet = [side for side, met in sides.items() if not met]
    if not unmet:
        return "Each suits the career stages that the other would like."
    return f"The {' and the '.join(unmet)} would have liked another career stage."


CRITERION = Compared(
    name="stages",
    title="Preferred stages",
    doc=__doc__,
    reads=("stage", "stages"),
    points=points,
    reason=reason,
)
