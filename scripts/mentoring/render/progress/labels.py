"""The texts shared by all forms of the progress report."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from mentoring.progress.cohort_progress import Action, CohortProgress, Task
from mentoring.progress.pair_progress import PairProgress
from mentoring.progress.rules import BY_CODE

DOES: dict[Action, str] = {
    "contact": "Contact today",
    "call": "Call",
    "close": "Call a last time, then close",
    "replace": "Find a new mentor",
    "remind-again": "Remind again",
    "remind": "Remind",
    "complete": "Record as completed or ended",
}
COLUMNS = ("Mentee", "Mentor", "Status", "Met", "Goals", "Answers", "Flags")

SYMBOLS = (
    ("dot", "met", "a meeting"),
    ("dot", "met in-person", "in person"),
    ("mentee", "done", "the mentee's check-in"),
    ("mentor", "done", "the mentor's check-in"),
    ("mentor", "open", "to come"),
    ("mentor", "late", "late"),
    ("goal", "done", "a goal reached"),
    ("goal", "open", "to be reached"),
    ("goal", "late", "past its day"),
    ("pause", "", "a pause"),
    ("today", "", "today,"),
)
"""The legend of a pair's timeline: shape, kind, and words."""

LEGEND = "Met: logged/expected. Goals: reached/set. Answers: check-ins answered/due, of both sides."


def titles(codes: Iterable[str]) -> str:
    """The rules' titles, in the given order; other reasons have their own words."""
    return ", ".join(_title(code) for code in codes)


def _title(code: str) -> str:
    rule = BY_CODE.get(code)
    return rule.title.lower() if rule else code.replace("-", " ")


def row(pair: PairProgress) -> tuple[str, ...]:
    """A row with the columns `COLUMNS`: meetings logged / expected, check-ins done / due."""
    meetings, goals, check_ins = pair.meetings, pair.goals, pair.check_ins
    return (
        pair.mentee,
        pair.mentor,
        str(pair.status),
        f"{meetings.logged}/{meetings.expected}",
        f"{goals.done}/{goals.total}",
        f"{check_ins.done}/{check_ins.due}",
        titles(pair.codes) or "-",
    )


def headline(progress: CohortProgress) -> str:
    """One sentence: the numbers of pairs, by state, and of flagged pairs."""
    states = ", ".join(f"{count} {status}" for status, count in progress.by_status.items())
    pairs = counted(len(progress.latest), "pair")
    before = len(progress.pairs) - len(progress.latest)
    replaced = f"; {counted(before, 'earlier mentorship')} replaced" if before else ""
    if not progress.pairs:
        return f"{progress.cohort} on {progress.as_of}: no pairs yet."
    flagged = len(progress.flagged)
    return (
        f"{progress.cohort} on {progress.as_of}: {pairs} ({states}{replaced}); {flagged} flagged."
    )


def task(one: Task) -> str:
    """A task in words: the action, the pair, the reasons, and the day it was due."""
    who = f"{one.mentee} with {one.mentor}"
    return f"{DOES[one.action]}: {who} ({titles(one.codes)}; since {one.due})"


def soon(pair: PairProgress) -> tuple[str, ...]:
    """The flags expected within a week unless something happens, one sentence per day."""
    by_day: dict[date, dict[str, None]] = {}
    for flag in pair.soon:
        by_day.setdefault(flag.since, {})[flag.code] = None
    return tuple(
        f"From {since} unless something happens: {titles(codes)}."
        for since, codes in sorted(by_day.items())
    )


def counted(number: int, noun: str) -> str:
    """A number with its noun: 1 pair, 2 pairs."""
    return f"{number} {noun}{'' if number == 1 else 's'}"
