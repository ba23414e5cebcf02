"""Progress as plain data, for programs. Only ids, dates, counts and codes."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Any

from mentoring.programme.rules import ProgressRules
from mentoring.progress.cohort_progress import CohortProgress, Task
from mentoring.progress.pair_progress import NextStep, PairProgress
from mentoring.progress.rule import Flag
from mentoring.progress.rules import RULES


def as_json(progress: CohortProgress, rules: ProgressRules) -> dict[str, Any]:
    """The whole report; `rules` explains every code with this edition's thresholds."""
    return {
        "cohort": progress.cohort,
        "as_of": progress.as_of.isoformat(),
        "summary": {str(status): count for status, count in progress.by_status.items()},
        "pairs": [_pair(pair) for pair in progress.pairs],
        "tasks": [_task(task) for task in progress.tasks],
        "rules": {rule.code: rule.explain(rules) for rule in RULES if rule.code not in rules.off},
    }


def _pair(pair: PairProgress) -> dict[str, Any]:
    meetings = pair.meetings
    return {
        "mentee": pair.mentee,
        "mentor": pair.mentor,
        "status": str(pair.status),
        "meetings": meetings.logged,
        "last_meeting": _day(meetings.last),
        "reported": {"mentee": meetings.mentee, "mentor": meetings.mentor},
        "expected": meetings.expected,
        "goals": asdict(pair.goals),
        "check_ins": asdict(pair.check_ins),
        "flags": list(pair.codes),
        "details": [_flag(flag) for flag in pair.flags],
        "soon": [_flag(flag) for flag in pair.soon],
        "next_step": _step(pair.next_step),
    }


def _flag(flag: Flag) -> dict[str, Any]:
    return {
        "code": flag.code,
        "urgency": str(flag.urgency),
        "since": flag.since.isoformat(),
        "by": flag.by,
        "text": flag.text,
    }


def _step(step: NextStep | None) -> dict[str, Any] | None:
    if step is None:
        return None
    return {"step": step.rung, "due": step.due.isoformat(), "flags": list(step.codes)}


def _task(task: Task) -> dict[str, Any]:
    return {
        "action": task.action,
        "mentee": task.mentee,
        "mentor": task.mentor,
        "due": task.due.isoformat(),
        "flags": list(task.codes),
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
