"""The progress of an edition: every pair on a day, this week's tasks, and the edition by week."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, get_args

from mentoring.people.application import Application
from mentoring.people.lifecycle import EARLY_ENDINGS, ENDINGS, MentorshipStatus
from mentoring.people.pair import Pair
from mentoring.programme.cohort import Cohort
from mentoring.progress.as_of import pairs_on
from mentoring.progress.counts import expected
from mentoring.progress.facts import Facts, facts
from mentoring.progress.pair_progress import EscalationStep, PairProgress, pair_progress
from mentoring.progress.rule import Flag, Urgency

Action = Literal["contact", "call", "close", "replace", "remind-again", "remind", "complete"]
ORDER: tuple[Action, ...] = get_args(Action)
"""The actions, the most urgent first."""
ACTION_OF: dict[EscalationStep, Action] = {
    "reminded": "remind",
    "reminded-again": "remind-again",
    "called": "call",
    "ended": "close",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Task:
    """One task for one pair: the day since when it is due, and the rules that require it."""

    action: Action
    mentee: str
    mentor: str
    due: date
    codes: tuple[str, ...]


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
        counts = Counter(pair.status for pair in self.latest)
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
    in_turn = pairs_on(pairs, today)
    judged = tuple(
        pair_progress(cohort, pair.mentee, mentorship, today)
        for pair in in_turn
        for mentorship in pair.mentorships
    )
    due = [task for pair in judged for task in tasks(pair, today)]
    due += _replacements(cohort, in_turn, today, gone)
    due.sort(key=lambda task: (ORDER.index(task.action), task.due, task.mentee))
    return CohortProgress(cohort=cohort.cohort, as_of=today, pairs=judged, tasks=tuple(due))


def tasks(pair: PairProgress, today: date) -> Iterator[Task]:
    """The tasks due for one pair: one for each action, even if several flags require it.

    They follow from the flags that only an organiser can settle, and from the escalation.
    """
    reasons: list[tuple[Action, date, tuple[str, ...]]] = [
        (_action(flag), flag.since, (flag.code,)) for flag in pair.flags if flag.calls
    ]
    if step := pair.next_step:
        reasons.append((ACTION_OF[step.what], step.due, step.codes))
    due = [reason for reason in reasons if reason[1] <= today]
    for action in dict.fromkeys(action for action, _, _ in due):
        own = [(since, codes) for wanted, since, codes in due if wanted == action]
        yield Task(
            action=action,
            mentee=pair.mentee,
            mentor=pair.mentor,
            due=min(since for since, _ in own),
            codes=tuple(dict.fromkeys(code for _, codes in own for code in codes)),
        )


def _action(flag: Flag) -> Action:
    if flag.urgency == Urgency.NOW:
        return "contact"
    return "complete" if flag.code == "closing-due" else "call"


def _replacements(
    cohort: Cohort, pairs: Iterable[Pair], today: date, gone: Collection[str]
) -> Iterator[Task]:
    """A task for each mentee whose mentor left or declined, while there is time for a new one."""
    for pair in pairs:
        latest = pair.latest
        if latest.meaning.place or latest.meaning.certificate or not latest.events:
            continue
        last = latest.events[-1]
        by_mentor = last.what in EARLY_ENDINGS and last.by == "mentor"
        if by_mentor and last.on <= today < cohort.dates.end and pair.mentee not in gone:
            yield Task(
                action="replace",
                mentee=pair.mentee,
                mentor=latest.mentor,
                due=last.on,
                codes=("mentor-left",),
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
        week = Week(
            on=day,
            active=sum(map(_is_active, known)),
            meetings=sum(len(pair.mentorship.meetings) for pair in known),
            expected=sum(map(expected, known)),
        )
        by_week.append(week)
    return tuple(by_week)


def _is_active(known: Facts) -> bool:
    """Whether the pair was announced and not over, by its history up to that day."""
    announced = known.announced
    if announced is None or announced > known.today:
        return False
    return known.last(*ENDINGS) is None
