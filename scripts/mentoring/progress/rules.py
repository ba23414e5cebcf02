"""The progress rules, and the flags that they raise.

A rule is a row of `RULES`: what it looks for, in which states, and how soon an organiser acts. Its
words are in `messages.toml`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from mentoring.files.messages import messages
from mentoring.people.lifecycle import (
    ONGOING,
    RESTING,
    RUNNING,
    SIDES,
    MentorshipStatus,
    Side,
    life,
    states_for,
)
from mentoring.programme.rules import ProgressRules
from mentoring.progress.facts import Facts


class Urgency(StrEnum):
    """How soon an organiser acts: today, this week, or not yet (watch)."""

    NOW = "now"
    ACT = "act"
    WATCH = "watch"


@dataclass(frozen=True, kw_only=True, slots=True)
class Flag:
    """A rule that applies to a pair: since when, on which side, and why, in one sentence.

    One dated after today is not raised yet: it will be, unless something happens. The sentence
    contains only days and counts.
    """

    code: str
    urgency: Urgency
    reminds: bool
    since: date
    by: Side | None
    text: str

    @property
    def calls(self) -> bool:
        """Whether an organiser must act, because a reminder cannot settle it."""
        return not self.reminds and self.urgency != Urgency.WATCH


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: how soon an organiser acts, in which states it applies, and what it finds.

    `reminds` says whether a reminder to the pair can settle it; other rules need an organiser.
    """

    code: str
    urgency: Urgency
    applies: frozenset[MentorshipStatus]
    judge: Callable[[Rule, Facts], Iterable[Flag]]
    reminds: bool = False

    @property
    def words(self) -> Mapping[str, Any]:
        """The title, the explanation, and the text of a flag or, by their names, of several."""
        words: Mapping[str, Any] = messages(__package__)[self.code]
        return words

    @property
    def title(self) -> str:
        """The name that reports print."""
        return str(self.words["title"])

    def explain(self, rules: ProgressRules) -> str:
        """The explanation with the thresholds of one edition filled in."""
        return str(self.words["explanation"]).format(rules=rules)

    def flag(
        self, since: date, by: Side | None = None, which: str = "", /, **values: date | int
    ) -> Flag:
        """A flag from a day on; `values` are filled into the text, or into that of several."""
        text = self.words["text"][which] if which else self.words["text"]
        text = text.format(since=since, by=by, **values)
        code, urgency, reminds = self.code, self.urgency, self.reminds
        return Flag(code=code, urgency=urgency, reminds=reminds, since=since, by=by, text=text)


def _answered(question: str, *answers: object) -> Callable[[Rule, Facts], Iterator[Flag]]:
    """Finds such answers in each side's last check-in, until an organiser has called."""

    def judge(rule: Rule, facts: Facts) -> Iterator[Flag]:
        called = facts.last("called") or date.min
        for side in SIDES:
            latest = facts.latest_check_in(side)
            if latest is not None and called < latest.on:
                answer = getattr(latest.answers, question)
                if answer in answers:
                    yield rule.flag(latest.on, side, "" if answer is True else answer)

    return judge


def _check_in_overdue(rule: Rule, facts: Facts) -> Iterator[Flag]:
    for missing in facts.asked:
        if missing.on is None:
            yield rule.flag(missing.overdue_from, missing.by, due=missing.due)


def _no_first_meeting(rule: Rule, facts: Facts) -> Iterator[Flag]:
    if facts.held == 0:
        yield rule.flag(facts.deadline(weeks=facts.rules.first_meeting_weeks))


def _silent(rule: Rule, facts: Facts) -> Iterator[Flag]:
    mentorship = facts.mentorship
    known = (facts.last_meeting, facts.last("resumed", "signed", "amended"))
    signs = [facts.announced, *filter(None, known)]
    signs += [event.on for event in mentorship.events if event.by != "organiser"]
    signs += [check_in.on for check_in in mentorship.check_ins]
    signs += [report.on for report in mentorship.reported]
    last = max(signs)
    yield rule.flag(facts.deadline(weeks=facts.rules.silent_weeks, start=last), last=last)


def _below_rhythm(rule: Rule, facts: Facts) -> Iterator[Flag]:
    held = facts.held
    since = facts.expected_by(held + facts.rules.rhythm_tolerance + 1)
    if since is not None:
        expected = max(facts.expected, held)
        yield rule.flag(since, held=held, rhythm=facts.rhythm, expected=expected)


def _counts_differ(rule: Rule, facts: Facts) -> Iterator[Flag]:
    tolerance, log = facts.rules.rhythm_tolerance, facts.mentorship.meetings
    reports = {side: facts.reports(side) for side in SIDES}
    counted = {side: sum(report.meetings for report in own) for side, own in reports.items()}
    for side, own in reports.items():
        if own and log:
            first, last = min(report.since for report in own), own[-1].on
            logged = sum(first <= meeting.date <= last for meeting in log)
            if abs(counted[side] - logged) > tolerance:
                yield rule.flag(last, side, "log", counted=counted[side], logged=logged)
    mentee, mentor = reports["mentee"], reports["mentor"]
    apart = abs(counted["mentee"] - counted["mentor"])
    if mentee and len(mentee) == len(mentor) and apart > tolerance:
        yield rule.flag(max(mentee[-1].on, mentor[-1].on), None, "sides", **counted)


