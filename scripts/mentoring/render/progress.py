"""The progress of the pairs: for a terminal, for pull requests and for programs. Ids only."""

from collections.abc import Iterable
from typing import Any

from msgspec import to_builtins

from mentoring.programme.rules import ProgressRules
from mentoring.progress.cohort_progress import CohortProgress, PairProgress
from mentoring.progress.rules import BY_CODE, RULES, Urgency
from mentoring.render.environment import Form, written

FLAG = ("code", "urgency", "since", "by", "text")
TINT = {Urgency.NOW: "1;31", Urgency.ACT: "33", Urgency.WATCH: "36"}


def as_text(progress: CohortProgress, *, colour: bool = False) -> str:
    """The report; only pairs that need attention are coloured."""
    tints = [TINT[pair.flags[0].urgency] for pair in progress.flagged] if colour else []
    return _written(progress, "terminal", tints=tints, rules=[])


def as_markdown(progress: CohortProgress, rules: ProgressRules) -> str:
    """The report with the meanings of the flags in it."""
    raised = {code for pair in progress.pairs for code in pair.codes}
    meanings = [f"**{rule.title}**: {rule.explain(rules)}" for rule in RULES if rule.code in raised]
    return _written(progress, "markdown", tints=[], rules=meanings)


def _written(progress: CohortProgress, form: Form, **values: object) -> str:
    return written("progress.j2", form, progress=progress, titles=titles, **values)


def as_json(progress: CohortProgress, rules: ProgressRules) -> dict[str, Any]:
    """The whole report; `rules` explains every code with this edition's thresholds."""
    document = {
        "cohort": progress.cohort,
        "as_of": progress.as_of,
        "summary": progress.by_status,
        "pairs": [_pair(pair) for pair in progress.pairs],
        "tasks": [
            {
                "action": task.action,
                "mentee": task.mentee,
                "mentor": task.mentor,
                "due": task.due,
                "flags": task.codes,
            }
            for task in progress.tasks
        ],
        "rules": {rule.code: rule.explain(rules) for rule in RULES if rule.code not in rules.off},
    }
    plain: dict[str, Any] = to_builtins(document, str_keys=True)
    return plain


def _pair(pair: PairProgress) -> dict[str, Any]:
    known, step = pair.facts, pair.next_step
    return {
        "mentee": pair.mentee,
        "mentor": pair.mentor,
        "status": known.mentorship.status,
        "meetings": len(known.mentorship.meetings),
        "last_meeting": known.last_meeting,
        "reported": known.counted,
        "expected": known.expected,
        "goals": known.goal_counts,
        "check_ins": known.check_in_counts,
        "flags": pair.codes,
        "details": [{name: getattr(flag, name) for name in FLAG} for flag in pair.flags],
        "soon": [{name: getattr(flag, name) for name in FLAG} for flag in pair.soon],
        "next_step": step and {"step": step.what, "due": step.due, "flags": step.codes},
    }


def titles(codes: Iterable[str]) -> str:
    """The rules' titles, in the given order; other reasons have their own words."""
    return ", ".join(
        BY_CODE[code].title.lower() if code in BY_CODE else code.replace("-", " ") for code in codes
    )
