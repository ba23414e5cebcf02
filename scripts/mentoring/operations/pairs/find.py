"""Finding a pair by its mentee, and its current mentorship."""

from dataclasses import replace
from functools import partial
from typing import Any

from mentoring.errors import MentoringError, UsageError
from mentoring.files.messages import message
from mentoring.people.application import may_meet_in_person
from mentoring.people.lifecycle import ENDINGS
from mentoring.people.pair import Mentorship, Pair
from mentoring.problems import did_you_mean
from mentoring.store.programme import Edition

text = partial(message, __package__)
"""A message of `messages.toml`, by its key and with its values."""


def pair_of(edition: Edition, mentee: str) -> Pair:
    """The pair file of a mentee. Raises UsageError, with the nearest id, if there is none."""
    pairs = edition.pair_files
    if mentee in pairs:
        return pairs[mentee]
    if theirs := sorted(pair.mentee for pair in pairs.values() if pair.latest.mentor == mentee):
        raise UsageError(text("mentor", mentee=mentee, mentees=", ".join(theirs)))
    hint = did_you_mean(mentee, pairs) if pairs else "The edition has no pairs yet."
    raise UsageError(text("unknown", mentee=mentee, edition=edition.name, hint=hint))


def current_mentorship(pair: Pair) -> Mentorship:
    """The current announced mentorship.

    Raises MentoringError if there is none; one that ended early has a place to fill.
    """
    if pair.current and pair.current.meaning.told:
        return pair.current
    if pair.current:
        raise MentoringError(text("proposed", pair=pair))
    latest = pair.latest
    last = next((event for event in reversed(latest.events) if event.what in ENDINGS), None)
    since = f" since {last.on}" if last else ""
    left = last.by if last and last.by != "organiser" else "mentor --stays"
    refill = "" if latest.meaning.certificate else text("refill", pair=pair, left=left)
    raise MentoringError(text("over", pair=pair, mentor=latest.mentor, since=since, refill=refill))


def changed(pair: Pair, **fields: Any) -> Pair:  # noqa: ANN401 (of Mentorship)
    """The pair with other values of these fields in its latest mentorship."""
    latest = pair.latest
    new = replace(latest, **fields)
    mentorships = (new if mentorship is latest else mentorship for mentorship in pair.mentorships)
    return replace(pair, mentorships=tuple(mentorships))


def may_meet(edition: Edition, pair: Pair) -> bool:
    """Whether a pair may meet in person: both are in the same place and both agreed."""
    mentee, mentor = edition.people.get(pair.mentee), edition.people.get(pair.latest.mentor)
    return mentee is not None and mentor is not None and may_meet_in_person(mentee, mentor)


def require_allowed(pair: Pair, mode: str, *, in_person: bool) -> None:
    """Raise an error for a way of meeting that the two applications do not allow."""
    if mode != "virtual" and not in_person:
        raise MentoringError(text("place", pair=pair))
