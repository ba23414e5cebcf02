"""The messages that are due now: check-ins that open, and reminders by the escalation ladder."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from mentoring.operations.letters.couples import couple
from mentoring.operations.letters.facts import common, first_steps, partner
from mentoring.operations.letters.letter import Letter
from mentoring.operations.pairs.find import stepped, with_current
from mentoring.people.pair import MentorshipStatus
from mentoring.progress.check_ins import asked
from mentoring.progress.facts import SIDES, facts
from mentoring.progress.ladder import REMINDERS
from mentoring.progress.pair_progress import pair_progress

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from mentoring.operations.letters.letter import Couple
    from mentoring.people.pair import Mentorship, Pair
    from mentoring.people.side import Side
    from mentoring.progress.pair_progress import PairProgress
    from mentoring.store.edition import Edition

AHEAD = timedelta(days=3)
"""The least time that somebody has to answer a check-in; so long before its day it is asked for."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Reminders:
    """The letters that are due, and the pairs with the step recorded that the letters take."""

    letters: tuple[Letter, ...]
    pairs: tuple[Pair, ...]


def remind(edition: Edition, today: date) -> Reminders:
    """What is due on a day. The same day again gives the same letters and no further step."""
    letters: list[Letter] = []
    changed: list[Pair] = []
    for pair in (entry.record for entry in edition.pairs):
        current = pair.current
        if current is None or current.status is MentorshipStatus.PROPOSED:
            continue
        letters += _check_ins(edition, couple(edition, pair, current), today)
        stepping = _step(edition, pair, current, today)
        if stepping is not None:
            letters += _reminders(edition, stepping, today)
            changed += [stepping] if stepping != pair else []
    return Reminders(letters=tuple(sorted(letters, key=lambda one: one.key)), pairs=tuple(changed))


def _step(edition: Edition, pair: Pair, current: Mentorship, today: date) -> Pair | None:
    """The pair with the reminder recorded that is due today, or was recorded today already."""
    if any(one.on == today and one.what in REMINDERS for one in current.history):
        return pair
    step = pair_progress(edition.cohort.record, pair.mentee, current, today).next_step
    if step is None or step.due > today or step.rung not in REMINDERS:
        return None
    return with_current(pair, stepped(current, step.rung, today))


def _reminders(edition: Edition, pair: Pair, today: date) -> Iterator[Letter]:
    """A letter to each side that can do something about it."""
    current = pair.current
    if current is None:
        return
    cohort = edition.cohort.record
    progress = pair_progress(cohort, pair.mentee, current, today)
    one = couple(edition, pair, current)
    again = current.history[-1].what == "reminded-again"
    for side in SIDES:
        codes = _codes(progress, side)
        if codes:
            yield replace(
                _to(edition, one, side, f"reminder-{today}"),
                template="reminder-again" if again else "reminder",
                facts=_facts(edition, one, side, today) | {"codes": codes},
            )


def _codes(progress: PairProgress, side: Side) -> tuple[str, ...]:
    """The flags that a reminder to one side can settle; never those of the other side alone."""
    mine = [one.code for one in progress.flags if one.reminds and one.by in {None, side}]
    return tuple(dict.fromkeys(mine))


def _check_ins(edition: Edition, one: Couple, today: date) -> Iterator[Letter]:
    """The request to answer a check-in, from some days before its day.

    It is written only while the receiver has days left to answer; once overdue, a reminder asks.
    """
    if one.mentorship.status is MentorshipStatus.PAUSED:
        return
    known = facts(edition.cohort.record, one.mentorship, today)
    for check_in in asked(known):
        until = check_in.overdue_from - timedelta(days=1)
        if check_in.on is None and check_in.due - AHEAD <= today <= until - AHEAD:
            letter = _to(edition, one, check_in.by, f"check-in-{check_in.due}")
            last = check_in.due == max(edition.cohort.record.check_ins)
            extra = {"due": check_in.due, "until": until, "last": last}
            yield replace(
                letter, facts=_facts(edition, one, check_in.by, today) | extra, template="check-in"
            )


def _to(edition: Edition, one: Couple, side: Side, name: str) -> Letter:
    """A letter to one side of a couple; a mentor of several gets one for each mentee."""
    if side == "mentee":
        return Letter(to=one.mentee, name=name, template="", facts={})
    several = sum(
        pair.record.current is not None and pair.record.current.mentor == one.mentor.id
        for pair in edition.pairs
    )
    name = f"{name}-{one.mentee.id}" if several > 1 else name
    return Letter(to=one.mentor, name=name, template="", facts={})


def _facts(edition: Edition, one: Couple, side: Side, today: date) -> dict[str, object]:
    cohort = edition.cohort.record
    to, other = (one.mentee, one.mentor) if side == "mentee" else (one.mentor, one.mentee)
    announced = one.mentorship.day_of("announced") or today
    known = facts(cohort, one.mentorship, today)
    missing = tuple(
        item.due
        for item in asked(known)
        if item.by == side and item.on is None and item.overdue_from <= today
    )
    return {
        **common(cohort, to),
        **first_steps(cohort, announced),
        "partner": partner(other),
        "pair_code": one.mentee.id,
        "missing": missing,
        "last": max(cohort.check_ins, default=None) in missing,
    }
