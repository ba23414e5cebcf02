"""The progress rules, which judge a pair; their words are in `messages.toml`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from mentoring.files.messages import messages
from mentoring.people import lifecycle
from mentoring.people.lifecycle import ONGOING, RESTING, RUNNING, SIDES, MentorshipStatus, Side
from mentoring.programme.rules import ProgressRules
from mentoring.progress.pair_facts import PairFacts

WORDS = messages(__package__)

Urgency = Literal["now", "act", "watch"]
"""How soon an organiser acts: today, this week, or not yet."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Flag:
    """A rule that applies to a pair, or will after today: since when, on which side, and why."""

    code: str
    urgency: Urgency
    reminds: bool
    since: date
    by: Side | None
    text: str

    @property
    def calls(self) -> bool:
        """Whether an organiser must act, because a reminder cannot settle it."""
        return not self.reminds and self.urgency != "watch"


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: how soon an organiser acts, in which states it applies, and what it finds.

    If a reminder to the pair can settle it, it `reminds`; other rules need an organiser.
    """

    code: str
    urgency: Urgency
    applies: frozenset[MentorshipStatus]
    judge: Callable[[Rule, PairFacts], Iterable[Flag]]
    reminds: bool = False

    @property
    def title(self) -> str:
        """The name that reports print."""
        return str(WORDS[self.code]["title"])

    def explain(self, rules: ProgressRules) -> str:
        """The explanation with the thresholds of one edition filled in."""
        return str(WORDS[self.code]["explanation"]).format(rules=rules)

    def flag(
        self, since: date, by: Side | None = None, which: str = "", /, **values: date | int
    ) -> Flag:
        """A flag from a day on; `values` are filled into the text, or into that of several."""
        texts = WORDS[self.code]["text"]
        text = (texts[which] if which else texts).format(since=since, by=by, **values)
        code, urgency, reminds = self.code, self.urgency, self.reminds
        return Flag(code=code, urgency=urgency, reminds=reminds, since=since, by=by, text=text)


def _answered(question: str, *answers: object) -> Callable[[Rule, PairFacts], Iterator[Flag]]:
    """Finds such answers in each side's last check-in, until an organiser has called."""

    def judge(rule: Rule, pair: PairFacts) -> Iterator[Flag]:
        called = pair.last("called") or date.min
        for side in SIDES:
            own = [check_in for check_in in pair.mentorship.check_ins if check_in.by == side]
            latest = max(own, key=lambda check_in: (check_in.on, check_in.due), default=None)
            if latest is not None and called < latest.on:
                answer = getattr(latest.answers, question)
                if answer in answers:
                    yield rule.flag(latest.on, side, "" if answer is True else answer)

    return judge


def _check_in_overdue(rule: Rule, pair: PairFacts) -> Iterator[Flag]:
    for missing in pair.asked:
        if missing.on is None:
            yield rule.flag(missing.overdue_from, missing.by, due=missing.due)


def _no_first_meeting(rule: Rule, pair: PairFacts) -> Iterator[Flag]:
    if pair.held == 0:
        yield rule.flag(pair.deadline(weeks=pair.cohort.progress.first_meeting_weeks))


def _silent(rule: Rule, pair: PairFacts) -> Iterator[Flag]:
    mentorship = pair.mentorship
    known = (pair.last_meeting, pair.last(*lifecycle.RESTARTS, "signed", "amended"))
    signs = [pair.announced, *filter(None, known)]
    signs += [event.on for event in mentorship.events if event.by != "organiser"]
    signs += [check_in.on for check_in in mentorship.check_ins]
    signs += [report.on for report in mentorship.reported]
    last = max(signs)
    yield rule.flag(pair.deadline(weeks=pair.cohort.progress.silent_weeks, start=last), last=last)


def _below_rhythm(rule: Rule, pair: PairFacts) -> Iterator[Flag]:
    held, tolerance = pair.held, pair.cohort.progress.rhythm_tolerance
    since = pair.expected_by(held + tolerance + 1)
    if since <= pair.cohort.dates.end:
        expected = max(pair.expected, held)
        yield rule.flag(since, held=held, rhythm=pair.rhythm, expected=expected)


