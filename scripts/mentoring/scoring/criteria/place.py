"""A place where both are and both are willing to meet in person. Otherwise they meet virtually.

Two of a person's places count: the place of work, and the first other place where they regularly
are. A mentee has all points for the place of work, and 700 for the other.
"""

from mentoring.scoring.criteria import FULL, listed
from mentoring.scoring.features import Features


def _worth(mentee: Features) -> dict[str, int]:
    if not mentee.in_person:
        return {}
    first, *others = mentee.places
    return {first: FULL, **dict.fromkeys(others, 700)}


def _offers(mentor: Features) -> dict[str, int]:
    return dict.fromkeys(mentor.places, FULL) if mentor.in_person else {}


def _reason(mentee: Features, mentor: Features) -> str:
    """Whether they can meet in person, and if not, why. The place itself is not named."""
    shared = [place for place in mentee.places if place in mentor.places]
    if not shared:
        return "They are in different places and meet virtually."
    if not (mentee.in_person and mentor.in_person):
        return "They are in one place, but not both are willing to meet in person."
    if mentee.places[0] in shared:
        return "They can meet where the mentee works, and both are willing to."
    return "They can meet at another place where the mentee regularly is, and both are willing to."


CRITERION = listed("Meeting in person", ("places", "in_person"), _worth, _offers, _reason)