def _not_accepted(rule: Rule, facts: Facts) -> Iterator[Flag]:
    accepted = life(facts.mentorship.events).accepted
    for side in SIDES:
        if side not in accepted:
            yield rule.flag(facts.deadline(days=facts.rules.accept_days), side)


def _agreement_unsigned(rule: Rule, facts: Facts) -> Iterator[Flag]:
    agreement = facts.mentorship.agreement
    for side in SIDES:
        if agreement is None or getattr(agreement.signed, side) is None:
            yield rule.flag(facts.deadline(weeks=facts.rules.agreement_weeks), side)


def _amendment_unconfirmed(rule: Rule, facts: Facts) -> Iterator[Flag]:
    agreement = facts.mentorship.agreement
    for change in agreement.amendments[-1:] if agreement else ():
        for side in SIDES:
            if getattr(change.signed, side) is None:
                yield rule.flag(change.on, side)


def _goals_missing(rule: Rule, facts: Facts) -> Iterator[Flag]:
    if not facts.goals:
        yield rule.flag(facts.deadline(weeks=facts.rules.goals_weeks))


def _goals_overdue(rule: Rule, facts: Facts) -> Iterator[Flag]:
    for number, goal in enumerate(facts.mentorship.goals, start=1):
        if goal.status == "open" and goal.due is not None:
            yield rule.flag(goal.due + timedelta(days=1), number=number, due=goal.due)


def _paused_long(rule: Rule, facts: Facts) -> Iterator[Flag]:
    for began, _ in facts.pauses[-1:]:
        back = facts.mentorship.day_of_return or began + timedelta(weeks=facts.rules.paused_weeks)
        yield rule.flag(back, began=began)


def _closing_due(rule: Rule, facts: Facts) -> Iterator[Flag]:
    end = facts.cohort.dates.end
    yield rule.flag(end + timedelta(days=1), end=end)


NOW, ACT, WATCH = Urgency
OFFERED = states_for("declined")
RULES = (
    Rule("contact-me", NOW, ONGOING, _answered("contact_me", True)),
    Rule("wish-to-end", NOW, ONGOING, _answered("wish_to_end", True)),
    Rule("asked-for-help", ACT, ONGOING, _answered("help", True)),
    Rule("check-in-overdue", ACT, RUNNING, _check_in_overdue, reminds=True),
    Rule("fit-doubtful", ACT, ONGOING, _answered("fit", "unsure", "no")),
    Rule("no-first-meeting", ACT, RUNNING, _no_first_meeting, reminds=True),
    Rule("silent", ACT, RUNNING, _silent, reminds=True),
    Rule("below-rhythm", ACT, RUNNING, _below_rhythm, reminds=True),
    Rule("not-accepted", ACT, OFFERED, _not_accepted, reminds=True),
    Rule("agreement-unsigned", ACT, RUNNING, _agreement_unsigned, reminds=True),
    Rule("goals-missing", ACT, RUNNING, _goals_missing, reminds=True),
    Rule("paused-long", ACT, RESTING, _paused_long),
    Rule("closing-due", ACT, ONGOING, _closing_due),
    Rule("counts-differ", WATCH, ONGOING, _counts_differ),
    Rule("amendment-unconfirmed", WATCH, ONGOING, _amendment_unconfirmed),
    Rule("goals-overdue", WATCH, RUNNING, _goals_overdue),
)
"""All rules, the most urgent first."""
BY_CODE = {rule.code: rule for rule in RULES}


def flags(facts: Facts, days: int = 0) -> tuple[Flag, ...]:
    """Every flag raised today, the most urgent rule first, the oldest first within a rule.

    With `days`, the flags that will be raised within so many days unless something happens. Once
    the edition is over, there are no reminders.
    """
    over, soon = facts.today > facts.cohort.dates.end, facts.today + timedelta(days=days)
    raised: list[Flag] = []
    for rule in RULES:
        if facts.mentorship.status not in rule.applies or rule.code in facts.rules.off:
            continue
        found = [] if over and rule.reminds else rule.judge(rule, facts)
        raised += sorted(found, key=lambda flag: (flag.since, flag.text))
    if days:
        return tuple(flag for flag in raised if facts.today < flag.since <= soon)
    return tuple(flag for flag in raised if flag.since <= facts.today)


def codes_of(flags: Iterable[Flag]) -> tuple[str, ...]:
    """The codes of the flags, in their order and without repeats."""
    return tuple(dict.fromkeys(flag.code for flag in flags))
