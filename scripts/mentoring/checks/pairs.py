"""The pairs: who is in them, how many, and what is recorded of their life."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from mentoring.checks.limits import edition_limit, mentor_limits
from mentoring.people.application import ApplicationStatus, Role
from mentoring.people.conflict import against_pairing
from mentoring.people.meeting_place import may_meet_in_person
from mentoring.people.pair import OVER, MentorshipStatus

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from mentoring.people.pair import Mentorship, Pair
    from mentoring.problems import Problem
    from mentoring.store.edition import Edition
    from mentoring.store.entry import Entry, Steps


ANSWERS = frozenset({"reported", "check_ins"})


def _mentorships(edition: Edition) -> Iterator[tuple[Entry[Pair], Steps, Mentorship]]:
    for entry in edition.pairs:
        for number, one in enumerate(entry.record.mentorships):
            yield entry, ("mentorships", number), one


def _standing(edition: Edition) -> Iterator[tuple[Entry[Pair], Steps, Mentorship]]:
    return (found for found in _mentorships(edition) if found[2].status not in OVER)


def _remedy(edition: Edition, mentee: str, left: Role) -> str:
    """What to do about a pair that may not stand: choose again while nobody has been told."""
    if not edition.announced:
        return _again(edition)
    return f"Run `mentoring replace {edition.name} {mentee} --left {left}`."


def _again(edition: Edition) -> str:
    return f"Run `mentoring match {edition.name}` again."


def people_take_part(edition: Edition) -> Iterator[Problem]:
    """A standing pair's two people are there, in the right roles, and have not withdrawn."""
    for entry, at, one in _standing(edition):
        for who, role, place in (
            (entry.record.mentee, Role.MENTEE, ("mentee",)),
            (one.mentor, Role.MENTOR, (*at, "mentor")),
        ):
            person = edition.people.get(who)
            if edition.lacks(who, role):
                yield entry.problem(
                    "id-unknown",
                    f"{who} is no {role} of {edition.name}",
                    "Correct the id, or remove the pair.",
                    at=place,
                )
            elif person and person.status is not ApplicationStatus.SUBMITTED:
                yield entry.problem(
                    "person-not-taking-part",
                    f"{who} is {person.status} and still paired",
                    _remedy(edition, entry.record.mentee, role),
                    at=place,
                )


def people_may_be_paired(edition: Edition) -> Iterator[Problem]:
    """A standing pair shares no experiment and is in no conflict; nor do decisions forbid it."""
    decided = edition.decisions.record.forbids if edition.decisions else ()
    forbidden = {(one.mentee, one.mentor) for one in decided}
    for entry, at, one in _standing(edition):
        mentee, mentor = edition.people.get(entry.record.mentee), edition.people.get(one.mentor)
        why = against_pairing(mentee, mentor) if mentee and mentor else None
        if (entry.record.mentee, one.mentor) in forbidden:
            why = "a decision forbids it"
        if why:
            yield entry.problem(
                "pair-forbidden",
                f"{entry.record.mentee} and {one.mentor} may not be a pair: {why}",
                _remedy(edition, entry.record.mentee, Role.MENTOR),
                at=(*at, "mentor"),
            )


def mentorships_follow_each_other(edition: Edition) -> Iterator[Problem]:
    """At most one mentorship of a mentee stands, and it is the last."""
    for entry in edition.pairs:
        for number, one in enumerate(entry.record.mentorships[:-1]):
            if one.status not in OVER:
                yield entry.problem(
                    "mentor-twice",
                    f"{entry.record.mentee} has a later mentor, and {one.mentor} is still "
                    f"{one.status}",
                    "End the earlier mentorship first: a mentee has one mentor at a time.",
                    at=("mentorships", number, "status"),
                )


def capacity_holds(edition: Edition) -> Iterator[Problem]:
    """No mentor has more mentees than they offered, or than a decision allows them."""
    limits = mentor_limits(edition)
    otherwise = "Find another mentor, or correct their capacity with their consent."
    held: Counter[str] = Counter()
    for entry, at, one in _standing(edition):
        held[one.mentor] += 1
        if one.mentor in limits and held[one.mentor] > limits[one.mentor]:
            yield entry.problem(
                "capacity-exceeded",
                f"mentor {one.mentor} takes {limits[one.mentor]} and has {held[one.mentor]}",
                otherwise if edition.announced else _again(edition),
                at=(*at, "mentor"),
            )


def cap_holds(edition: Edition) -> Iterator[Problem]:
    """There are no more pairs than the edition allows."""
    cap = edition_limit(edition)
    otherwise = (
        f"End one that was added beside the others: `mentoring pair end {edition.name} MENTEE`."
    )
    count = sum(1 for _ in _standing(edition))
    if count > cap:
        yield edition.cohort.problem(
            "cap-exceeded",
            f"{count} pairs stand; the edition has at most {cap}",
            otherwise if edition.announced else _again(edition),
            at=("pairs",),
        )


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


def facts_are_inside_the_life(edition: Edition) -> Iterator[Problem]:
    """What is dated lies between announcement and end; a last survey may come after completion."""
    for entry, at, one in _mentorships(edition):
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


def steps_follow_the_announcement(edition: Edition) -> Iterator[Problem]:
    """No step of a mentorship is before its announcement, and that not before its proposal."""
    for entry, at, one in _mentorships(edition):
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


def check_ins_were_due(edition: Edition) -> Iterator[Problem]:
    """A check-in answers one of the cohort's dates, once a side."""
    due = edition.cohort.record.check_ins
    for entry, at, one in _mentorships(edition):
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


def in_person_is_agreed(edition: Edition) -> Iterator[Problem]:
    """Meetings are in person only where both are in one place and both said yes."""
    for entry, at, one in _mentorships(edition):
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
