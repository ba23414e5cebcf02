"""What is recorded of a mentorship's life: in its days, in their order, and as was agreed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mentoring.checks.check import edition_check
from mentoring.checks.mentorships import mentorships
from mentoring.people.meeting_place import may_meet_in_person
from mentoring.people.pair import MentorshipStatus

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from mentoring.people.pair import Mentorship
    from mentoring.problems import Problem
    from mentoring.store.edition import Edition
    from mentoring.store.entry import Steps

ANSWERS = frozenset({"reported", "check_ins"})


def _life(edition: Edition, one: Mentorship) -> tuple[date, date]:
    """The days between which something can have happened in this mentorship."""
    dates = edition.cohort.record.dates
    first = one.day_of("announced") or one.day_of("proposed") or dates.announcement
    over = one.day_of("ended") or one.day_of("declined") or one.day_of("completed")
    return first, (over or dates.end)


def _dated(one: Mentorship) -> Iterator[tuple[Steps, date]]:
    """Every day on which something is recorded to have happened, and where it stands."""
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
            after = one.status is MentorshipStatus.COMPLETED and place[0] in ANSWERS
            if day < first or (day > last and not after):
                yield entry.problem(
                    "outside-the-life",
                    f"{day} is not between {first} and {last}, when this mentorship was alive",
                    "Correct the day.",
                    at=(*at, *place),
                )


@edition_check
def steps_follow_the_announcement(edition: Edition) -> Iterator[Problem]:
    """No step of a mentorship is before its announcement, and that not before its proposal."""
    for entry, at, one in mentorships(edition):
        proposed, announced = one.day_of("proposed"), one.day_of("announced")
        for number, step in enumerate(one.history):
            before = proposed if step.what in {"proposed", "announced"} else announced
            if before is not None and step.on < before:
                yield entry.problem(
                    "step-too-early",
                    f"{step.what} on {step.on}, before {before}",
                    "Correct the day: a pair is proposed, then announced, and all else follows.",
                    at=(*at, "history", number, "on"),
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
                what = "answered twice" if key in seen else "no check-in date of the edition"
                yield entry.problem(
                    "check-in-unknown",
                    f"{answered.due} by the {answered.by} is {what}",
                    f"The dates are {', '.join(map(str, due))}.",
                    at=(*at, "check_ins", number, "due"),
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
            if meeting.mode == "in-person":
                yield entry.problem(
                    "in-person-not-agreed",
                    "a meeting in person, though the two are not both willing in one place",
                    "Correct the mode, or both applications, once both have said yes.",
                    at=(*at, "meetings", number, "mode"),
                )
