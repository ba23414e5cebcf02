"""Reminders by the escalation ladder: who gets one, and the step that it takes by going out."""

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
    """Which rung of the ladder it is, and the how manieth of all reminders of a mentorship."""

    rung: Rung
    number: int


def reminders(edition: Edition, couple: Couple, today: date) -> Iterator[Letter]:
    """A letter to each side that can do something about what is open, and has not had it yet.

    A letter is named by the number of the reminder and the other side: drafted again before it
    goes out, it is the same letter.
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
    """The pair that takes a step on its ladder by a letter that went out, if it was a reminder.

    The first of the two letters takes the step; the one to the other side belongs to it.
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
    """The reminder that is due, or the one that went to one side and still waits for the other."""
    if step is None:
        return None
    due = step.due <= today
    rung = step.rung if due else LADDER[LADDER.index(step.rung) - 1]
    number = _number(mentorship) + (1 if due else 0)
    return Reminder(rung=rung, number=number) if rung in REMINDERS else None


def _number(mentorship: Mentorship) -> int:
    """How many reminders a mentorship has had."""
    return sum(event.what in REMINDERS for event in mentorship.events)


def _codes(progress: PairProgress, side: Side) -> tuple[str, ...]:
    """The flags that a reminder to one side can settle; never those of the other side alone."""
    mine = [flag.code for flag in progress.flags if flag.reminds and flag.by in {None, side}]
    return tuple(dict.fromkeys(mine))