def _counts_differ(rule: Rule, pair: PairFacts) -> Iterator[Flag]:
    tolerance, log = pair.cohort.progress.rhythm_tolerance, pair.mentorship.meetings
    for side, own in pair.reports.items():
        if own and log:
            first, last = min(report.since for report in own), own[-1].on
            counted = pair.counted[side]
            logged = sum(first <= meeting.date <= last for meeting in log)
            if abs(counted - logged) > tolerance:
                yield rule.flag(last, side, "log", counted=counted, logged=logged)
    mentee, mentor = pair.reports.values()
    apart = abs(pair.counted["mentee"] - pair.counted["mentor"])
    if mentee and len(mentee) == len(mentor) and apart > tolerance:
        yield rule.flag(max(mentee[-1].on, mentor[-1].on), None, "sides", **pair.counted)


def _not_accepted(rule: Rule, pair: PairFacts) -> Iterator[Flag]:
    accepted = lifecycle.life(pair.mentorship.events).accepted
    for side in SIDES:
        if side not in accepted:
            yield rule.flag(pair.deadline(days=pair.cohort.progress.accept_days), side)


def _agreement_unsigned(rule: Rule, pair: PairFacts) -> Iterator[Flag]:
    agreement = pair.mentorship.agreement
    for side in SIDES:
        if agreement is None or getattr(agreement.signed, side) is None:
            yield rule.flag(pair.deadline(weeks=pair.cohort.progress.agreement_weeks), side)


def _amendment_unconfirmed(rule: Rule, pair: PairFacts) -> Iterator[Flag]:
    agreement = pair.mentorship.agreement
    for change in agreement.amendments[-1:] if agreement else ():
        for side in SIDES:
            if getattr(change.signed, side) is None:
                yield rule.flag(change.on, side)


def _goals_missing(rule: Rule, pair: PairFacts) -> Iterator[Flag]:
    if not pair.goals.total:
        yield rule.flag(pair.deadline(weeks=pair.cohort.progress.goals_weeks))


def _goals_overdue(rule: Rule, pair: PairFacts) -> Iterator[Flag]:
    for number, goal in enumerate(pair.mentorship.goals, start=1):
        if goal.status == "open" and goal.due is not None:
            yield rule.flag(goal.due + timedelta(days=1), number=number, due=goal.due)


def _paused_long(rule: Rule, pair: PairFacts) -> Iterator[Flag]:
    paused = timedelta(weeks=pair.cohort.progress.paused_weeks)
    for began, _ in pair.pauses[-1:]:
        yield rule.flag(pair.mentorship.day_of_return or began + paused, began=began)


def _closing_due(rule: Rule, pair: PairFacts) -> Iterator[Flag]:
    end = pair.cohort.dates.end
    yield rule.flag(end + timedelta(days=1), end=end)


RULES = (
    Rule("contact-me", "now", ONGOING, _answered("contact_me", True)),
    Rule("wish-to-end", "now", ONGOING, _answered("wish_to_end", True)),
    Rule("asked-for-help", "act", ONGOING, _answered("help", True)),
    Rule("check-in-overdue", "act", RUNNING, _check_in_overdue, reminds=True),
    Rule("fit-doubtful", "act", ONGOING, _answered("fit", "unsure", "no")),
    Rule("no-first-meeting", "act", RUNNING, _no_first_meeting, reminds=True),
    Rule("silent", "act", RUNNING, _silent, reminds=True),
    Rule("below-rhythm", "act", RUNNING, _below_rhythm, reminds=True),
    Rule("not-accepted", "act", lifecycle.OFFERED, _not_accepted, reminds=True),
    Rule("agreement-unsigned", "act", RUNNING, _agreement_unsigned, reminds=True),
    Rule("goals-missing", "act", RUNNING, _goals_missing, reminds=True),
    Rule("paused-long", "act", RESTING, _paused_long),
    Rule("closing-due", "act", ONGOING, _closing_due),
    Rule("counts-differ", "watch", ONGOING, _counts_differ),
    Rule("amendment-unconfirmed", "watch", ONGOING, _amendment_unconfirmed),
    Rule("goals-overdue", "watch", RUNNING, _goals_overdue),
)
"""All rules, the most urgent first."""
BY_CODE = {rule.code: rule for rule in RULES}


def flags_of(pair: PairFacts) -> tuple[Flag, ...]:
    """The present and future flags of every rule, the oldest first within a rule.

    Once the edition is over, there are no reminders.
    """
    over, found = pair.today > pair.cohort.dates.end, list[Flag]()
    for rule in RULES:
        applies = pair.mentorship.status in rule.applies and not (over and rule.reminds)
        if applies and rule.code not in pair.cohort.progress.off:
            found += sorted(rule.judge(rule, pair), key=lambda flag: (flag.since, flag.text))
    return tuple(found)
