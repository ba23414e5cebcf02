"""Finding a pair by its mentee, its current mentorship, and recording events in it."""

from dataclasses import replace
from datetime import date
from typing import Any

from mentoring.errors import MentoringError, UsageError
from mentoring.people.lifecycle import ENDINGS, HistoryEntry, Step, life
from mentoring.people.meeting import may_meet_in_person
from mentoring.people.pair import Mentorship, Pair
from mentoring.people.side import Side
from mentoring.problems import did_you_mean
from mentoring.store.edition import Edition


def pair_of(edition: Edition, mentee: str) -> Pair:
    """The pair file of a mentee. Raises UsageError, with the nearest id, if there is none."""
    pairs = edition.pair_files
    if mentee in pairs:
        return pairs[mentee]
    if theirs := sorted(pair.mentee for pair in pairs.values() if pair.latest.mentor == mentee):
        raise UsageError(
            f"{mentee} is a mentor. A pair is named by its mentee: {', '.join(theirs)}."
        )
    hint = did_you_mean(mentee, pairs) if pairs else "The edition has no pairs yet."
    raise UsageError(f"There is no pair of {mentee} in {edition.name}. {hint}")


def current_mentorship(pair: Pair) -> Mentorship:
    """The current announced mentorship.

    Raises MentoringError if there is none; one that ended early has a place to fill.
    """
    if pair.current and pair.current.meaning.told:
        return pair.current
    if pair.current:
        raise MentoringError(
            f"The pair of {pair.mentee} is proposed and not announced yet. First: "
            f"mentoring announce {pair.cohort}."
        )
    latest = pair.latest
    last = next((event for event in reversed(latest.events) if event.what in ENDINGS), None)
    said = (
        f"The mentorship of {pair.mentee} with {latest.mentor} is over"
        f"{f' since {last.on}' if last else ''}; nothing more can be recorded."
    )
    if not latest.meaning.certificate:
        left = last.by if last and last.by != "organiser" else "mentor --stays"
        refill = f"mentoring replace {pair.cohort} {pair.mentee} --left {left}"
        said = f"{said} To fill its place: {refill}"
    raise MentoringError(said)


def answered_about(pair: Pair) -> Mentorship:
    """The mentorship that a side's answers are about: the current or the completed one.

    The last survey is answered after the programme is over.
    """
    return pair.latest if pair.latest.meaning.certificate else current_mentorship(pair)


def changed(pair: Pair, **fields: Any) -> Pair:  # noqa: ANN401 (of Mentorship)
    """The pair with other values of these fields in its latest mentorship."""
    latest = pair.latest
    new = replace(latest, **fields)
    mentorships = (new if mentorship is latest else mentorship for mentorship in pair.mentorships)
    return replace(pair, mentorships=tuple(mentorships))


def recorded(
    pair: Pair,
    what: Step,
    on: date,
    by: Side | None = None,
    *,
    until: date | None = None,
    mentor: str | None = None,
    reason: str | None = None,
) -> Pair:
    """The pair with a further event, in the state that its history leads to.

    The event happens to the latest mentorship. Raises MentoringError if it does not fit between
    the recorded ones.
    """
    entry = HistoryEntry(
        on=on, what=what, by=by or "organiser", until=until, mentor=mentor, reason=reason
    )
    return with_history(pair, (*pair.latest.history, entry))


def with_history(pair: Pair, history: tuple[HistoryEntry, ...]) -> Pair:
    """The pair with another history; raises MentoringError if an event no longer fits in it."""
    latest, after = pair.latest, life(history)
    known = {event for event, _ in life(latest.history).refused}
    for event, state in after.refused:
        if event not in known:
            raise MentoringError(
                f"On {event.on} the mentorship with {latest.mentor} was "
                f"{state or 'not proposed yet'}, so it cannot have been {event.what} then. Correct "
                "the day, or undo what is wrong: mentoring pair undo."
            )
    return changed(pair, status=after.status or latest.status, history=history)


def may_meet(edition: Edition, pair: Pair) -> bool:
    """Whether a pair may meet in person: both are in the same place and both agreed."""
    mentee, mentor = edition.people.get(pair.mentee), edition.people.get(pair.latest.mentor)
    return mentee is not None and mentor is not None and may_meet_in_person(mentee, mentor)


def require_allowed(pair: Pair, mode: str, *, in_person: bool) -> None:
    """Raise an error for a way of meeting that the two applications do not allow."""
    if mode != "virtual" and not in_person:
        raise MentoringError(
            f"The pair of {pair.mentee} may not meet in person: both must be in the same place and "
            "must have agreed to it. Record it as virtual, or correct both applications first."
        )
