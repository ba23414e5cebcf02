"""The steps of a pair: recorded once, refused in some states, and undone.

Each function returns the pair after the step, or the same pair if the step was taken before.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date

from mentoring.errors import MentoringError, UsageError
from mentoring.operations.pairs.find import changed, current_mentorship, text
from mentoring.people.agreement import Agreement, Signatures
from mentoring.people.lifecycle import (
    ENDINGS,
    OVER,
    EventName,
    HistoryEntry,
    Side,
    life,
    states_for,
)
from mentoring.people.organisers import against_pairing
from mentoring.people.pair import Mentorship, Pair
from mentoring.problems import did_you_mean
from mentoring.programme.cohort import Cohort
from mentoring.store.programme import Edition

FINAL: tuple[EventName, ...] = ("proposed", "announced")
"""Steps that cannot be undone: they made the pair, or letters about them have been sent."""

TAKEN: Mapping[EventName, Callable[[Mentorship, HistoryEntry], bool]] = {
    "accepted": lambda now, step: life(now.history).accepted >= step.sides,
    "declined": lambda now, _: now.status in OVER and now.day_of("declined") is not None,
    "paused": lambda now, step: now.meaning.rests and step.until in {None, now.day_of_return},
    "resumed": lambda now, _: now.status not in states_for("resumed"),
    "kept": lambda now, step: step.reason in [e.reason for e in now.events if e.what == "kept"],
    "called": lambda now, step: step.on in [e.on for e in now.events if e.what == "called"],
    "ended": lambda now, _: now.status in OVER and not now.meaning.certificate,
    "completed": lambda now, _: now.meaning.certificate,
}
"""The steps that are taken once: whether the mentorship has taken it already."""


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
        if TAKEN[what](pair.latest if what in ENDINGS else current_mentorship(pair), step):
            return pair
        status = current_mentorship(pair).status
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


def complete(pair: Pair, cohort: Cohort, today: date) -> Pair:
    """Complete the mentorship: the programme is over and the pair stayed to the end."""
    if today < cohort.dates.end and not pair.latest.meaning.certificate:
        current_mentorship(pair)  # raises its own error if there is nothing to complete
        raise MentoringError(text("early", end=cohort.dates.end))
    return recorded(pair, "completed", today)


def join(
    edition: Edition, pair: Pair, mentor: str, today: date, *, reason: str, until: date | None
) -> Pair:
    """Add a second mentor, with the decision's reason; with a last day, they are a stand-in.

    Raises:
        UsageError: if no mentor of the edition has that id.
        MentoringError: if the two may not be paired, or the last day is not in the future.
    """
    current = current_mentorship(pair)
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
    seconds = current_mentorship(pair).second_mentors
    there = {second.mentor for second in seconds if second.is_there_on(today)}
    if mentor in there:
        return recorded(pair, "left", today, mentor=mentor)
    if any(second.mentor == mentor for second in seconds):
        return pair
    hint = did_you_mean(mentor, there) if there else "The pair has none."
    raise UsageError(text("no-second", mentor=mentor, pair=pair, hint=hint))


def undo(pair: Pair, by: Side | None, today: date, what: EventName | None = None) -> Pair:
    """The pair without its last step, or without the last step of that name and side.

    The step stays in the history, marked with the day on which it was undone.

    Raises:
        MentoringError: if there is no such step, or a later step depends on it.
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
    history = (
        replace(event, undone=today) if event is last else event for event in mentorship.history
    )
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
