"""An organiser's tasks for this week, by pair."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

from mentoring.progress.pair_progress import PairProgress
from mentoring.progress.rule import Urgency

Action = Literal["contact", "call", "close", "replace", "remind-again", "remind", "complete"]
ORDER: tuple[Action, ...] = get_args(Action)
RUNG_ACTION: dict[str, Action] = {
    "reminded": "remind",
    "reminded-again": "remind-again",
    "called": "call",
    "ended": "close",
}

Reason = tuple["date", tuple[str, ...]]


@dataclass(frozen=True, kw_only=True, slots=True)
class Task:
    """One task for one pair: the day since when it is due, and the rules that require it."""

    action: Action
    mentee: str
    mentor: str
    due: date
    codes: tuple[str, ...]


def tasks(pair: PairProgress, today: date) -> Iterator[Task]:
    """The tasks due for one pair: one for each action, even if several flags require it."""
    by_action: dict[Action, list[Reason]] = {}
    for action, reason in _reasons(pair):
        if reason[0] <= today:
            by_action.setdefault(action, []).append(reason)
    for action, reasons in by_action.items():
        codes = dict.fromkeys(code for _, several in reasons for code in several)
        yield Task(
            action=action,
            mentee=pair.mentee,
            mentor=pair.mentor,
            due=min(since for since, _ in reasons),
            codes=tuple(codes),
        )


def _reasons(pair: PairProgress) -> Iterator[tuple[Action, Reason]]:
    """The flags that only an organiser can settle, and the next step of the escalation."""
    for flag in pair.flags:
        if flag.calls:
            yield _action(flag.code, flag.urgency), (flag.since, (flag.code,))
    step = pair.next_step
    if step is not None:
        yield RUNG_ACTION[step.rung], (step.due, step.codes)


def in_order(found: Iterable[Task]) -> tuple[Task, ...]:
    """Tasks by urgency, the most urgent first, and then by the day since when they are due."""
    return tuple(sorted(found, key=lambda one: (ORDER.index(one.action), one.due, one.mentee)))


def _action(code: str, urgency: Urgency) -> Action:
    if urgency == Urgency.NOW:
        return "contact"
    return "complete" if code == "closing-due" else "call"
