"""Whether each would prefer a person of their own institute or of another.

A side without a wish counts as satisfied. Each side contributes half the points.
"""

from mentoring.scoring.criteria import FULL, Criterion
from mentoring.scoring.features import Features


def _unmet(mentee: Features, mentor: Features) -> list[str]:
    unwanted = "other" if set(mentee.institutes) & set(mentor.institutes) else "same"
    sides = {"mentee": mentee.institute_wish, "mentor": mentor.institute_wish}
    return [side for side, wish in sides.items() if wish == unwanted]


def _points(mentee: Features, mentor: Features) -> int:
    return FULL - FULL // 2 * len(_unmet(mentee, mentor))


def _reason(mentee: Features, mentor: Features) -> str:
    if sides := _unmet(mentee, mentor):
        return f"The {' and the '.join(sides)} wished for another choice of institute."
    return "No wish about the institute is against this pair."


CRITERION = Criterion("Institute wished for", ("institutes", "institute_wish"), _points, _reason)
