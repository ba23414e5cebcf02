"""What an organiser has to do this week, pair by pair."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, get_args

from mentoring.progress.rule import Urgency

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from mentoring.progress.pair_progress import PairProgress

Action = Literal["contact", "call", "close", "remind-again", "remind", "complete"]
ORDER: tuple[Action, ...] = get_args(Action)
RUNG_ACTION: dict[str, Action] = {
    "reminded": "remind",
    "reminded-again": "remind-again",
    "called": "call",
    "ended": "close",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Task:
    """One thing to do for one pair: since when it is due, and the rules that ask for it."""

    action: Action
    mentee: str
    mentor: str
    due: date
    codes: tuple[str, ...]


def tasks(pairs: Iterable[PairProgress], today: date) -> tuple[Task, ...]:
    """Everything that is due by `today`, the most urgent first."""
    found = (task for pair in pairs for task in _of(pair) if task.due <= today)
    return tuple(sorted(found, key=lambda one: (ORDER.index(one.action), one.due, one.mentee)))


def _of(pair: PairProgress) -> Iterator[Task]:
    yield from _by_organiser(pair)
    step = pair.next_step
    if step is not None:
        yield _task(pair, RUNG_ACTION[step.rung], step.due, step.codes)


def _by_organiser(pair: PairProgress) -> Iterator[Task]:
    own = [flag for flag in pair.flags if not flag.reminds and flag.urgency != Urgency.WATCH]
    actions: dict[Action, list[str]] = {}
    for flag in own:
        actions.setdefault(_action(flag.code, flag.urgency), []).append(flag.code)
    for action, codes in actions.items():
        due = min(flag.since for flag in own if flag.code in codes)
        yield _task(pair, action, due, tuple(dict.fromkeys(codes)))


def _action(code: str, urgency: Urgency) -> Action:
    if urgency == Urgency.NOW:
        return "contact"
    return "complete" if code == "closing-due" else "call"


def _task(pair: PairProgress, action: Action, due: date, codes: tuple[str, ...]) -> Task:
    return Task(action=action, mentee=pair.mentee, mentor=pair.mentor, due=due, codes=codes)
