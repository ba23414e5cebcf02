"""Where two people could meet in person."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mentoring.people.application import Application


def may_meet_in_person(mentee: Application, mentor: Application) -> bool:
    """Whether both are willing, and there is a place where both are."""
    places = [{one.location.place, *one.location.also} for one in (mentee, mentor)]
    return mentee.location.in_person and mentor.location.in_person and bool(places[0] & places[1])
