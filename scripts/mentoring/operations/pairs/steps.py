"""The steps of a pair: it accepts or declines, rests and goes on, ends or completes.

Each function gives the pair after the step, and the same pair where the step was taken before.
"""

from __future__ import annotations

from datetime import date

from mentoring.errors import MentoringError
from mentoring.operations.pairs.find import standing, stepped, with_current
from mentoring.people.lifecycle import BOTH, life, states_for
from mentoring.people.pair import Mentorship, Pair
from mentoring.people.side import Side
from mentoring.programme.cohort import Cohort


def accept(pair: Pair, by: Side | None, today: date) -> Pair:
    """One side says yes; without `by`, both did. The pair is accepted once both have."""
    current = standing(pair)
    accepted = life(current.history).accepted
    if accepted == BOTH or by in accepted:
        return pair
    return with_current(pair, stepped(current, "accepted", today, by))


def accepted_by(mentorship: Mentorship, by: Side, on: date) -> Mentorship:
    """The mentorship with `by`'s acceptance, which a signature implies."""
    accepted = life(mentorship.history).accepted
    return mentorship if by in accepted else stepped(mentorship, "accepted", on, by)


def decline(pair: Pair, by: Side, today: date) -> Pair:
    """One side says no to the offer: the mentorship ends before it began, and nobody is to blame.

    Raises MentoringError once the pair works together: then it ends instead.
    """
    if pair.current is None and pair.latest.day_of("declined"):
        return pair
    current = standing(pair)
    if current.status not in states_for("declined"):
        raise MentoringError(
            f"The pair of {pair.mentee} is {current.status} already. To end it, at no one's fault: "
            f"mentoring pair end {pair.cohort} {pair.mentee}."
        )
    return with_current(pair, stepped(current, "declined", today, by))


def pause(pair: Pair, by: Side | None, today: date, until: date | None = None) -> Pair:
    """The pair rests until a day of return, which a second pause moves.

    Raises MentoringError while it has not accepted yet, and for a day that is not to come.
    """
    current = standing(pair)
    rests = current.status in states_for("resumed")
    if rests and until in {None, _return(current)}:
        return pair
    if current.status not in states_for("paused"):
        raise MentoringError(
            f"The pair of {pair.mentee} has not accepted yet, so there is nothing to pause. "
            f"First: mentoring pair accept {pair.cohort} {pair.mentee}."
        )
    if until is not None and until <= today:
        raise MentoringError(f"A pause ends on a day to come, and {until} is none.")
    return with_current(pair, stepped(current, "paused", today, by, until=until))


def _return(mentorship: Mentorship) -> date | None:
    """The day of return that was last set."""
    days = [event.until for event in mentorship.events if event.what == "paused"]
    return days[-1] if days else None


def resume(pair: Pair, by: Side | None, today: date) -> Pair:
    """The pair goes on, in the state in which it paused."""
    current = standing(pair)
    if current.status not in states_for("resumed"):
        return pair
    return with_current(pair, stepped(current, "resumed", today, by))


def keep(pair: Pair, reason: str, today: date) -> Pair:
    """Something has changed about the two, and the pair goes on as they and the organisers wish."""
    current = standing(pair)
    if any((event.what, event.reason) == ("kept", reason) for event in current.events):
        return pair
    return with_current(pair, stepped(current, "kept", today, reason=reason))


def end(pair: Pair, by: Side | None, today: date) -> Pair:
    """The mentorship is over early. No reason is asked for, and none is kept."""
    if pair.current is None and not pair.latest.meaning.certificate:
        return pair
    return with_current(pair, stepped(standing(pair), "ended", today, by))


def complete(pair: Pair, cohort: Cohort, today: date) -> Pair:
    """The programme is over and the pair was there to the end."""
    if pair.latest.meaning.certificate:
        return pair
    current = standing(pair)
    if today < cohort.dates.end:
        raise MentoringError(
            f"The edition runs until {cohort.dates.end}. A pair that stops before has ended, not "
            f"completed: leave --completed out."
        )
    if current.status not in states_for("completed"):
        raise MentoringError(f"The pair of {pair.mentee} was never accepted: end it instead.")
    return with_current(pair, stepped(current, "completed", today))
