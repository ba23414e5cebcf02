"""The pairs: who is in them, and how many."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from mentoring.checks.check import check_each, current_mentorships, edition_check
from mentoring.checks.decisions import edition_limit, mentor_limits
from mentoring.people.application import LEFT, Application, ApplicationStatus, Role
from mentoring.people.conflict import against_pairing
from mentoring.people.lifecycle import OVER
from mentoring.people.pair import Mentorship, Pair
from mentoring.problems import Problem, Severity
from mentoring.store.edition import Edition
from mentoring.store.entry import Entry, Steps


def _is_kept(mentorship: Mentorship, mentee: Application, mentor: Application) -> bool:
    """Whether it was decided to keep the pair, and neither has changed since."""
    decided = max((event.on for event in mentorship.events if event.what == "kept"), default=None)
    return decided is not None and not any(
        person.changed_since(decided + timedelta(days=1), "experiments", "conflicts")
        for person in (mentee, mentor)
    )


def _cure(edition: Edition, otherwise: str) -> str:
    """What to do about an invalid pair: match again if no pair has been announced."""
    return otherwise if edition.announced else f"Run `mentoring match {edition.name}` again."


@check_each(current_mentorships)
def people_take_part(
    edition: Edition, entry: Entry[Pair], at: Steps, mentorship: Mentorship
) -> Iterator[Problem]:
    """Both people of a current pair take part."""
    mentee = entry.record.mentee
    for person_id, role, place in (
        (mentee, Role.MENTEE, ("mentee",)),
        (mentorship.mentor, Role.MENTOR, (*at, "mentor")),
    ):
        person = edition.people.get(person_id)
        if person and person.role is role and person.status is not ApplicationStatus.SUBMITTED:
            replace = f"Run `mentoring replace {edition.name} {mentee} --left {role}`."
            message = f"{person_id} is {person.status} and still paired"
            hint = _cure(edition, replace)
            yield entry.problem("person-not-taking-part", message, hint, at=place)


@check_each(current_mentorships)
def people_may_be_paired(
    edition: Edition, entry: Entry[Pair], at: Steps, mentorship: Mentorship
) -> Iterator[Problem]:
    """A pair has no conflict, and no shared affiliation if the programme forbids it."""
    ids = entry.record.mentee, mentorship.mentor
    mentee, mentor = map(edition.people.get, ids)
    decided = edition.decisions.record.forbids if edition.decisions else ()
    differ = edition.config.affiliation.differ
    why = against_pairing(mentee, mentor, differ=differ) if mentee and mentor else None
    if ids in {(forbid.mentee, forbid.mentor) for forbid in decided}:
        why, is_running = "a decision forbids it", False
    else:
        is_running = mentorship.meaning.told
    if why and not is_running:
        message = f"{ids[0]} and {ids[1]} may not be a pair: {why}"
        hint = _cure(edition, f"Run `mentoring replace {edition.name} {ids[0]} --left mentor`.")
        yield entry.problem("pair-forbidden", message, hint, at=(*at, "mentor"))
    elif why and mentee and mentor and not _is_kept(mentorship, mentee, mentor):
        yield entry.problem(
            "people-changed",
            f"{mentee.id} and {mentor.id} would not be matched today: {why}",
            "A pair may continue when people change. Record what you decide: "
            f"`mentoring pair keep {edition.name} {mentee.id} --reason WORDS`.",
            at=(*at, "mentor"),
            severity=Severity.WARNING,
        )


@edition_check
def mentorships_follow_each_other(edition: Edition) -> Iterator[Problem]:
    """A mentee has at most one current mentorship, and it is the last."""
    for entry in edition.pairs:
        for number, mentorship in enumerate(entry.record.mentorships[:-1]):
            if mentorship.status not in OVER:
                yield entry.problem(
                    "mentor-twice",
                    f"{entry.record.mentee} has a later mentor, but {mentorship.mentor} is still "
                    f"{mentorship.status}",
                    "End the earlier mentorship first: a mentee has one mentor at a time.",
                    at=("mentorships", number, "status"),
                )


class _Place(NamedTuple):
    """A place that a pair takes with a mentor: its first and last day, and where it is recorded."""

    mentor: str
    since: date
    until: date
    entry: Entry[Pair]
    at: Steps


def _places(edition: Edition) -> Iterator[_Place]:
    for entry, at, mentorship in current_mentorships(edition):
        since = mentorship.events[0].on if mentorship.events else date.min
        yield _Place(mentorship.mentor, since, date.max, entry, (*at, "mentor"))
        for second in mentorship.second_mentors:
            until = second.until or date.max
            yield _Place(second.mentor, second.since, until, entry, (*at, "history"))


@edition_check
def capacity_holds(edition: Edition) -> Iterator[Problem]:
    """No mentor has more mentees than they can take, including those of pairs they joined."""
    limits = mentor_limits(edition)
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
                f"mentor {place.mentor} can take {limits[place.mentor]} and has {held}",
                _cure(edition, "Find another mentor, or ask this one, and correct the capacity."),
                at=place.at,
                severity=Severity.WARNING if fewer else Severity.ERROR,
            )


@check_each(current_mentorships)
def second_mentors_take_part(
    edition: Edition, entry: Entry[Pair], at: Steps, mentorship: Mentorship
) -> Iterator[Problem]:
    """A mentor who joined a current pair takes part in the edition."""
    for second in mentorship.second_mentors:
        person = edition.people.get(second.mentor)
        gone = second.until is None and person and person.status in LEFT
        if edition.lacks(second.mentor, Role.MENTOR) or gone:
            yield entry.problem(
                "second-mentor-unknown",
                f"{second.mentor} is not a mentor who takes part in {edition.name}",
                f"Run `mentoring pair leave {edition.name} {entry.record.mentee} {second.mentor}`, "
                "or correct the id.",
                at=(*at, "history"),
            )


@edition_check
def cap_holds(edition: Edition) -> Iterator[Problem]:
    """There are no more pairs than the edition allows."""
    cap = edition_limit(edition)
    count = sum(1 for _ in current_mentorships(edition))
    if count > cap:
        yield edition.cohort.problem(
            "cap-exceeded",
            f"there are {count} pairs; the edition may have at most {cap}",
            _cure(edition, f"End one that was added: `mentoring pair end {edition.name} MENTEE`."),
            at=("pairs",),
        )
