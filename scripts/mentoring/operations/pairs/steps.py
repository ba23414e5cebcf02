"""The steps of a pair: accept or decline, pause and resume, second mentors, the end, and undo.

Each function returns the pair after the step, or the same pair if the step was taken before.
"""

from dataclasses import replace
from datetime import date

from mentoring.errors import MentoringError, UsageError
from mentoring.operations.pairs.find import (
    changed,
    current_mentorship,
    recorded,
    text,
    with_history,
)
from mentoring.people.agreement import Agreement, Signatures
from mentoring.people.lifecycle import BOTH, EventName, HistoryEntry, Side, life, states_for
from mentoring.people.organisers import against_pairing
from mentoring.people.pair import Pair
from mentoring.problems import did_you_mean
from mentoring.programme.cohort import Cohort
from mentoring.store.programme import Edition

FINAL: tuple[EventName, ...] = ("proposed", "announced")
"""Steps that cannot be undone: they made the pair, or letters about them have been sent."""


def accept(pair: Pair, by: Side | None, today: date) -> Pair:
    """Accept for one side or, without `by`, for both. The pair is accepted once both have."""
    accepted = life(current_mentorship(pair).history).accepted
    if accepted == BOTH or by in accepted:
        return pair
    return recorded(pair, "accepted", today, by)


def decline(pair: Pair, by: Side, today: date) -> Pair:
    """Decline the offer for one side: the mentorship ends before it begins, without any blame.

    Raises MentoringError once the pair works together; it must be ended instead.
    """
    if pair.current is None and pair.latest.day_of("declined"):
        return pair
    _require_state_for("declined", pair)
    return recorded(pair, "declined", today, by)


def pause(pair: Pair, by: Side | None, today: date, until: date | None = None) -> Pair:
    """Pause the pair until a day of return, which a second pause moves.

    Raises MentoringError if the pair has not accepted yet, or the day is not in the future.
    """
    current = current_mentorship(pair)
    if current.meaning.rests and until in {None, current.day_of_return}:
        return pair
    _require_state_for("paused", pair)
    if until is not None and until <= today:
        raise MentoringError(text("return", today=today, until=until))
    return recorded(pair, "paused", today, by, until=until)


def resume(pair: Pair, by: Side | None, today: date) -> Pair:
    """Resume the pair in the state that it had before the pause."""
    if current_mentorship(pair).status not in states_for("resumed"):
        return pair
    return recorded(pair, "resumed", today, by)


def keep(pair: Pair, reason: str, today: date) -> Pair:
    """Keep the pair, as they and the organisers wish, although something about them changed."""
    events = current_mentorship(pair).events
    if any((event.what, event.reason) == ("kept", reason) for event in events):
        return pair
    return recorded(pair, "kept", today, reason=reason)


def end(pair: Pair, by: Side | None, today: date) -> Pair:
    """End the mentorship early. No reason is asked for or stored."""
    if pair.current is None and not pair.latest.meaning.certificate:
        return pair
    current_mentorship(pair)  # raises an error if there is nothing to end
    return recorded(pair, "ended", today, by)


def complete(pair: Pair, cohort: Cohort, today: date) -> Pair:
    """Complete the mentorship: the programme is over and the pair stayed to the end."""
    if pair.latest.meaning.certificate:
        return pair
    current_mentorship(pair)  # raises an error if there is nothing to complete
    if today < cohort.dates.end:
        raise MentoringError(text("early", end=cohort.dates.end))
    _require_state_for("completed", pair)
    return recorded(pair, "completed", today)


def _require_state_for(step: EventName, pair: Pair) -> None:
    """Raise the step's own message in a state that does not allow it."""
    status = current_mentorship(pair).status
    if status not in states_for(step):
        raise MentoringError(text(step, pair=pair, status=status))


def join(
    edition: Edition, pair: Pair, mentor: str, today: date, *, reason: str, until: date | None
) -> Pair:
    """Add a second mentor, with the decision's reason; with a last day, they are a stand-in.

    Raises:
        UsageError: if no mentor of the edition has that id.
        MentoringError: if the two may not be paired, or the last day is not in the future.
    """
    if mentor in _second_mentors(pair, today):
        return pair
    mentors = {person.id: person for person in edition.mentors}
    if mentor not in mentors:
        hint = did_you_mean(mentor, mentors)
        raise UsageError(text("no-mentor", mentor=mentor, edition=edition.name, hint=hint))
    if mentor == pair.latest.mentor:
        raise MentoringError(text("leading", mentor=mentor, pair=pair))
    mentee, differ = edition.people.get(pair.mentee), edition.config.affiliation.differ
    if mentee and (why := against_pairing(mentee, mentors[mentor], differ=differ)):
        raise MentoringError(text("apart", mentor=mentor, pair=pair, why=why))
    if until is not None and until <= today:
        raise MentoringError(text("last-day", today=today, until=until))
    what: EventName = "covered" if until else "joined"
    return recorded(pair, what, today, mentor=mentor, reason=reason, until=until)


def leave(pair: Pair, mentor: str, today: date) -> Pair:
    """Remove a second mentor; the leading mentor stays."""
    there = _second_mentors(pair, today)
    if mentor in there:
        return recorded(pair, "left", today, mentor=mentor)
    if any(second.mentor == mentor for second in pair.latest.second_mentors):
        return pair
    hint = did_you_mean(mentor, there) if there else "The pair has none."
    raise UsageError(text("no-second", mentor=mentor, pair=pair, hint=hint))


def _second_mentors(pair: Pair, day: date) -> set[str]:
    mentors = current_mentorship(pair).second_mentors
    return {second.mentor for second in mentors if second.is_there_on(day)}


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
    return changed(with_history(pair, tuple(history)), agreement=agreement)


def _without(agreement: Agreement, step: HistoryEntry) -> Agreement | None:
    """The agreement without what a step added to it; None if no signature is left."""
    unsigned = dict.fromkeys(BOTH if step.by == "organiser" else (step.by,))
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
