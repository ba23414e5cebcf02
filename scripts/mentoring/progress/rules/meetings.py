"""Rules about how often the two meet, and about silence."""

from collections.abc import Iterator
from datetime import date

from mentoring.people.lifecycle import ONGOING
from mentoring.people.meeting import Reported
from mentoring.people.side import Side
from mentoring.progress.counts import expected_by, meeting_counts
from mentoring.progress.facts import SIDES, Facts
from mentoring.progress.rule import Finding, Urgency, rule


@rule("No first meeting", Urgency.ACT, reminds=True)
def no_first_meeting(facts: Facts) -> Iterator[Finding]:
    """No meeting is known {rules.first_meeting_weeks} weeks after the announcement."""
    deadline = facts.deadline(weeks=facts.rules.first_meeting_weeks)
    if deadline is not None and meeting_counts(facts).held == 0:
        yield Finding(since=deadline, text=f"No meeting is known; the first was due by {deadline}.")


@rule("Silent", Urgency.ACT, reminds=True)
def silent(facts: Facts) -> Iterator[Finding]:
    """No meeting, report, check-in or answer of either side for {rules.silent_weeks} weeks."""
    last = last_sign(facts)
    deadline = facts.deadline(weeks=facts.rules.silent_weeks, start=last) if last else None
    if deadline is not None:
        yield Finding(since=deadline, text=f"No sign of the pair since {last}.")


def last_sign(facts: Facts) -> date | None:
    """The last day on which either side met, answered, signed or wrote; else the announcement."""
    mentorship = facts.mentorship
    written = facts.last("resumed", "signed", "amended")
    signs = [meeting_counts(facts).last, facts.announced, written]
    signs += [entry.on for entry in mentorship.events if entry.by != "organiser"]
    signs += [answer.on for answer in mentorship.check_ins] + [
        report.on for report in mentorship.reported
    ]
    return max((day for day in signs if day is not None), default=None)


@rule("Below the agreed rhythm", Urgency.ACT, reminds=True)
def below_rhythm(facts: Facts) -> Iterator[Finding]:
    """The meetings known are more than {rules.rhythm_tolerance} behind the rhythm.

    The rhythm is the one that the pair agreed on or, without an agreement, the lowest recommended.
    """
    counts = meeting_counts(facts)
    since = expected_by(facts, counts.held + facts.rules.rhythm_tolerance + 1)
    if since is not None:
        due = max(counts.expected, counts.held)
        text = f"Meetings known: {counts.held}; expected at {counts.rhythm} a month: {due}."
        yield Finding(since=since, text=text)


@rule("Counts differ", Urgency.WATCH, applies=ONGOING)
def counts_differ(facts: Facts) -> Iterator[Finding]:
    """The log and the two sides' counts are more than {rules.rhythm_tolerance} meetings apart."""
    reports = {side: _reports(facts, side) for side in SIDES}
    for side, own in reports.items():
        if own and facts.mentorship.meetings:
            counted, logged = sum(report.meetings for report in own), _logged(facts, own)
            if abs(counted - logged) > facts.rules.rhythm_tolerance:
                text = f"The {side} reports {counted} meetings, but the log has {logged}."
                yield Finding(since=own[-1].on, by=side, text=text)
    mentee, mentor = (reports[side] for side in SIDES)
    if mentee and len(mentee) == len(mentor):
        counts = [sum(report.meetings for report in own) for own in (mentee, mentor)]
        if abs(counts[0] - counts[1]) > facts.rules.rhythm_tolerance:
            text = f"The mentee reports {counts[0]} meetings, the mentor {counts[1]}."
            yield Finding(since=max(mentee[-1].on, mentor[-1].on), text=text)


def _reports(facts: Facts, side: Side) -> list[Reported]:
    own = [report for report in facts.mentorship.reported if report.by == side]
    return sorted(own, key=lambda report: report.on)


def _logged(facts: Facts, reports: list[Reported]) -> int:
    first, last = min(report.since for report in reports), reports[-1].on
    return sum(first <= meeting.date <= last for meeting in facts.mentorship.meetings)
