"""The steps of a pair: recorded once, refused in some states, and undone.

Each step returns the pair after it, or the same pair if the step was taken before.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

from mentoring.errors import MentoringError, UsageError
from mentoring.files.messages import message
from mentoring.people.agreement import Agreement, Signatures
from mentoring.people.application import may_meet_in_person
from mentoring.people.lifecycle import ENDINGS, EventName, HistoryEntry, Side, life, states_for
from mentoring.people.organisers import against_pairing
from mentoring.people.pair import Mentorship, Pair
from mentoring.problems import did_you_mean
from mentoring.store.programme import Edition

text = partial(message, __package__)
"""A message of `messages.toml`, by its key and with its values."""

FINAL: tuple[EventName, ...] = ("proposed", "announced")
"""Steps that cannot be undone: they made the pair, or letters about them have been sent."""

TAKEN: Mapping[EventName, Callable[[Mentorship, HistoryEntry], bool]] = {
    "accepted": lambda now, step: life(now.history).accepted >= step.sides,
    "declined": lambda now, _: not now.meaning.place and now.day_of("declined") is not None,
    "paused": lambda now, step: now.meaning.rests and step.until in {None, now.day_of_return},
    "resumed": lambda now, _: now.meaning.deadlines,
    "kept": lambda now, step: step.reason in [e.reason for e in now.events if e.what == "kept"],
    "called": lambda now, step: step.on in [e.on for e in now.events if e.what == "called"],
    "ended": lambda now, _: not now.meaning.place and not now.meaning.certificate,
    "completed": lambda now, _: now.meaning.certificate,
}
"""The steps that are taken once: whether the mentorship has taken it already."""


def pair_of(edition: Edition, mentee: str, today: date | None = None) -> Pair:
    """The pair file of a mentee.

    Raises UsageError, with the nearest id, if there is none, and MentoringError on a day before
    the pair was announced.
    """
    pairs = edition.pair_files
    if mentee in pairs:
        pair = pairs[mentee]
        announced = pair.latest.day_of("announced")
        if today and announced and today < announced:
            raise MentoringError(text("day", pair=pair, announced=announced, today=today))
        return pair
    if theirs := sorted(pair.mentee for pair in pairs.values() if pair.latest.mentor == mentee):
        raise UsageError(text("mentor", mentee=mentee, mentees=", ".join(theirs)))
    hint = did_you_mean(mentee, pairs) if pairs else "The edition has no pairs yet."
    raise UsageError(text("unknown", mentee=mentee, edition=edition.name, hint=hint))


def current_of(pair: Pair) -> Mentorship:
    """The current announced mentorship; raises MentoringError, with a cure, if there is none."""
    if pair.current and pair.current.meaning.told:
        return pair.current
    if pair.current:
        raise MentoringError(text("proposed", pair=pair))
    latest, ending = pair.latest, pair.latest.ending
    since = f" since {ending.on}" if ending else ""
    left = ending.by if ending and ending.by != "organiser" else "mentor --stays"
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


def recorded(
    pair: Pair,
    what: EventName,
    on: date,
    by: Side | None = None,
    *,
    until: date | None = None,
    mentor: str | None = None,
    reason: str | None = None,
) -> Pair:
    """The pair with a further event, in the state that its history leads to.

    The event happens to the latest mentorship; without `by`, an organiser records it. Raises
    MentoringError if the state does not allow it, or it does not fit between the recorded ones.
    """
    step = HistoryEntry(
        on=on, what=what, by=by or "organiser", until=until, mentor=mentor, reason=reason
    )
    if what in TAKEN:
        if TAKEN[what](pair.latest if what in ENDINGS else current_of(pair), step):
            return pair
        status = current_of(pair).status
        if status not in states_for(what):
            raise MentoringError(text(what, pair=pair, status=status))
    if until is not None and until <= on:
        raise MentoringError(text(f"{what}-until", today=on, until=until))
    return _with_history(pair, (*pair.latest.history, step))


def _with_history(pair: Pair, history: tuple[HistoryEntry, ...]) -> Pair:
    """The pair with another history; raises MentoringError if an event no longer fits in it."""
    latest, after = pair.latest, life(history)
    known = {event for event, _ in life(latest.history).refused}
    for event, state in after.refused:
        if event not in known:
            state_then = state or "not proposed yet"
            raise MentoringError(text("order", event=event, mentor=latest.mentor, state=state_then))
    return changed(pair, status=after.status or latest.status, history=history)


def complete(pair: Pair, end: date, today: date) -> Pair:
    """Complete the mentorship: the programme is over and the pair stayed to the end."""
    if today < end and not pair.latest.meaning.certificate:
        current_of(pair)  # raises its own error if there is nothing to complete
        raise MentoringError(text("early", end=end))
    return recorded(pair, "completed", today)


def join(
    edition: Edition, pair: Pair, mentor: str, today: date, *, reason: str, until: date | None
) -> Pair:
    """Add a second mentor, with the decision's reason; with a last day, they are a stand-in.

    Raises UsageError if no mentor of the edition has that id, and MentoringError if the two may not
    be paired, or the last day is not in the future.
    """
    current = current_of(pair)
    if mentor in current.mentors_on(today) - {current.mentor}:
        return pair
    mentors = {person.id: person for person in edition.mentors}
    if mentor not in mentors:
        hint = did_you_mean(mentor, mentors)
        raise UsageError(text("no-mentor", mentor=mentor, edition=edition.name, hint=hint))
    if mentor == current.mentor:
        raise MentoringError(text("leading", mentor=mentor, pair=pair))
    mentee, differ = edition.people.get(pair.mentee), edition.config.affiliation.differ
    if mentee and (why := against_pairing(mentee, mentors[mentor], differ=differ)):
        raise MentoringError(text("apart", mentor=mentor, pair=pair, why=why))
    what: EventName = "covered" if until else "joined"
    return recorded(pair, what, today, mentor=mentor, reason=reason, until=until)


def leave(pair: Pair, mentor: str, today: date) -> Pair:
    """Remove a second mentor; the leading mentor stays."""
    seconds = current_of(pair).second_mentors
    there = {second.mentor for second in seconds if second.is_there_on(today)}
    if mentor in there:
        return recorded(pair, "left", today, mentor=mentor)
    if any(second.mentor == mentor for second in seconds):
        return pair
    hint = did_you_mean(mentor, there) if there else "The pair has none."
    raise UsageError(text("no-second", mentor=mentor, pair=pair, hint=hint))


def undo(pair: Pair, by: Side | None, today: date, what: EventName | None = None) -> Pair:
    """The pair without its last step, or without the last step of that name and side.

    The step stays in the history, marked with the day on which it was undone. Raises MentoringError
    if there is no such step, or a later step depends on it.
    """
    mentorship = pair.latest
    undoable = [
        event
        for event in mentorship.events
        if what in {None, event.what} and by in {None, event.by} and event.what not in FINAL
    ]
    if not undoable:
        wanted = f" {what}" if what else ""
        raise MentoringError(text("no-step", pair=pair, wanted=wanted))
    last = undoable[-1]
    if today < last.on:
        raise MentoringError(text("undo-early", step=last))
    history = (replace(step, undone=today) if step is last else step for step in mentorship.history)
    agreement = _without(mentorship.agreement, last) if mentorship.agreement else None
    return changed(_with_history(pair, tuple(history)), agreement=agreement)


def _without(agreement: Agreement, step: HistoryEntry) -> Agreement | None:
    """The agreement without what a step added to it; None if no signature is left."""
    unsigned = dict.fromkeys(step.sides)
    if step.what == "signed":
        signed = replace(agreement.signed, **unsigned)
        return replace(agreement, signed=signed) if signed != Signatures() else None
    if step.what not in {"amended", "confirmed"}:
        return agreement
    amendments = list(agreement.amendments[:-1])
    if step.what == "confirmed":
        latest = agreement.amendments[-1]
        amendments.append(replace(latest, signed=replace(latest.signed, **unsigned)))
    return replace(agreement, amendments=tuple(amendments))
