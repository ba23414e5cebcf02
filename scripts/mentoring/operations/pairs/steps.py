"""The steps of a pair: accept or decline, pause and resume, end or complete.

Each function returns the pair after the step, or the same pair if the step was taken before.
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
    """Accept for one side or, without `by`, for both. The pair is accepted once both have."""
    current = standing(pair)
    accepted = life(current.history).accepted
    if accepted == BOTH or by in accepted:
        return pair
    return with_current(pair, stepped(current, "accepted", today, by))


def accepted_by(mentorship: Mentorship, by: Side, on: date) -> Mentorship:
    """The mentorship with a side's acceptance, which a signature implies."""
    accepted = life(mentorship.history).accepted
    return mentorship if by in accepted else stepped(mentorship, "accepted", on, by)


def decline(pair: Pair, by: Side, today: date) -> Pair:
    """Decline the offer for one side: the mentorship ends before it begins, without any blame.

    Raises MentoringError once the pair works together; it must be ended instead.
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
    """Pause the pair until a day of return, which a second pause moves.

    Raises MentoringError if the pair has not accepted yet, or the day is not in the future.
    """
    current = standing(pair)
    if current.meaning.rests and until in {None, current.day_of_return}:
        return pair
    if current.status not in states_for("paused"):
        raise MentoringError(
            f"The pair of {pair.mentee} has not accepted yet, so there is nothing to pause. "
            f"First: mentoring pair accept {pair.cohort} {pair.mentee}."
        )
    if until is not None and until <= today:
        raise MentoringError(f"A pause ends on a day to come, and {until} is none.")
    return with_current(pair, stepped(current, "paused", today, by, until=until))


def resume(pair: Pair, by: Side | None, today: date) -> Pair:
    """Resume the pair in the state that it had before the pause."""
    current = standing(pair)
    if current.status not in states_for("resumed"):
        return pair
    return with_current(pair, stepped(current, "resumed", today, by))


def keep(pair: Pair, reason: str, today: date) -> Pair:
    """Keep the pair, as they and the organisers wish, although something about them changed."""
    current = standing(pair)
    if any((event.what, event.reason) == ("kept", reason) for event in current.events):
        return pair
    return with_current(pair, stepped(current, "kept", today, reason=reason))


def end(pair: Pair, by: Side | None, today: date) -> Pair:
    """End the mentorship early. No reason is asked for or stored."""
    if pair.current is None and not pair.latest.meaning.certificate:
        return pair
    return with_current(pair, stepped(standing(pair), "ended", today, by))


def complete(pair: Pair, cohort: Cohort, today: date) -> Pair:
    """Complete the mentorship: the programme is over and the pair stayed to the end."""
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
