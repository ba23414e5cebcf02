"""The steps of a pair: accept or decline, pause and resume, second mentors, the end, and undo.

Each function returns the pair after the step, or the same pair if the step was taken before.
"""

from dataclasses import replace
from datetime import date

from mentoring.errors import MentoringError, UsageError
from mentoring.operations.pairs.find import current_mentorship, lived, recorded, with_current
from mentoring.people.agreement import Agreement, Signatures
from mentoring.people.application import Role
from mentoring.people.conflict import against_pairing
from mentoring.people.lifecycle import BOTH, HistoryEntry, Step, life, states_for
from mentoring.people.pair import Pair
from mentoring.people.side import Side
from mentoring.problems import did_you_mean
from mentoring.programme.cohort import Cohort
from mentoring.store.edition import Edition

KEPT: tuple[Step, ...] = ("proposed", "announced")
"""Steps that cannot be undone: they made the pair, or letters about them have been sent."""


def accept(pair: Pair, by: Side | None, today: date) -> Pair:
    """Accept for one side or, without `by`, for both. The pair is accepted once both have."""
    current = current_mentorship(pair)
    accepted = life(current.history).accepted
    if accepted == BOTH or by in accepted:
        return pair
    return recorded(pair, "accepted", today, by)


def decline(pair: Pair, by: Side, today: date) -> Pair:
    """Decline the offer for one side: the mentorship ends before it begins, without any blame.

    Raises MentoringError once the pair works together; it must be ended instead.
    """
    if pair.current is None and pair.latest.day_of("declined"):
        return pair
    current = current_mentorship(pair)
    if current.status not in states_for("declined"):
        raise MentoringError(
            f"The pair of {pair.mentee} is {current.status} already. To end it without blame: "
            f"`mentoring pair end {pair.cohort} {pair.mentee}`."
        )
    return recorded(pair, "declined", today, by)


def pause(pair: Pair, by: Side | None, today: date, until: date | None = None) -> Pair:
    """Pause the pair until a day of return, which a second pause moves.

    Raises MentoringError if the pair has not accepted yet, or the day is not in the future.
    """
    current = current_mentorship(pair)
    if current.meaning.rests and until in {None, current.day_of_return}:
        return pair
    if current.status not in states_for("paused"):
        raise MentoringError(
            f"The pair of {pair.mentee} has not accepted yet, so there is nothing to pause. "
            f"First: mentoring pair accept {pair.cohort} {pair.mentee}."
        )
    if until is not None and until <= today:
        raise MentoringError(f"Give a day of return after {today}, not {until}.")
    return recorded(pair, "paused", today, by, until=until)


def resume(pair: Pair, by: Side | None, today: date) -> Pair:
    """Resume the pair in the state that it had before the pause."""
    current = current_mentorship(pair)
    if current.status not in states_for("resumed"):
        return pair
    return recorded(pair, "resumed", today, by)


def keep(pair: Pair, reason: str, today: date) -> Pair:
    """Keep the pair, as they and the organisers wish, although something about them changed."""
    current = current_mentorship(pair)
    if any((event.what, event.reason) == ("kept", reason) for event in current.events):
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
    current = current_mentorship(pair)
    if today < cohort.dates.end:
        raise MentoringError(
            f"The edition runs until {cohort.dates.end}. A pair that stops before has ended, not "
            f"completed: leave --completed out."
        )
    if current.status not in states_for("completed"):
        raise MentoringError(f"The pair of {pair.mentee} was never accepted: end it instead.")
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
    if mentor in {second.mentor for second in current.second_mentors if second.is_there_on(today)}:
        return pair
    _require_possible(edition, pair, mentor)
    if until is not None and until <= today:
        raise MentoringError(f"Give a stand-in a last day after {today}, not {until}.")
    what: Step = "covered" if until else "joined"
    return recorded(pair, what, today, mentor=mentor, reason=reason, until=until)


def leave(pair: Pair, mentor: str, today: date) -> Pair:
    """Remove a second mentor; the leading mentor stays."""
    current = current_mentorship(pair)
    there = {second.mentor for second in current.second_mentors if second.is_there_on(today)}
    if mentor not in there:
        if any(second.mentor == mentor for second in current.second_mentors):
            return pair
        hint = did_you_mean(mentor, there) if there else "The pair has none."
        raise UsageError(f"{mentor} is not a second mentor of {pair.mentee}. {hint}")
    return recorded(pair, "left", today, mentor=mentor)


def _require_possible(edition: Edition, pair: Pair, mentor: str) -> None:
    mentors = {person.id: person for person in edition.mentors}
    if mentor not in mentors:
        raise UsageError(
            f"{mentor} is not a mentor of {edition.name}. {did_you_mean(mentor, mentors)}"
        )
    if mentor == pair.latest.mentor:
        raise MentoringError(f"{mentor} is the leading mentor of {pair.mentee} already.")
    mentee = edition.people.get(pair.mentee)
    differ = edition.config.affiliation.differ
    why = against_pairing(mentee, mentors[mentor], differ=differ) if mentee else None
    if why or mentors[mentor].role is not Role.MENTOR:
        raise MentoringError(f"{pair.mentee} and {mentor} may not be paired: {why}.")


def undo(pair: Pair, by: Side | None, today: date, what: Step | None = None) -> Pair:
    """The pair without its last step, or without the last step of that name and side.

    The step stays in the history, marked with the day on which it was undone.

    Raises:
        MentoringError: if there is no such step, or a later step depends on it.
    """
    mentorship = pair.latest
    event = next(
        (
            event
            for event in reversed(mentorship.events)
            if what in {None, event.what} and by in {None, event.by} and event.what not in KEPT
        ),
        None,
    )
    if event is None:
        wanted = f" {what}" if what else ""
        raise MentoringError(f"The pair of {pair.mentee} has no step{wanted} that can be undone.")
    if today < event.on:
        raise MentoringError(
            f"{event.what} is recorded on {event.on}, so it cannot be undone earlier."
        )
    marked = tuple(
        replace(old, undone=today) if old is event else old for old in mentorship.history
    )
    agreement = _without(mentorship.agreement, event) if mentorship.agreement else None
    return with_current(pair, replace(lived(mentorship, marked), agreement=agreement))


def _without(agreement: Agreement, event: HistoryEntry) -> Agreement | None:
    """The agreement without what a step added to it; None if no signature is left."""
    match event.what:
        case "signed":
            signed = _unsigned(agreement.signed, event)
            return replace(agreement, signed=signed) if signed != Signatures() else None
        case "amended":
            return replace(agreement, amendments=agreement.amendments[:-1])
        case "confirmed":
            *earlier, latest = agreement.amendments
            latest = replace(latest, signed=_unsigned(latest.signed, event))
            return replace(agreement, amendments=(*earlier, latest))
        case _:
            return agreement


def _unsigned(signed: Signatures, event: HistoryEntry) -> Signatures:
    return replace(signed, **{event.by: None})
