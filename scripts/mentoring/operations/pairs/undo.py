"""Undoing a step that was recorded by mistake, while no later step depends on it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from mentoring.errors import MentoringError
from mentoring.operations.pairs.find import lived, with_current
from mentoring.people.agreement import Agreement, Signatures
from mentoring.people.lifecycle import HistoryEntry, Step
from mentoring.people.pair import Pair
from mentoring.people.side import Side

KEPT: tuple[Step, ...] = ("proposed", "announced")
"""Steps that cannot be undone: they made the pair, or letters about them have been sent."""


def undo(pair: Pair, by: Side | None, today: date, what: Step | None = None) -> Pair:
    """The pair without its last step, or without the last step of that name and side.

    The step stays in the history, marked with the day on which it was undone.

    Raises:
        MentoringError: if there is no such step, or a later step depends on it.
    """
    mentorship = pair.latest
    event = next(_last(pair, by, what), None)
    if event is None:
        wanted = f" {what}" if what else ""
        raise MentoringError(f"The pair of {pair.mentee} has no step{wanted} that can be undone.")
    if today < event.on:
        raise MentoringError(f"{event.what} is recorded on {event.on}: it cannot be undone before.")
    marked = tuple(
        replace(one, undone=today) if one is event else one for one in mentorship.history
    )
    agreement = _without(mentorship.agreement, event) if mentorship.agreement else None
    return with_current(pair, replace(lived(mentorship, marked), agreement=agreement))


def _last(pair: Pair, by: Side | None, what: Step | None) -> Iterator[HistoryEntry]:
    """The steps that can be undone, latest first."""
    for event in reversed(pair.latest.events):
        if what in {None, event.what} and by in {None, event.by} and event.what not in KEPT:
            yield event


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
