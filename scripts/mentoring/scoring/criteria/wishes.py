"""Whether each would prefer a person of their own institute or of another.

A side without a wish counts as satisfied. Each side contributes half the points.
"""

from mentoring.scoring.criterion import FULL, Compared
from mentoring.scoring.features import Features


def unmet(mentee: Features, mentor: Features) -> tuple[str, ...]:
    """The sides whose wish is not met."""
    unwanted = "other" if set(mentee.institutes) & set(mentor.institutes) else "same"
    sides = {"mentee": mentee.institute_wish, "mentor": mentor.institute_wish}
    return tuple(side for side, wish in sides.items() if wish == unwanted)


def points(mentee: Features, mentor: Features) -> int:
    """Half the points for each side whose wish is met or who has none."""
    return FULL - FULL // 2 * len(unmet(mentee, mentor))


def reason(mentee: Features, mentor: Features) -> str:
    """The sides whose wishes about the institute are not met."""
    sides = unmet(mentee, mentor)
    if not sides:
        return "No wish about the institute is against this pair."
    return f"The {' and the '.join(sides)} wished for another choice of institute."


CRITERION = Compared("Institute wished for", ("institutes", "institute_wish"), points, reason)
