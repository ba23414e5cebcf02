"""The escalation: a reminder, a second reminder, a call, and then closing the pair."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from mentoring.progress.facts import Facts
from mentoring.progress.flag import Flag

Rung = Literal["reminded", "reminded-again", "called", "ended"]
LADDER: tuple[Rung, ...] = ("reminded", "reminded-again", "called", "ended")

REMINDERS: tuple[Rung, ...] = ("reminded", "reminded-again")


@dataclass(frozen=True, kw_only=True, slots=True)
class NextStep:
    """The next step for a pair, the day from which it is due, and the flags that cause it."""

    rung: Rung
    due: date
    codes: tuple[str, ...]


def next_step(facts: Facts, flags: tuple[Flag, ...]) -> NextStep | None:
    """The next step of the escalation for a pair; None if there is nothing to remind it of.

    The escalation begins with the oldest flag that a reminder can settle. Steps taken before that
    day belong to an earlier episode, so a pair that has recovered starts again at the first step.
    A pair that an organiser has to call gets no reminder as well.
    """
    step = _next(facts, flags)
    if step is not None and step.rung in REMINDERS and any(flag.calls for flag in flags):
        return None
    return step


def _next(facts: Facts, flags: tuple[Flag, ...]) -> NextStep | None:
    open_flags = [flag for flag in flags if flag.reminds]
    if not open_flags:
        return None
    codes = tuple(dict.fromkeys(flag.code for flag in open_flags))
    began = min(flag.since for flag in open_flags)
    taken = _taken(facts, began)
    if not taken:
        return NextStep(rung=LADDER[0], due=began, codes=codes)
    rung = LADDER[min(len(taken), len(LADDER) - 1)]
    return NextStep(rung=rung, due=_after(facts, taken[-1]), codes=codes)


def _taken(facts: Facts, began: date) -> list[date]:
    """The days of the steps taken since `began`, one for each step, in order."""
    days: list[date] = []
    for rung in LADDER[:-1]:
        since = [e.on for e in facts.mentorship.events if e.what == rung and e.on >= began]
        if not since:
            break
        days.append(max(since))
    return days


def _after(facts: Facts, day: date) -> date:
    return day + timedelta(days=facts.rules.reminder_days)
