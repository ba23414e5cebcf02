"""The pairs: who is in them, how many there are, and the events and agreement of each."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from operator import itemgetter

from mentoring.checks.check import Located, Problems, check_each, each, edition_check, repeated
from mentoring.checks.organisers import broken_rule, mentor_limits
from mentoring.people.agreement import Agreement, Amendment
from mentoring.people.application import LEFT, ApplicationStatus, may_meet_in_person
from mentoring.people.lifecycle import ENDINGS, SIDES, Side, life
from mentoring.people.pair import Mentorship
from mentoring.problems import DataPath, Problem
from mentoring.programme.cohort import Cohort
from mentoring.store.entry import agreement_digest
from mentoring.store.programme import Edition

DAYS = ("meetings date", "reported on", "check_ins on", "goals on", "goals settled")
"""The days that a mentorship records, each after the list that holds it."""
REASONS = ("experiments", "conflicts")
"""The fields of an application that may forbid a pair."""


def _current(edition: Edition) -> Iterator[Located]:
    every = each(edition, "pairs", "mentorships")
    return (here for here in every if here.record.meaning.place)


def _people(here: Located) -> dict[Side, str]:
    return {"mentee": here.entry.record.mentee, "mentor": here.record.mentor}


def _problem(here: Located, code: str, *at: str, **facts: object) -> Problem:
    """A problem whose cure is to match again, if no pair has been announced."""
    problem = here.problem(code, *at, **facts)
    again = f"Run `mentoring match {here.edition.name}` again."
    return problem if here.edition.announced else replace(problem, hint=again)


@check_each("pairs", "mentorships")
def people_take_part(here: Located, mentorship: Mentorship) -> Problems:
    """A current pair is a mentee and a mentor of the edition, who both take part."""
    for role, person_id in _people(here).items() if mentorship.meaning.place else ():
        place = here._replace(at=()) if role == "mentee" else here
        person = here.edition.people.get(person_id)
        if here.edition.lacks(person_id, role):
            yield place.problem("id-unknown/pair", role, id=person_id, kind=f"a {role}")
        elif person and person.status is not ApplicationStatus.SUBMITTED:
            yield _problem(place, "person-not-taking-part", role, person=person)


@check_each("pairs", "mentorships")
def people_may_be_paired(here: Located, mentorship: Mentorship) -> Problems:
    """A current pair has no conflict, and no shared affiliation if the programme forbids it."""
    edition, people = here.edition, tuple(_people(here).values())
    if not mentorship.meaning.place:
        return
    if people in [forbid.pair for forbid in edition.decided.forbids]:
        yield _problem(here, "pair-forbidden", "mentor", why="a decision forbids it")
    elif why := broken_rule(edition, *people):
        kept = [event.on for event in mentorship.events if event.what == "kept"]
        since = max(kept, default=date.min) + timedelta(days=1)
        changed = any(edition.people[person].changed_since(since, *REASONS) for person in people)
        if not mentorship.meaning.told:
            yield _problem(here, "pair-forbidden", "mentor", why=why)
        elif changed or not kept:
            yield here.problem("people-changed", "mentor", why=why)


@check_each("pairs", "mentorships")
def mentorships_follow_each_other(here: Located, mentorship: Mentorship) -> Problems:
    """A mentee has at most one current mentorship, and it is the last."""
    if mentorship is not here.entry.record.mentorships[-1] and mentorship.meaning.place:
        yield here.problem("mentor-twice", "status")


@edition_check
def capacity_holds(edition: Edition) -> Problems:
    """No mentor has more mentees than they can take, including those of pairs they joined."""
    places: list[tuple[str, date, date, Located, str]] = []
    for here in _current(edition):
        began = next((event.on for event in here.record.events), date.min)
        places.append((here.record.mentor, began, date.max, here, "mentor"))
        for second in here.record.second_mentors:
            until = second.until or date.max
            places.append((second.mentor, second.since, until, here, "history"))
    limits, taken = mentor_limits(edition), defaultdict[str, list[date]](list)
    for mentor, since, until, here, field in sorted(places, key=itemgetter(1)):
        taken[mentor].append(until)
        held = sum(last >= since for last in taken[mentor])
        if mentor in limits and held > limits[mentor]:
            lowered = edition.people[mentor].changed_since(since, "capacity")
            code = "capacity-exceeded" + "/lowered" * (edition.announced and lowered)
            yield _problem(here, code, field, mentor=mentor, most=limits[mentor], held=held)


@check_each("pairs", "mentorships")
def second_mentors_take_part(here: Located, mentorship: Mentorship) -> Problems:
    """A mentor who joined a current pair takes part in the edition."""
    for second in mentorship.second_mentors if mentorship.meaning.place else ():
        person = here.edition.people.get(second.mentor)
        gone = second.until is None and person and person.status in LEFT
        if here.edition.lacks(second.mentor, "mentor") or gone:
            yield here.problem("second-mentor-unknown", "history", mentor=second.mentor)


@check_each("cohort")
def cap_holds(here: Located, cohort: Cohort) -> Problems:
    """There are no more pairs than the edition allows."""
    cap, count = here.edition.decided.limit(cohort.pairs), len([*_current(here.edition)])
    if count > cap:
        yield _problem(here, "cap-exceeded", "pairs", count=count, cap=cap)


@check_each("pairs", "mentorships")
def events_are_within_the_mentorship(here: Located, mentorship: Mentorship) -> Problems:
    """Events are dated from the announcement to the end; a last survey may come after it."""
    dates = here.cohort.dates
    first = mentorship.day_of("announced") or mentorship.day_of("proposed") or dates.announcement
    last = mentorship.day_of(*ENDINGS) or dates.end
    for kind, field in map(str.split, DAYS):
        surveyed = mentorship.meaning.certificate and kind in {"reported", "check_ins"}
        for number, event in enumerate(getattr(mentorship, kind)):
            day = getattr(event, field)
            if day is not None and (day < first or (day > last and not surveyed)):
                facts = {"day": day, "first": first, "last": last}
                yield here.problem("outside-the-life", kind, number, field, **facts)


@check_each("pairs", "mentorships")
def status_follows_from_the_history(here: Located, mentorship: Mentorship) -> Problems:
    """Each event was possible in the state before it, and the last one led to the status."""
    now = life(mentorship.history)
    for event, state in now.refused:
        place = ("history", mentorship.history.index(event), "what")
        facts = {"event": event, "state": state or "not proposed yet"}
        yield here.problem("event-impossible", *place, **facts)
    if now.status is not mentorship.status and not now.refused:
        yield here.problem("status-differs", "status", status=now.status)


@check_each("pairs", "mentorships")
def days_of_events_are_in_order(here: Located, mentorship: Mentorship) -> Problems:
    """A pause or a stand-in ends after it begins, and nothing is undone before it happened."""
    for number, event in enumerate(mentorship.history):
        for field, day in (("until", event.until), ("undone", event.undone)):
            if day is not None and day < event.on:
                facts = {"event": event, "field": field, "day": day}
                yield here.problem("days-out-of-order", "history", number, field, **facts)


@check_each("pairs", "mentorships")
def check_ins_were_due(here: Located, mentorship: Mentorship) -> Problems:
    """A check-in answers one of the edition's dates, and each side answers it once."""
    due, answers = here.cohort.check_ins, [*enumerate(mentorship.check_ins)]
    again = repeated(answers, lambda numbered: (numbered[1].due, numbered[1].by))
    twice = {number for (number, _), _ in again}
    for number, answer in answers:
        place = ("check_ins", number, "due")
        facts = {"answer": answer, "dates": ", ".join(map(str, due))}
        if number in twice:
            yield here.problem("check-in-unknown/twice", *place, **facts)
        elif answer.due not in due:
            yield here.problem("check-in-unknown", *place, **facts)


