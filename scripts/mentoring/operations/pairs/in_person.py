"""Whether a pair may meet in person: both in one place, and both said yes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mentoring.errors import MentoringError
from mentoring.people.meeting_place import may_meet_in_person

if TYPE_CHECKING:
    from mentoring.people.pair import Pair
    from mentoring.store.edition import Edition


def may_meet(edition: Edition, pair: Pair) -> bool:
    """Whether the two applications allow it."""
    mentee, mentor = edition.people.get(pair.mentee), edition.people.get(pair.latest.mentor)
    return mentee is not None and mentor is not None and may_meet_in_person(mentee, mentor)


def require_allowed(pair: Pair, mode: str, *, in_person: bool) -> None:
    """Refuse a way of meeting that the two applications do not allow."""
    if mode != "virtual" and not in_person:
        raise MentoringError(
            f"The pair of {pair.mentee} may not meet in person: both must be in one place and both "
            "must have said yes. Record it as virtual, or correct both applications first."
        )
