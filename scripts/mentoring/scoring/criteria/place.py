"""A place where both are and both are willing to meet in person. Otherwise they meet virtually."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mentoring.scoring.criterion import Listed

if TYPE_CHECKING:
    from mentoring.scoring.features import Features


def worth(mentee: Features) -> dict[str, int]:
    """Full points for the place of work, 700 for another place where the mentee regularly is."""
    if not mentee.in_person:
        return {}
    first, *others = mentee.places
    return {first: 1000, **dict.fromkeys(others, 700)}


def offers(mentor: Features) -> tuple[str, ...]:
    """The places where the mentor is willing to meet."""
    return mentor.places if mentor.in_person else ()


def reason(mentee: Features, mentor: Features) -> str:
    """Whether they can meet in person, and if not, why. The place itself is left unsaid."""
    shared = [place for place in mentee.places if place in mentor.places]
    if not shared:
        return "They are in different places and meet virtually."
    if not (mentee.in_person and mentor.in_person):
        return "They are in one place, but not both are willing to meet in person."
    if mentee.places[0] in shared:
        return "They can meet where the mentee works, and both are willing to."
    where = "a place" if len(shared) == 1 else f"{len(shared)} places"
    return f"They can meet in {where} where the mentee now and then is, and both are willing to."


CRITERION = Listed(
    name="place", title="Meeting in person", doc=__doc__, worth=worth, offers=offers, reason=reason
)