@check_each("pairs", "mentorships")
def in_person_is_agreed(here: Located, mentorship: Mentorship) -> Problems:
    """A pair meets in person only if both are in one place and both agreed to it."""
    mentee, mentor = (here.edition.people.get(person) for person in _people(here).values())
    if not mentee or not mentor or may_meet_in_person(mentee, mentor):
        return
    for number, meeting in enumerate(mentorship.meetings):
        moved = any(person.changed_since(meeting.date, "location") for person in (mentee, mentor))
        if meeting.mode == "in-person" and not moved:
            yield here.problem("in-person-not-agreed", "meetings", number, "mode")


@check_each("pairs", "mentorships")
def agreements_are_as_signed(here: Located, mentorship: Mentorship) -> Problems:
    """The hash of an agreement and of each amendment is that of its template and terms."""
    if not (agreement := mentorship.agreement):
        return
    parts: list[tuple[DataPath, Agreement | Amendment]] = [((), agreement)]
    parts += [(("amendments", number), part) for number, part in enumerate(agreement.amendments)]
    for steps, part in parts:
        if agreement_digest(agreement.template, part.terms) != part.sha256:
            yield here.problem("agreement-altered", "agreement", *steps, "sha256")


@check_each("pairs", "mentorships")
def signatures_are_in_the_history(here: Located, mentorship: Mentorship) -> Problems:
    """Every signature has an event in the history, and none came before the announcement."""
    agreement, announced = mentorship.agreement, mentorship.day_of("announced")
    signed = life(mentorship.history).signed
    for side in SIDES:
        given = getattr(agreement.signed, side) if agreement else None
        if (side in signed) != (given is not None):
            says, lacks = sorted(("history", "agreement"), reverse=side in signed)
            facts = {"side": side, "says": says, "lacks": lacks}
            field = "agreement" if agreement else "history"
            yield here.problem("signature-differs", field, **facts)
        if announced and given and given.on < announced:
            place = ("agreement", "signed", side, "on")
            yield here.problem("signed-too-early", *place, given=given, announced=announced)
