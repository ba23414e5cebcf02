"""The progress of an edition: every pair on a day, this week's tasks, and the edition by week.

A pair that leaves something open is reminded, again, called, and then closed: the escalation.
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
from mentoring.progress.pair_facts import BEGINNINGS, PairFacts
from mentoring.progress.pair_progress import PairProgress, codes_of

EscalationStep = Literal["reminded", "reminded-again", "called", "ended"]
Action = Literal["contact", "call", "close", "replace", "remind-again", "remind", "complete"]
ORDER: tuple[Action, ...] = get_args(Action)
"""The actions, the most urgent first."""
TASKS: dict[EscalationStep, Action] = {
    "reminded": "remind",
    "reminded-again": "remind-again",
    "called": "call",
    "ended": "close",
}
ESCALATION = tuple(TASKS)
REMINDERS = ESCALATION[:2]


@dataclass(frozen=True, kw_only=True, slots=True)
class NextStep:
    """The next step for a pair, the day from which it is due, and the flags that cause it."""

    step: EscalationStep
    due: date
    flags: tuple[str, ...]


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
        counts = Counter(pair.mentorship.status for pair in self.latest)
        return {status: counts[status] for status in MentorshipStatus if counts[status]}


def cohort_progress(
    cohort: Cohort, pairs: Iterable[Pair], today: date, *, gone: Collection[str] = ()
) -> CohortProgress:
    """Judge every mentorship of an edition on a day; mentees who are `gone` need no new mentor."""
    judged: list[PairProgress] = []
    due: list[Task] = []
    for pair in sorted(pairs, key=lambda pair: pair.mentee):
        begun = [each for each in pair.mentorships if _has_begun(each, today)]
        known = [PairProgress.on(cohort, pair.mentee, each, today) for each in begun]
        judged += known
        due += (task for each in known for task in tasks(each))
        waits = today < cohort.dates.end and pair.mentee not in gone
        if known and waits and not any(each.mentorship.meaning.place for each in known):
            due += _replacement(known[-1])
    due.sort(key=lambda task: (ORDER.index(task.action), task.due, task.mentee))
    return CohortProgress(cohort=cohort.cohort, as_of=today, pairs=tuple(judged), tasks=tuple(due))


def _has_begun(mentorship: Mentorship, today: date) -> bool:
    begun = (event.on for event in mentorship.history if event.what in BEGINNINGS)
    return min(begun, default=today) <= today


def _replacement(pair: PairProgress) -> Iterator[Task]:
    """The task to find a new mentor for a mentee whose mentor left."""
    left, mentee, mentor = pair.mentorship.ending, pair.mentee, pair.mentor
    if left and left.what in EARLY_ENDINGS and left.by == "mentor":
        flags = ("mentor-left",)
        yield Task(action="replace", mentee=mentee, mentor=mentor, due=left.on, flags=flags)


def next_step(pair: PairProgress) -> NextStep | None:
    """The next step of the escalation for a pair; None if there is nothing to remind it of.

    The escalation begins with the oldest flag that a reminder can settle; earlier steps belong to
    another episode. A pair that an organiser has to call gets no reminder as well.
    """
    open_flags = [flag for flag in pair.flags if flag.reminds]
    if not open_flags:
        return None
    due, what = min(flag.since for flag in open_flags), ESCALATION[0]
    recent = [event for event in pair.mentorship.events if event.on >= due]
    for step, following in pairwise(ESCALATION):
        taken = [event.on for event in recent if event.what == step]
        if not taken:
            break
        due, what = max(taken) + timedelta(days=pair.cohort.progress.reminder_days), following
    if what in REMINDERS and any(flag.calls for flag in pair.flags):
        return None
    return NextStep(step=what, due=due, flags=codes_of(open_flags))


def tasks(pair: PairProgress) -> Iterator[Task]:
    """One task for each action that a pair's flags, or its escalation, ask of an organiser."""
    due: dict[Action, list[tuple[date, str]]] = {}
    for flag in pair.flags:
        if flag.calls:
            other: Action = "complete" if flag.code == "closing-due" else "call"
            action = "contact" if flag.urgency == "now" else other
            due.setdefault(action, []).append((flag.since, flag.code))
    step, mentee, mentor = next_step(pair), pair.mentee, pair.mentor
    if step and step.due <= pair.today:
        due.setdefault(TASKS[step.step], []).extend((step.due, code) for code in step.flags)
    for action, reasons in due.items():
        first, codes = min(reasons)[0], tuple(dict.fromkeys(code for _, code in reasons))
        yield Task(action=action, mentee=mentee, mentor=mentor, due=first, flags=codes)


def gone_on(pairs: Iterable[Pair], people: Mapping[str, Application], day: date) -> frozenset[str]:
    """The mentees of these pairs who no longer took part on a day: withdrawn or erased."""
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
    first, last = cohort.dates.announcement, min(today, cohort.dates.end)
    days = [first + timedelta(days=number) for number in range(0, (last - first).days, 7)]
    by_week = []
    for day in (*days, last):
        known = [
            PairFacts.on(cohort, pair.mentee, mentorship, day)
            for pair in pairs
            for mentorship in pair.mentorships
        ]
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
