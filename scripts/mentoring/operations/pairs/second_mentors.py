"""Second mentors: a co-mentor, or a stand-in while the leading mentor is away."""

from __future__ import annotations

from datetime import date

from mentoring.errors import MentoringError, UsageError
from mentoring.operations.pairs.find import standing, stepped, with_current
from mentoring.people.application import Role
from mentoring.people.conflict import against_pairing
from mentoring.people.lifecycle import Step
from mentoring.people.pair import Pair
from mentoring.problems import did_you_mean
from mentoring.store.edition import Edition


def join(
    edition: Edition, pair: Pair, mentor: str, today: date, *, reason: str, until: date | None
) -> Pair:
    """Add a second mentor, with the decision's reason; with a last day, they are a stand-in.

    Raises:
        UsageError: if no mentor of the edition has that id.
        MentoringError: if the two may not be paired, or the last day is not in the future.
    """
    current = standing(pair)
    if mentor in {one.mentor for one in current.second_mentors if one.is_there_on(today)}:
        return pair
    _require_possible(edition, pair, mentor)
    if until is not None and until <= today:
        raise MentoringError(f"A stand-in's last day is to come, and {until} is none.")
    what: Step = "covered" if until else "joined"
    return with_current(
        pair, stepped(current, what, today, mentor=mentor, reason=reason, until=until)
    )


def leave(pair: Pair, mentor: str, today: date) -> Pair:
    """Remove a second mentor; the leading mentor stays."""
    current = standing(pair)
    there = {one.mentor for one in current.second_mentors if one.is_there_on(today)}
    if mentor not in there:
        if any(one.mentor == mentor for one in current.second_mentors):
            return pair
        hint = did_you_mean(mentor, there) if there else "The pair has none."
        raise UsageError(f"{mentor} is no second mentor of {pair.mentee}. {hint}")
    return with_current(pair, stepped(current, "left", today, mentor=mentor))


def _require_possible(edition: Edition, pair: Pair, mentor: str) -> None:
    mentors = {person.id: person for person in edition.mentors}
    if mentor not in mentors:
        raise UsageError(
            f"{mentor} is no mentor of {edition.name}. {did_you_mean(mentor, mentors)}"
        )
    if mentor == pair.latest.mentor:
        raise MentoringError(f"{mentor} is the leading mentor of {pair.mentee} already.")
    mentee = edition.people.get(pair.mentee)
    differ = edition.config.affiliation.differ
    why = against_pairing(mentee, mentors[mentor], differ=differ) if mentee else None
    if why or mentors[mentor].role is not Role.MENTOR:
        raise MentoringError(f"{pair.mentee} and {mentor} may not be paired: {why}.")
