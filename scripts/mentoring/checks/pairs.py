"""The pairs: who is in them, and how many."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from mentoring.checks.check import edition_check
from mentoring.checks.limits import edition_limit, mentor_limits
from mentoring.checks.mentorships import mentorships
from mentoring.people.application import LEFT, Application, ApplicationStatus, Role
from mentoring.people.conflict import against_pairing
from mentoring.people.lifecycle import OVER
from mentoring.people.pair import Mentorship, Pair
from mentoring.problems import Problem, Severity
from mentoring.store.edition import Edition
from mentoring.store.entry import Entry, Steps

FORBIDDEN = "a decision forbids it"


def _standing(edition: Edition) -> Iterator[tuple[Entry[Pair], Steps, Mentorship]]:
    return (found for found in mentorships(edition) if found[2].status not in OVER)


def _is_kept(one: Mentorship, mentee: Application, mentor: Application) -> bool:
    """Whether it was decided to keep the pair, and neither has changed since."""
    decided = max((event.on for event in one.events if event.what == "kept"), default=None)
    return decided is not None and not any(
        person.changed_since(decided + timedelta(days=1), "experiments", "conflicts")
        for person in (mentee, mentor)
    )


def _remedy(edition: Edition, mentee: str, left: Role) -> str:
    """What to do about an invalid pair: match again if no pair has been announced."""
    if not edition.announced:
        return _again(edition)
    return f"Run `mentoring replace {edition.name} {mentee} --left {left}`."


def _again(edition: Edition) -> str:
    return f"Run `mentoring match {edition.name}` again."


@edition_check
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


@edition_check
def people_may_be_paired(edition: Edition) -> Iterator[Problem]:
    """A pair differs where it must and is in no conflict; of a running one that is a warning."""
    differ = edition.config.affiliation.differ
    decided = edition.decisions.record.forbids if edition.decisions else ()
    forbidden = {(one.mentee, one.mentor) for one in decided}
    for entry, at, one in _standing(edition):
        mentee, mentor = edition.people.get(entry.record.mentee), edition.people.get(one.mentor)
        why = against_pairing(mentee, mentor, differ=differ) if mentee and mentor else None
        if (entry.record.mentee, one.mentor) in forbidden:
            why = FORBIDDEN
        if why and why != FORBIDDEN and one.meaning.told and mentee and mentor:
            if not _is_kept(one, mentee, mentor):
                yield entry.problem(
                    "people-changed",
                    f"{mentee.id} and {mentor.id} would not be matched today: {why}",
                    "A pair may go on when people change. Record what you decide: "
                    f"`mentoring pair keep {edition.name} {mentee.id} --reason WORDS`.",
                    at=(*at, "mentor"),
                    severity=Severity.WARNING,
                )
        elif why:
            yield entry.problem(
                "pair-forbidden",
                f"{entry.record.mentee} and {one.mentor} may not be a pair: {why}",
                _remedy(edition, entry.record.mentee, Role.MENTOR),
                at=(*at, "mentor"),
            )


@edition_check
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


@edition_check
def capacity_holds(edition: Edition) -> Iterator[Problem]:
    """No mentor has more mentees than they take, those of pairs they have joined included."""
    limits = mentor_limits(edition)
    otherwise = "Find another mentor, or correct their capacity with their consent."
    by_mentor: dict[str, list[_Place]] = {}
    for place in sorted(_places(edition), key=lambda place: place.since):
        theirs = by_mentor.setdefault(place.mentor, [])
        theirs.append(place)
        held = sum(their.until >= place.since for their in theirs)
        if place.mentor in limits and held > limits[place.mentor]:
            person = edition.people[place.mentor]
            fewer = edition.announced and person.changed_since(place.since, "capacity")
            yield place.entry.problem(
                "capacity-exceeded",
                f"mentor {place.mentor} takes {limits[place.mentor]} and has {held}",
                otherwise if edition.announced else _again(edition),
                at=place.at,
                severity=Severity.WARNING if fewer else Severity.ERROR,
            )


class _Place(NamedTuple):
    """A place that a pair takes with a mentor: its first and last day, and where it is recorded."""

    mentor: str
    since: date
    until: date
    entry: Entry[Pair]
    at: Steps


def _places(edition: Edition) -> Iterator[_Place]:
    for entry, at, one in _standing(edition):
        since = one.events[0].on if one.events else date.min
        yield _Place(one.mentor, since, date.max, entry, (*at, "mentor"))
        for second in one.second_mentors:
            until = second.until or date.max
            yield _Place(second.mentor, second.since, until, entry, (*at, "history"))


@edition_check
def second_mentors_take_part(edition: Edition) -> Iterator[Problem]:
    """Whoever joined a standing pair is a mentor of the edition, and has not left it."""
    for entry, at, one in _standing(edition):
        for second in one.second_mentors:
            person = edition.people.get(second.mentor)
            gone = second.until is None and person and person.status in LEFT
            if edition.lacks(second.mentor, Role.MENTOR) or gone:
                yield entry.problem(
                    "second-mentor-unknown",
                    f"{second.mentor} is no mentor who takes part in {edition.name}",
                    f"`mentoring pair leave {edition.name} {entry.record.mentee} {second.mentor}`, "
                    "or correct the id.",
                    at=(*at, "history"),
                )


@edition_check
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
