"""The pairs: who is in them, and how many."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from mentoring.checks.check import (
    Located,
    Problems,
    check_each,
    cohorts,
    current_mentorships,
    edition_check,
    mentorships,
)
from mentoring.checks.decisions import broken_rule, edition_limit, is_forbidden, mentor_limits
from mentoring.people.application import LEFT, ApplicationStatus, Role
from mentoring.people.lifecycle import OVER
from mentoring.people.pair import Mentorship
from mentoring.problems import Problem
from mentoring.programme.cohort import Cohort
from mentoring.store.programme import Edition


def _problem(place: Located[Any], code: str, *at: str, **facts: object) -> Problem:
    """A problem whose cure is to match again, if no pair has been announced."""
    problem, edition = place.problem(code, *at, **facts), place.edition
    again = f"Run `mentoring match {edition.name}` again."
    return problem if edition.announced else replace(problem, hint=again)


@check_each(current_mentorships)
def people_take_part(mentorship: Located[Mentorship]) -> Problems:
    """A current pair is a mentee and a mentor of the edition, who both take part."""
    edition = mentorship.edition
    for id_, role, place in (
        (mentorship.entry.record.mentee, Role.MENTEE, mentorship._replace(at=())),
        (mentorship.record.mentor, Role.MENTOR, mentorship),
    ):
        person = edition.people.get(id_)
        if edition.lacks(id_, role):
            yield place.problem("id-unknown/pair", role.value, id=id_, kind=f"a {role}")
        elif person and person.status is not ApplicationStatus.SUBMITTED:
            yield _problem(place, "person-not-taking-part", role.value, person=person)


@check_each(current_mentorships)
def people_may_be_paired(mentorship: Located[Mentorship]) -> Problems:
    """A pair has no conflict, and no shared affiliation if the programme forbids it."""
    edition, mentee = mentorship.edition, mentorship.entry.record.mentee
    mentor = mentorship.record.mentor
    if is_forbidden(edition, mentee, mentor):
        yield _problem(mentorship, "pair-forbidden", "mentor", why="a decision forbids it")
    elif why := broken_rule(edition, mentee, mentor):
        if not mentorship.record.meaning.told:
            yield _problem(mentorship, "pair-forbidden", "mentor", why=why)
        elif not _is_kept(edition, mentee, mentorship.record):
            yield mentorship.problem("people-changed", "mentor", why=why)


def _is_kept(edition: Edition, mentee: str, mentorship: Mentorship) -> bool:
    """Whether it was decided to keep the pair, and neither has changed since."""
    decided = max((event.on for event in mentorship.events if event.what == "kept"), default=None)
    return decided is not None and not any(
        edition.people[id_].changed_since(decided + timedelta(days=1), "experiments", "conflicts")
        for id_ in (mentee, mentorship.mentor)
    )


@check_each(mentorships)
def mentorships_follow_each_other(mentorship: Located[Mentorship]) -> Problems:
    """A mentee has at most one current mentorship, and it is the last."""
    last, earlier = mentorship.entry.record.mentorships[-1], mentorship.record
    if earlier is not last and earlier.status not in OVER:
        yield mentorship.problem("mentor-twice", "status")


@edition_check
def capacity_holds(edition: Edition) -> Problems:
    """No mentor has more mentees than they can take, including those of pairs they joined."""
    places: list[tuple[str, date, date, Located[Mentorship], str]] = []
    for mentorship in current_mentorships(edition):
        mentor, events = mentorship.record.mentor, mentorship.record.events
        since = events[0].on if events else date.min
        places.append((mentor, since, date.max, mentorship, "mentor"))
        for second in mentorship.record.second_mentors:
            until = second.until or date.max
            places.append((second.mentor, second.since, until, mentorship, "history"))
    limits, taken = mentor_limits(edition), dict[str, list[date]]()
    for mentor, since, until, mentorship, field in sorted(places, key=lambda place: place[1]):
        taken.setdefault(mentor, []).append(until)
        held = sum(last >= since for last in taken[mentor])
        if mentor in limits and held > limits[mentor]:
            lowered = edition.people[mentor].changed_since(since, "capacity")
            code = "capacity-exceeded" + "/lowered" * (edition.announced and lowered)
            facts = {"mentor": mentor, "most": limits[mentor], "held": held}
            yield _problem(mentorship, code, field, **facts)


@check_each(current_mentorships)
def second_mentors_take_part(mentorship: Located[Mentorship]) -> Problems:
    """A mentor who joined a current pair takes part in the edition."""
    for second in mentorship.record.second_mentors:
        person = mentorship.edition.people.get(second.mentor)
        gone = second.until is None and person and person.status in LEFT
        if mentorship.edition.lacks(second.mentor, Role.MENTOR) or gone:
            yield mentorship.problem("second-mentor-unknown", "history", mentor=second.mentor)


@check_each(cohorts)
def cap_holds(cohort: Located[Cohort]) -> Problems:
    """There are no more pairs than the edition allows."""
    cap, count = edition_limit(cohort.edition), sum(1 for _ in current_mentorships(cohort.edition))
    if count > cap:
        yield _problem(cohort, "cap-exceeded", "pairs", count=count, cap=cap)
