"""The progress of the pairs: for a terminal, for pull requests and for programs. Ids only."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from msgspec import to_builtins

from mentoring.programme.rules import ProgressRules
from mentoring.progress.cohort_progress import Action, CohortProgress, PairProgress, Task
from mentoring.progress.rules import BY_CODE, RULES, Flag, Urgency
from mentoring.render import blocks
from mentoring.render.blocks import Block, Heading, Items, People, Table
from mentoring.render.phrases import many

DOES: dict[Action, str] = {
    "contact": "Contact today",
    "call": "Call",
    "close": "Call a last time, then close",
    "replace": "Find a new mentor",
    "remind-again": "Remind again",
    "remind": "Remind",
    "complete": "Record as completed or ended",
}
CALLED = "After a call: mentoring pair log {cohort} MENTEE --called"
REMIND = "To write the reminders: mentoring remind {cohort}"
HOW: dict[Action, str] = {
    "contact": CALLED,
    "call": CALLED,
    "close": "To close a pair: mentoring pair end {cohort} MENTEE",
    "replace": "To find a new mentor: mentoring replace {cohort} MENTEE --left mentor",
    "remind-again": REMIND,
    "remind": REMIND,
    "complete": "To complete a pair: mentoring pair end {cohort} MENTEE --completed",
}
"""The command that follows an action."""
COLUMNS = ("Mentee", "Mentor", "Status", "Met", "Goals", "Answers", "Flags")
LEGEND = "Met: logged/expected. Goals: reached/set. Answers: check-ins answered/due, of both sides."
TINT = {Urgency.NOW: "1;31", Urgency.ACT: "33", Urgency.WATCH: "36"}


def as_text(progress: CohortProgress, *, colour: bool = False) -> str:
    """The report; only pairs that need attention are coloured."""
    return blocks.as_text([headline(progress), *_blocks(progress)], colour=colour) + "\n"


def as_markdown(progress: CohortProgress, rules: ProgressRules) -> str:
    """The report with the meanings of the flags in it."""
    raised = {code for pair in progress.pairs for code in pair.codes}
    parts: list[Block] = ["## Progress", headline(progress), *_blocks(progress)]
    if raised:
        rules_raised = [rule for rule in RULES if rule.code in raised]
        parts.append(Heading(words="What the flags mean"))
        parts.append(
            Items(words=[f"**{rule.title}**: {rule.explain(rules)}" for rule in rules_raised])
        )
    return blocks.as_markdown(parts) + "\n"


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
    meetings, step = pair.meetings, pair.next_step
    return {
        "mentee": pair.mentee,
        "mentor": pair.mentor,
        "status": pair.status,
        "meetings": meetings.logged,
        "last_meeting": meetings.last,
        "reported": {"mentee": meetings.mentee, "mentor": meetings.mentor},
        "expected": meetings.expected,
        "goals": pair.goals,
        "check_ins": pair.check_ins,
        "flags": pair.codes,
        "details": [_flag(flag) for flag in pair.flags],
        "soon": [_flag(flag) for flag in pair.soon],
        "next_step": step and {"step": step.what, "due": step.due, "flags": step.codes},
    }


def _flag(flag: Flag) -> dict[str, Any]:
    return {
        "code": flag.code,
        "urgency": flag.urgency,
        "since": flag.since,
        "by": flag.by,
        "text": flag.text,
    }


def _blocks(progress: CohortProgress) -> Iterator[Block]:
    """What to do this week, then the pairs with a flag, then the others."""
    if not progress.pairs:
        return
    yield Heading(words="This week")
    todo = [*map(task, progress.tasks)]
    yield Items(words=todo or ["Nothing to do."], tasks=bool(todo))
    yield from dict.fromkeys(
        HOW[task.action].format(cohort=progress.cohort) for task in progress.tasks
    )
    if flagged := progress.flagged:
        yield Heading(words="Pairs with a flag")
        tints = [TINT[pair.flags[0].urgency] for pair in flagged]
        rows = [*map(_row, flagged)]
        yield Table(name="Pairs with a flag", head=COLUMNS, rows=rows, ids=2, tints=tints)
        yield LEGEND
    if well := [pair.mentee for pair in progress.latest if not pair.flags]:
        yield People(groups=[("Without a flag, by mentee", well)])


def _row(pair: PairProgress) -> tuple[str, ...]:
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
    if not progress.pairs:
        return f"{progress.cohort} on {progress.as_of}: no pairs yet."
    states = ", ".join(f"{count} {status}" for status, count in progress.by_status.items())
    pairs, flagged = many(len(progress.latest), "pair"), len(progress.flagged)
    before = len(progress.pairs) - len(progress.latest)
    states += f"; {many(before, 'earlier mentorship')} replaced" if before else ""
    return f"{progress.cohort} on {progress.as_of}: {pairs} ({states}); {flagged} flagged."


def titles(codes: Iterable[str]) -> str:
    """The rules' titles, in the given order; other reasons have their own words."""
    return ", ".join(
        BY_CODE[code].title.lower() if code in BY_CODE else code.replace("-", " ") for code in codes
    )


def task(task: Task) -> str:
    """A task in words: the action, the pair, the reasons, and the day it was due."""
    pair = f"{task.mentee} with {task.mentor}"
    return f"{DOES[task.action]}: {pair} ({titles(task.codes)}; since {task.due})"


def soon(pair: PairProgress) -> tuple[str, ...]:
    """The flags expected within a week unless something happens, one sentence per day."""
    by_day: dict[date, dict[str, None]] = {}
    for flag in pair.soon:
        by_day.setdefault(flag.since, {})[flag.code] = None
    return tuple(
        f"From {since} unless something happens: {titles(codes)}."
        for since, codes in sorted(by_day.items())
    )
