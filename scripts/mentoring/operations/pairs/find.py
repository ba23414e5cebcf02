"""Finding the pair that a steward means, and the mentorship of it that stands."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from mentoring.errors import MentoringError, UsageError
from mentoring.people.pair import HistoryEntry, MentorshipStatus, Step
from mentoring.problems import did_you_mean

if TYPE_CHECKING:
    from datetime import date

    from mentoring.people.pair import Mentorship, Pair
    from mentoring.people.side import Side
    from mentoring.store.edition import Edition


ENDINGS: tuple[Step, ...] = ("declined", "ended", "completed")


def pair_of(edition: Edition, mentee: str) -> Pair:
    """The pair file of a mentee; an id that has none is a usage error with the nearest."""
    pairs = {entry.record.mentee: entry.record for entry in edition.pairs}
    if mentee in pairs:
        return pairs[mentee]
    theirs = sorted(one.mentee for one in pairs.values() if one.latest.mentor == mentee)
    if theirs:
        raise UsageError(
            f"{mentee} is a mentor. A pair is named by its mentee: {', '.join(theirs)}."
        )
    hint = did_you_mean(mentee, pairs) if pairs else "The edition has no pairs yet."
    raise UsageError(f"There is no pair of {mentee} in {edition.name}. {hint}")


def standing(pair: Pair) -> Mentorship:
    """The mentorship that stands and was announced; anything else cannot be acted upon."""
    current = pair.current
    if current is None:
        raise MentoringError(_over(pair))
    if current.status is MentorshipStatus.PROPOSED:
        raise MentoringError(
            f"The pair of {pair.mentee} is a proposal that nobody knows of yet. First: "
            f"mentoring announce {pair.cohort}."
        )
    return current


def answered_about(pair: Pair) -> Mentorship:
    """The mentorship that a side answers questions about: the one that stands, or was completed.

    The last survey comes back when the nine months are over.
    """
    if pair.latest.status is MentorshipStatus.COMPLETED:
        return pair.latest
    return standing(pair)


def _over(pair: Pair) -> str:
    """That a pair is over since when, and how its place is filled where it ended early."""
    latest = pair.latest
    last = next((one for one in reversed(latest.history) if one.what in ENDINGS), None)
    when = f" since {last.on}" if last else ""
    said = (
        f"The mentorship of {pair.mentee} with {latest.mentor} is over{when}; nothing more can be "
        "recorded."
    )
    if latest.status is MentorshipStatus.COMPLETED:
        return said
    left = last.by if last and last.by != "organiser" else "mentor --stays"
    return f"{said} To fill its place: mentoring replace {pair.cohort} {pair.mentee} --left {left}"


def with_current(pair: Pair, changed: Mentorship) -> Pair:
    """The pair with `changed` in the place of the mentorship that stands, or was the last."""
    latest = pair.latest
    return replace(
        pair, mentorships=tuple(changed if one is latest else one for one in pair.mentorships)
    )


def stepped(
    mentorship: Mentorship,
    what: Step,
    on: date,
    by: Side | None = None,
    *,
    status: MentorshipStatus | None = None,
) -> Mentorship:
    """The mentorship after a step, in the state that the step leads to."""
    entry = HistoryEntry(on=on, what=what, by=by or "organiser")
    return replace(
        mentorship, status=status or mentorship.status, history=(*mentorship.history, entry)
    )
