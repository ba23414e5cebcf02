"""The progress of an edition: every pair on a day, this week's tasks, and the edition by week.

A pair that leaves something open is reminded, reminded again, called, and then closed: this is the
escalation.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Literal, get_args

from mentoring.people.application import Application
from mentoring.people.lifecycle import EARLY_ENDINGS, MentorshipStatus
from mentoring.people.pair import Mentorship, Pair
from mentoring.programme.cohort import Cohort
from mentoring.progress.as_of import pairs_on
from mentoring.progress.facts import Facts, facts
from mentoring.progress.rules import Flag, Urgency, codes_of, flags

SOON_DAYS = 7
EscalationStep = Literal["reminded", "reminded-again", "called", "ended"]
ESCALATION: tuple[EscalationStep, ...] = get_args(EscalationStep)
REMINDERS = ESCALATION[:2]
Action = Literal["contact", "call", "close", "replace", "remind-again", "remind", "complete"]
ORDER: tuple[Action, ...] = get_args(Action)
"""The actions, the most urgent first."""
TASKS: tuple[Action, ...] = ("remind", "remind-again", "call", "close")
"""The action for each step of the escalation."""


@dataclass(frozen=True, kw_only=True, slots=True)
class NextStep:
    """The next step for a pair, the day from which it is due, and the flags that cause it."""

    step: EscalationStep
    due: date
    flags: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class PairProgress:
    """One mentorship on one day. `soon` are the flags expected within a week."""

    mentee: str
    mentor: str
    facts: Facts
    flags: tuple[Flag, ...]
    soon: tuple[Flag, ...]
    next_step: NextStep | None

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of its flags, the most urgent first."""
        return codes_of(self.flags)


@dataclass(frozen=True, kw_only=True, slots=True)
class Task:
    """One task for one pair: the day since when it is due, and the rules that require it."""

    action: Action
    mentee: str
    mentor: str
    due: date
    flags: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class CohortProgress:
    """Every mentorship of an edition, by mentee's id, with this week's tasks."""

    cohort: str
    as_of: date
    pairs: tuple[PairProgress, ...]
    tasks: tuple[Task, ...]

    @property
    def latest(self) -> tuple[PairProgress, ...]:
        """The current or last mentorship of each mentee, without those that it replaced."""
        return tuple({pair.mentee: pair for pair in self.pairs}.values())

    @property
    def by_status(self) -> dict[MentorshipStatus, int]:
        """The number of pairs in each state, in the order of the life cycle."""
        counts = Counter(pair.facts.mentorship.status for pair in self.latest)
        return {status: counts[status] for status in MentorshipStatus if counts[status]}

    @property
    def flagged(self) -> tuple[PairProgress, ...]:
        """The pairs with at least one flag."""
        return tuple(pair for pair in self.pairs if pair.flags)


def cohort_progress(
    cohort: Cohort, pairs: Iterable[Pair], today: date, *, gone: Collection[str] = ()
) -> CohortProgress:
    """Judge every mentorship of an edition on a day, including ended and replaced ones.

    `gone` are the mentees who no longer take part and so need no new mentor.
    """
    judged: list[PairProgress] = []
    due: list[Task] = []
    for pair in pairs_on(pairs, today):
        judged += [pair_progress(cohort, pair.mentee, each, today) for each in pair.mentorships]
        mentee, mentor, left = pair.mentee, pair.latest.mentor, pair.latest.ending
        waits = today < cohort.dates.end and mentee not in gone
        if waits and left and left.what in EARLY_ENDINGS and left.by == "mentor":
            on, flags = left.on, ("mentor-left",)
            due.append(Task(action="replace", mentee=mentee, mentor=mentor, due=on, flags=flags))
    due += (task for progress in judged for task in tasks(progress, today))
    due.sort(key=lambda task: (ORDER.index(task.action), task.due, task.mentee))
    return CohortProgress(cohort=cohort.cohort, as_of=today, pairs=tuple(judged), tasks=tuple(due))


