"""Mentor profiles that the mentee ranked after reading the anonymous catalogue.

The first of them is worth most. A mentee who ranks none loses nothing, because every mentee has
the same average points over the mentors.
"""

from mentoring.scoring.criteria import FULL, by_rank, listed
from mentoring.scoring.features import Features


def _reason(mentee: Features, mentor: Features) -> str:
    if not mentee.ranked:
        return "The mentee ranked no mentor profiles."
    if mentor.profile not in mentee.ranked:
        return "The mentee did not rank this mentor's profile."
    place = mentee.ranked.index(mentor.profile) + 1
    return f"The mentee ranked this mentor's profile {place} of {len(mentee.ranked)}."


CRITERION = listed(
    "Ranked profiles",
    ("ranked", "ranked_places", "profile"),
    lambda mentee: by_rank(mentee.ranked, mentee.ranked_places),
    lambda mentor: {mentor.profile: FULL} if mentor.profile is not None else {},
    _reason,
)
