"""Mentor profiles that the mentee ranked after reading the anonymous catalogue.

A profile that the mentee did not rank gets half the points, whether they ranked others or none:
ranking a profile raises the fit with that mentor and lowers it with nobody.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mentoring.scoring.criterion import Listed, falling

if TYPE_CHECKING:
    from mentoring.scoring.features import Features


def worth(mentee: Features) -> dict[str, int]:
    """What the ranked profiles close of the distance to full points: 600, and 100 more a rank."""
    return falling(mentee.ranked, last=600, step=100, steps=4)


def offers(mentor: Features) -> tuple[str, ...]:
    """The mentor's own profile, if there is one."""
    return () if mentor.profile is None else (mentor.profile,)


def reason(mentee: Features, mentor: Features) -> str:
    """The profile's place in the mentee's ranking."""
    if not mentee.ranked:
        return "The mentee ranked no mentor profiles."
    if mentor.profile not in mentee.ranked:
        return "The mentee did not rank this mentor's profile."
    place = mentee.ranked.index(mentor.profile) + 1
    return f"The mentee ranked this mentor's profile {place} of {len(mentee.ranked)}."


CRITERION = Listed(
    name="profiles",
    title="Ranked profiles",
    doc=__doc__,
    worth=worth,
    offers=offers,
    reason=reason,
    base=500,
)
