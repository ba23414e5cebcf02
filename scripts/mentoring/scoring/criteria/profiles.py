"""Mentor profiles that the mentee ranked after reading the anonymous catalogue.

The programme sets how many profiles count. The first is worth most and each later one less. A
mentee who ranks none loses nothing: every mentee has the same average points over the mentors.
"""

from mentoring.scoring.criterion import FULL, Listed, by_rank
from mentoring.scoring.features import Features


def worth(mentee: Features) -> dict[str, int]:
    """The profiles' values: 500, 333 and 166 points for three places, similarly for others."""
    return by_rank(mentee.ranked, mentee.ranked_places)


def offers(mentor: Features) -> dict[str, int]:
    """The mentor's own profile, if there is one."""
    return {} if mentor.profile is None else {mentor.profile: FULL}


def reason(mentee: Features, mentor: Features) -> str:
    """The profile's place in the mentee's ranking."""
    if not mentee.ranked:
        return "The mentee ranked no mentor profiles."
    if mentor.profile not in mentee.ranked:
        return "The mentee did not rank this mentor's profile."
    place = mentee.ranked.index(mentor.profile) + 1
    return f"The mentee ranked this mentor's profile {place} of {len(mentee.ranked)}."


CRITERION = Listed("Ranked profiles", ("ranked", "ranked_places", "profile"), worth, offers, reason)
