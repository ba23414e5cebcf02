"""The pairs: who is in them, and how many."""

from datetime import date, timedelta

from mentoring.checks.check import (
    Located,
    Problems,
    check_each,
    cohorts,
    current_mentorships,
    edition_check,
    mentorships,
)
from mentoring.checks.decisions import edition_limit, mentor_limits
from mentoring.people.application import LEFT, Application, ApplicationStatus, Role
from mentoring.people.conflict import against_pairing
from mentoring.people.lifecycle import OVER
from mentoring.people.pair import Mentorship
from mentoring.programme.cohort import Cohort
from mentoring.store.edition import Edition
from mentoring.store.entry import Steps


def _cure(edition: Edition, otherwise: str) -> str:
    """What to do about an invalid pair: match again if no pair has been announced."""
    return otherwise if edition.announced else f"Run `mentoring match {edition.name}` again."


@check_each(current_mentorships)
def people_take_part(mentorship: Located[Mentorship]) -> Problems:
    """Both people of a current pair take part."""
    edition, pair = mentorship.edition, mentorship.entry
    sides: tuple[tuple[str, Role, Steps], ...] = (
        (pair.record.mentee, Role.MENTEE, ("mentee",)),
        (mentorship.record.mentor, Role.MENTOR, (*mentorship.at, "mentor")),
    )
    for person_id, role, place in sides:
        person = edition.people.get(person_id)
        if person and person.role is role and person.status is not ApplicationStatus.SUBMITTED:
            replace = f"mentoring replace {edition.name} {pair.record.mentee} --left {role}"
            message = f"{person_id} is {person.status} and still paired"
            hint = _cure(edition, f"Run `{replace}`.")
            yield pair.problem("person-not-taking-part", message, hint, at=place)


@check_each(current_mentorships)
def people_may_be_paired(mentorship: Located[Mentorship]) -> Problems:
    """A pair has no conflict, and no shared affiliation if the programme forbids it."""
    edition, ids = mentorship.edition, (mentorship.entry.record.mentee, mentorship.record.mentor)
    mentee, mentor = map(edition.people.get, ids)
    differ = edition.config.affiliation.differ
    why = against_pairing(mentee, mentor, differ=differ) if mentee and mentor else None
    is_running = mentorship.record.meaning.told
    decided = edition.decisions.record.forbids if edition.decisions else ()
    if ids in {(forbid.mentee, forbid.mentor) for forbid in decided}:
        why, is_running = "a decision forbids it", False
    if why and not is_running:
        message = f"{ids[0]} and {ids[1]} may not be a pair: {why}"
        hint = _cure(edition, f"Run `mentoring replace {edition.name} {ids[0]} --left mentor`.")
        yield mentorship.problem("pair-forbidden", message, hint, "mentor")
    elif why and mentee and mentor and not _is_kept(mentorship.record, mentee, mentor):
        yield mentorship.warning(
            "people-changed",
            f"{mentee.id} and {mentor.id} would not be matched today: {why}",
            "A pair may continue when people change. Record what you decide: "
            f"`mentoring pair keep {edition.name} {mentee.id} --reason WORDS`.",
            "mentor",
        )


def _is_kept(mentorship: Mentorship, mentee: Application, mentor: Application) -> bool:
    """Whether it was decided to keep the pair, and neither has changed since."""
    decided = max((event.on for event in mentorship.events if event.what == "kept"), default=None)
    return decided is not None and not any(
        person.changed_since(decided + timedelta(days=1), "experiments", "conflicts")
        for person in (mentee, mentor)
    )


@check_each(mentorships)
def mentorships_follow_each_other(mentorship: Located[Mentorship]) -> Problems:
    """A mentee has at most one current mentorship, and it is the last."""
    pair, earlier = mentorship.entry.record, mentorship.record
    if earlier is not pair.mentorships[-1] and earlier.status not in OVER:
        yield mentorship.problem(
            "mentor-twice",
            f"{pair.mentee} has a later mentor, but {earlier.mentor} is still {earlier.status}",
            "End the earlier mentorship first: a mentee has one mentor at a time.",
            "status",
        )


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
            tell = mentorship.warning if edition.announced and lowered else mentorship.problem
            message = f"mentor {mentor} can take {limits[mentor]} and has {held}"
            hint = "Find another mentor, or ask this one, and correct the capacity."
            yield tell("capacity-exceeded", message, _cure(edition, hint), field)


@check_each(current_mentorships)
def second_mentors_take_part(mentorship: Located[Mentorship]) -> Problems:
    """A mentor who joined a current pair takes part in the edition."""
    edition = mentorship.edition
    for second in mentorship.record.second_mentors:
        person = edition.people.get(second.mentor)
        gone = second.until is None and person and person.status in LEFT
        if edition.lacks(second.mentor, Role.MENTOR) or gone:
            leave = f"{edition.name} {mentorship.entry.record.mentee} {second.mentor}"
            message = f"{second.mentor} is not a mentor who takes part in {edition.name}"
            hint = f"Run `mentoring pair leave {leave}`, or correct the id."
            yield mentorship.problem("second-mentor-unknown", message, hint, "history")


@check_each(cohorts)
def cap_holds(cohort: Located[Cohort]) -> Problems:
    """There are no more pairs than the edition allows."""
    edition, cap = cohort.edition, edition_limit(cohort.edition)
    count = sum(1 for _ in current_mentorships(edition))
    if count > cap:
        message = f"there are {count} pairs; the edition may have at most {cap}"
        end = f"End one that was added: `mentoring pair end {edition.name} MENTEE`."
        yield cohort.problem("cap-exceeded", message, _cure(edition, end), "pairs")
