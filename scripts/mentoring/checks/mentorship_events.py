"""Events of a mentorship: within its dates, in order, and as agreed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from mentoring.checks.check import edition_check
from mentoring.checks.mentorships import mentorships
from mentoring.people.lifecycle import ENDINGS, life
from mentoring.people.meeting import may_meet_in_person
from mentoring.people.pair import Mentorship
from mentoring.problems import Problem, Severity
from mentoring.store.edition import Edition
from mentoring.store.entry import Steps

ANSWERS = frozenset({"reported", "check_ins"})


def _life(edition: Edition, one: Mentorship) -> tuple[date, date]:
    """The first and last day on which an event of this mentorship can have happened."""
    dates = edition.cohort.record.dates
    first = one.day_of("announced") or one.day_of("proposed") or dates.announcement
    over = one.day_of(*ENDINGS)
    return first, (over or dates.end)


def _dated(one: Mentorship) -> Iterator[tuple[Steps, date]]:
    """The steps to every recorded event, and its day."""
    yield from ((("meetings", n, "date"), fact.date) for n, fact in enumerate(one.meetings))
    yield from ((("reported", n, "on"), fact.on) for n, fact in enumerate(one.reported))
    yield from ((("check_ins", n, "on"), fact.on) for n, fact in enumerate(one.check_ins))
    for number, goal in enumerate(one.goals):
        for field, day in (("on", goal.on), ("settled", goal.settled)):
            if day is not None:
                yield ("goals", number, field), day


@edition_check
def facts_are_inside_the_life(edition: Edition) -> Iterator[Problem]:
    """What is dated lies between announcement and end; a last survey may come after completion."""
    for entry, at, one in mentorships(edition):
        first, last = _life(edition, one)
        for place, day in _dated(one):
            after = one.meaning.certificate and place[0] in ANSWERS
            if day < first or (day > last and not after):
                yield entry.problem(
                    "outside-the-life",
                    f"{day} is not between {first} and {last}, when this mentorship was alive",
                    "Correct the day.",
                    at=(*at, *place),
                )


@edition_check
def status_follows_from_the_history(edition: Edition) -> Iterator[Problem]:
    """A mentorship's status is the one that its recorded events lead to."""
    for entry, at, one in mentorships(edition):
        now = life(one.history)
        if now.status is not one.status and not now.refused:
            yield entry.problem(
                "status-differs",
                f"the status says {one.status}, the history leads to {now.status}",
                f"Write `status: {now.status}`, or record what happened with `mentoring pair`.",
                at=(*at, "status"),
            )


@edition_check
def events_follow_each_other(edition: Edition) -> Iterator[Problem]:
    """Each event could happen in the state in which the mentorship was then."""
    for entry, at, one in mentorships(edition):
        for event, state in life(one.history).refused:
            yield entry.problem(
                "event-impossible",
                f"{event.what} on {event.on} cannot follow: the mentorship was "
                f"{state or 'not proposed yet'} then",
                "Correct the day, or the event, or add the one that is missing before it.",
                at=(*at, "history", one.history.index(event), "what"),
            )


@edition_check
def days_of_events_are_in_order(edition: Edition) -> Iterator[Problem]:
    """A pause or a stand-in ends after it begins, and nothing is undone before it happened."""
    for entry, at, one in mentorships(edition):
        for number, event in enumerate(one.history):
            for field, day in (("until", event.until), ("undone", event.undone)):
                if day is not None and day < event.on:
                    yield entry.problem(
                        "days-out-of-order",
                        f"{event.what} on {event.on}, {field} {day}",
                        "Correct one of the two days.",
                        at=(*at, "history", number, field),
                    )


@edition_check
def check_ins_were_due(edition: Edition) -> Iterator[Problem]:
    """A check-in answers one of the cohort's dates, once a side."""
    due = edition.cohort.record.check_ins
    for entry, at, one in mentorships(edition):
        seen: set[tuple[date, str]] = set()
        for number, answered in enumerate(one.check_ins):
            key = (answered.due, answered.by)
            if answered.due not in due or key in seen:
                twice = key in seen
                what = "answered twice" if twice else "no check-in date of the edition"
                yield entry.problem(
                    "check-in-unknown",
                    f"{answered.due} by the {answered.by} is {what}",
                    f"The dates are {', '.join(map(str, due))}.",
                    at=(*at, "check_ins", number, "due"),
                    severity=Severity.ERROR if twice else Severity.WARNING,
                )
            seen.add(key)


@edition_check
def in_person_is_agreed(edition: Edition) -> Iterator[Problem]:
    """Meetings are in person only where both are in one place and both said yes."""
    for entry, at, one in mentorships(edition):
        mentee, mentor = edition.people.get(entry.record.mentee), edition.people.get(one.mentor)
        if not mentee or not mentor or may_meet_in_person(mentee, mentor):
            continue
        for number, meeting in enumerate(one.meetings):
            moved = any(who.changed_since(meeting.date, "location") for who in (mentee, mentor))
            if meeting.mode == "in-person" and not moved:
                yield entry.problem(
                    "in-person-not-agreed",
                    "a meeting in person, though the two are not both willing in one place",
                    "Correct the mode, or both applications, once both have said yes.",
                    at=(*at, "meetings", number, "mode"),
                    severity=Severity.WARNING,
                )
