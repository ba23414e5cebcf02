"""The escalation ladder: reminder, second reminder, a call, and then the pair is closed."""

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
    """The next rung for a pair, the day from which it is due, and the flags that lead to it."""

    rung: Rung
    due: date
    codes: tuple[str, ...]


def next_step(facts: Facts, flags: tuple[Flag, ...]) -> NextStep | None:
    """Where a pair stands on the ladder; None while nothing is left to remind it of.

    The ladder begins with the oldest flag that a reminder can settle. Steps taken before that
    day belong to an earlier episode, so a pair that has recovered starts at the bottom again.
    Whom an organiser is to call gets no reminder beside the call.
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
    """The days of the rungs climbed since `began`, one each, in the ladder's order."""
    days: list[date] = []
    for rung in LADDER[:-1]:
        since = [e.on for e in facts.mentorship.events if e.what == rung and e.on >= began]
        if not since:
            break
        days.append(max(since))
    return days


def _after(facts: Facts, day: date) -> date:
    return day + timedelta(days=facts.rules.reminder_days)