def pair_progress(cohort: Cohort, mentee: str, mentorship: Mentorship, today: date) -> PairProgress:
    """Apply every rule of the edition to one mentorship."""
    known = facts(cohort, mentorship, today)
    raised = flags(known)
    return PairProgress(
        mentee=mentee,
        mentor=mentorship.mentor,
        facts=known,
        flags=raised,
        soon=flags(known, SOON_DAYS),
        next_step=next_step(known, raised),
    )


def next_step(facts: Facts, flags: tuple[Flag, ...]) -> NextStep | None:
    """The next step of the escalation for a pair; None if there is nothing to remind it of.

    The escalation begins with the oldest flag that a reminder can settle. Steps taken before that
    day belong to an earlier episode, so a pair that has recovered starts again at the first step.
    A pair that an organiser has to call gets no reminder as well.
    """
    open_flags = [flag for flag in flags if flag.reminds]
    if not open_flags:
        return None
    due, what = min(flag.since for flag in open_flags), ESCALATION[0]
    recent = [event for event in facts.mentorship.events if event.on >= due]
    for step, following in pairwise(ESCALATION):
        taken = [event.on for event in recent if event.what == step]
        if not taken:
            break
        due, what = max(taken) + timedelta(days=facts.rules.reminder_days), following
    if what in REMINDERS and any(flag.calls for flag in flags):
        return None
    return NextStep(step=what, due=due, flags=codes_of(open_flags))


def tasks(pair: PairProgress, today: date) -> Iterator[Task]:
    """The tasks due for one pair: one for each action, even if several flags require it.

    They follow from the flags that only an organiser can settle, and from the escalation.
    """
    due: dict[Action, list[tuple[date, tuple[str, ...]]]] = {}
    for flag in pair.flags:
        if flag.calls and flag.since <= today:
            other: Action = "complete" if flag.code == "closing-due" else "call"
            action = "contact" if flag.urgency == Urgency.NOW else other
            due.setdefault(action, []).append((flag.since, (flag.code,)))
    step = pair.next_step
    if step and step.due <= today:
        due.setdefault(TASKS[ESCALATION.index(step.step)], []).append((step.due, step.flags))
    for action, reasons in due.items():
        yield Task(
            action=action,
            mentee=pair.mentee,
            mentor=pair.mentor,
            due=min(since for since, _ in reasons),
            flags=tuple(dict.fromkeys(code for _, codes in reasons for code in codes)),
        )


def gone_on(pairs: Iterable[Pair], people: Mapping[str, Application], day: date) -> frozenset[str]:
    """The mentees of these pairs who no longer took part on a day: withdrawn or erased.

    `people` are the edition's applications by id.
    """
    there = {person.id for person in people.values() if person.took_part_on(day)}
    return frozenset(pair.mentee for pair in pairs) - there


@dataclass(frozen=True, kw_only=True, slots=True)
class Week:
    """The edition on one day: active pairs, and all meetings since the start."""

    on: date
    active: int
    meetings: int
    expected: int


def weeks(cohort: Cohort, pairs: Sequence[Pair], today: date) -> tuple[Week, ...]:
    """The edition on every seventh day from the announcement, and today (or the last day)."""
    mentorships = [mentorship for pair in pairs for mentorship in pair.mentorships]
    first, last = cohort.dates.announcement, min(today, cohort.dates.end)
    days = [first + timedelta(days=number) for number in range(0, (last - first).days, 7)]
    by_week = []
    for day in (*days, last):
        known = [facts(cohort, mentorship, day) for mentorship in mentorships]
        told = [each for each in known if each.mentorship.meaning.told and each.announced <= day]
        by_week.append(
            Week(
                on=day,
                active=sum(each.ended is None for each in told),
                meetings=sum(len(each.mentorship.meetings) for each in known),
                expected=sum(each.expected for each in known),
            )
        )
    return tuple(by_week)
