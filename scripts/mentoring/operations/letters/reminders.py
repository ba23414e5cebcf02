"""Reminders by the escalation ladder: their receivers, and the step that a sent one takes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from mentoring.operations.letters.addressee import Addressee
from mentoring.operations.letters.letter import Couple, Letter
from mentoring.operations.pairs.find import stepped, with_current
from mentoring.people.application import Role
from mentoring.people.ledger import Sent
from mentoring.people.pair import Mentorship, Pair
from mentoring.people.side import Side
from mentoring.progress.escalation import LADDER, REMINDERS, NextStep, Rung
from mentoring.progress.facts import SIDES
from mentoring.progress.pair_progress import PairProgress, pair_progress
from mentoring.store.edition import Edition

TEMPLATES: dict[Rung, str] = {"reminded": "reminder", "reminded-again": "reminder-again"}
RUNGS = {template: rung for rung, template in TEMPLATES.items()}
NAME = re.compile(r"(?P<template>reminder(-again)?)-(?P<number>\d+)-(?P<other>[a-z]{6})")


@dataclass(frozen=True, kw_only=True, slots=True)
class Reminder:
    """A reminder's rung of the ladder, and its number (from 1) among a mentorship's reminders."""

    rung: Rung
    number: int


def reminders(edition: Edition, couple: Couple, today: date) -> Iterator[Letter]:
    """A letter to each side that can settle an open flag and has not had this reminder yet.

    A letter is named by the reminder's number and the other side, so drafting it again before it
    is sent gives the same letter.
    """
    progress = pair_progress(edition.cohort.record, couple.mentee.id, couple.mentorship, today)
    due = _due(couple.mentorship, progress.next_step, today)
    if due is None:
        return
    had = {(one.record.letter, one.record.to) for one in edition.sent}
    for side in SIDES:
        to = Addressee(edition=edition, couple=couple, side=side, today=today)
        template, codes = TEMPLATES[due.rung], _codes(progress, side)
        name = f"{template}-{due.number}-{to.other.id}"
        if codes and (name, to.to.id) not in had:
            yield to.letter(name, template, codes=codes)


def steps_taken(edition: Edition, sent: Sent) -> tuple[Pair, ...]:
    """The pair after the step that a sent letter takes on the ladder, if it is a reminder.

    Of the two letters, the first one sent takes the step.
    """
    found, to = NAME.fullmatch(sent.letter), edition.people.get(sent.to)
    if found is None or to is None:
        return ()
    mentee = to.id if to.role is Role.MENTEE else found["other"]
    pair = {entry.record.mentee: entry.record for entry in edition.pairs}.get(mentee)
    current = pair.current if pair else None
    mentor = found["other"] if to.role is Role.MENTEE else to.id
    if pair is None or current is None or mentor not in current.mentors_on(sent.on):
        return ()
    if _number(current) + 1 != int(found["number"]):
        return ()
    return (with_current(pair, stepped(current, RUNGS[found["template"]], sent.on)),)


def _due(mentorship: Mentorship, step: NextStep | None, today: date) -> Reminder | None:
    """The reminder that is due, or the last one, which may have been sent to one side only."""
    if step is None:
        return None
    due = step.due <= today
    rung = step.rung if due else LADDER[LADDER.index(step.rung) - 1]
    number = _number(mentorship) + (1 if due else 0)
    return Reminder(rung=rung, number=number) if rung in REMINDERS else None


def _number(mentorship: Mentorship) -> int:
    """The number of reminders that a mentorship has had."""
    return sum(event.what in REMINDERS for event in mentorship.events)


def _codes(progress: PairProgress, side: Side) -> tuple[str, ...]:
    """The codes of the flags that a side can settle, without flags of the other side alone."""
    mine = [flag.code for flag in progress.flags if flag.reminds and flag.by in {None, side}]
    return tuple(dict.fromkeys(mine))
