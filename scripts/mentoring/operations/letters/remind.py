"""The letters due on a day: check-ins, returns, reminders, changed dates, and departures."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from mentoring.operations.letters.dates import date_changes, entries
from mentoring.operations.letters.facts import first_steps, partner
from mentoring.operations.letters.letter import Couple, Letter, couple, current_couples, letter
from mentoring.operations.pairs.steps import recorded
from mentoring.people.application import Application, ApplicationStatus
from mentoring.people.ledger import Sent
from mentoring.people.lifecycle import EARLY_ENDINGS
from mentoring.people.pair import Pair
from mentoring.programme.cohort import Cohort
from mentoring.progress.cohort_progress import ESCALATION, REMINDERS, EscalationStep, next_step
from mentoring.progress.pair_progress import PairProgress, codes_of
from mentoring.store.programme import Edition

AHEAD = timedelta(days=3)  # the least time to answer a check-in, and from when it is requested

TEMPLATES: dict[EscalationStep, str] = {"reminded": "reminder", "reminded-again": "reminder-again"}
STEPS = {template: step for step, template in TEMPLATES.items()}
REMINDER = re.compile(r"(?P<template>reminder(-again)?)-(?P<number>\d+)-(?P<other>[a-z]{6})")


def remind(edition: Edition, today: date) -> tuple[Letter, ...]:
    """The letters due on a day, to announced pairs and about departures; no record changes.

    A reminder counts as a step once it is sent: see `steps_taken`. There are no letters
    about a pair if one side has left or withdrawn consent.
    """
    cohort = edition.cohort.record
    letters = [*_confirmations(edition, today), *_farewells(edition, today)]
    couples_of: dict[str, list[Couple]] = {}
    told = (couple for couple in current_couples(edition) if couple.mentorship.meaning.told)
    for lead in told:
        acting = edition.people.get(lead.mentorship.acting_mentor(today), lead.mentor)
        pair = replace(lead, mentor=acting)
        if pair.mentee.may_be_written_to and acting.may_be_written_to:
            letters += _second_mentors(edition, pair, today)
            progress = PairProgress.on(cohort, pair.mentee.id, pair.mentorship, today)
            due = [*_check_ins(pair, progress), *_returns(pair, progress)]
            due += _reminders(edition, pair, progress)
            letters += [_to_side(edition, pair, progress, request) for request in due]
        couples_of.setdefault(lead.mentee.id, []).append(lead)
        for mentor in (lead.mentor, *lead.co_mentors):
            couples_of.setdefault(mentor.id, []).append(replace(lead, mentor=mentor))
    for person, couples in couples_of.items():
        letters += date_changes(edition, edition.people[person], couples, today)
    return tuple(sorted(letters, key=lambda draft: draft.key))


def _is_recent(cohort: Cohort, since: date, today: date) -> bool:
    """Whether a day is past by no more than the days in which a pair is to answer."""
    return since <= today <= since + timedelta(days=cohort.progress.accept_days)


def _confirmations(edition: Edition, today: date) -> Iterator[Letter]:
    """A letter to each person who left recently, unless they died or must not be contacted."""
    unwritten = {ApplicationStatus.DO_NOT_CONTACT, ApplicationStatus.DECEASED}
    for person in edition.people.values():
        name, since = "consent-taken-back", person.consent.withdrawn
        if since is None and person.status is ApplicationStatus.WITHDRAWN:
            name, since = "withdrawal", person.left_on
        recent = since and _is_recent(edition.cohort.record, since, today)
        if recent and person.status not in unwritten:
            yield letter(edition, person, name, name)


def _farewells(edition: Edition, today: date) -> Iterator[Letter]:
    """A letter to the side that remains; it names the other unless they took back their consent."""
    for mentee, mentorship in edition.mentorships:
        last = mentorship.events[-1] if mentorship.events else None
        known = {mentee, mentorship.mentor} <= edition.people.keys()
        if not known or last is None or last.what not in EARLY_ENDINGS:
            continue
        recent = _is_recent(edition.cohort.record, last.on, today)
        for left, to in couple(edition, mentee, mentorship).sides if recent else ():
            died = left.status is ApplicationStatus.DECEASED
            if to.may_be_written_to and (died or last.by == str(left.role)):
                template = "partner-died" if died else "partner-left"
                named = left.person.name if died or not left.consent.withdrawn else None
                name = f"{template}-{left.id}"
                yield letter(edition, to, name, template, partner_name=named, pair_code=mentee)


def _second_mentors(edition: Edition, pair: Couple, today: date) -> Iterator[Letter]:
    """Letters to both sides after a second mentor joined, for as long as an answer may take."""
    cohort, lead = edition.cohort.record, edition.people[pair.mentorship.mentor]
    for second in pair.mentorship.second_mentors:
        person = edition.people.get(second.mentor)
        recent = second.is_there_on(today) and _is_recent(cohort, second.since, today)
        if not person or not recent or not person.may_be_written_to:
            continue
        joined = replace(pair, mentor=person)
        for to, other in joined.sides:
            dates = entries(cohort, joined, to.role)
            yield letter(
                edition,
                to,
                name=f"second-mentor-{other.id}",
                template="second-mentor",
                about=[other],
                enclosed={"calendars": {f"dates-{joined.mentee.id}.ics": dates}},
                partner=partner(other, to, edition.config),
                lead=lead.person.name if lead.may_be_written_to else None,
                last_day=second.until,
            )


Request = tuple[Application, str, str, dict[str, Any]]
"""What is asked of one side: the receiver, the letter's name, its template, its own facts."""


def _check_ins(pair: Couple, progress: PairProgress) -> Iterator[Request]:
    """A request to each side for an open check-in, while there is enough time to answer it.

    A mentor is asked for each mentee separately. Once a check-in is overdue, a reminder asks for
    it. No pair is asked while its deadlines do not run.
    """
    for check_in in progress.asked if pair.mentorship.meaning.deadlines else ():
        due, until = check_in.due, check_in.overdue_from - timedelta(days=1)
        if check_in.on is None and due - AHEAD <= progress.today <= until - AHEAD:
            to, name = pair.mentee, f"check-in-{due}"
            if check_in.by == "mentor":
                to, name = pair.mentor, f"check-in-{due}-{pair.mentee.id}"
            last = due == max(progress.cohort.check_ins)
            yield to, name, "check-in", {"due": due, "until": until, "last": last}


def _returns(pair: Couple, progress: PairProgress) -> Iterator[Request]:
    """A letter to each side of a pair whose day of return has come, asking if it continues."""
    back, rests = progress.mentorship.day_of_return, progress.mentorship.meaning.rests
    if back and rests and _is_recent(progress.cohort, back, progress.today):
        for to, other in pair.sides:
            yield to, f"return-{back}-{other.id}", "return", {"due": back}


def _reminders(edition: Edition, pair: Couple, progress: PairProgress) -> Iterator[Request]:
    """A letter to each side that can settle an open flag and has not had this reminder yet.

    A letter is named by the reminder's number (from 1) and the other side, so drafting it again
    before it is sent gives the same letter. The last reminder may have been sent to one side only.
    """
    step = next_step(progress)
    if step is None:
        return
    due = step.due <= progress.today
    what = step.step if due else ESCALATION[ESCALATION.index(step.step) - 1]
    if what not in REMINDERS:
        return
    number = sum(event.what in REMINDERS for event in pair.mentorship.events) + due
    for to, other in pair.sides:
        mine = [flag for flag in progress.flags if flag.reminds and flag.by in {None, to.role}]
        name = f"{TEMPLATES[what]}-{number}-{other.id}"
        if mine and f"{name}-{to.id}" not in edition.letters:
            yield to, name, TEMPLATES[what], {"codes": codes_of(mine)}


def _to_side(edition: Edition, pair: Couple, progress: PairProgress, request: Request) -> Letter:
    """A letter to one side of a pair about what is open; `missing` are its overdue check-ins."""
    to, name, template, own = request
    theirs = [asked for asked in progress.asked if asked.by == to.role and asked.on is None]
    missing = tuple(asked.due for asked in theirs if asked.overdue_from <= progress.today)
    other = pair.mentor if to is pair.mentee else pair.mentee
    stated = {
        **first_steps(progress.cohort, pair.announced or progress.today),
        "partner": partner(other, to, edition.config),
        "pair_code": pair.mentee.id,
        "missing": missing,
        "last": max(progress.cohort.check_ins, default=None) in missing,
    }
    return letter(edition, to, name, template, about=[other], **stated | own)


def steps_taken(edition: Edition, sent: Sent) -> tuple[Pair, ...]:
    """The pair after the step that a sent reminder takes; the first letter of two takes it."""
    found, to = REMINDER.fullmatch(sent.letter), edition.people.get(sent.to)
    if found is None or to is None:
        return ()
    mentee, mentor = (to.id, found["other"]) if to.role == "mentee" else (found["other"], to.id)
    pair = edition.pair_files.get(mentee)
    if not pair or not pair.current or mentor not in pair.current.mentors_on(sent.on):
        return ()
    number = sum(event.what in REMINDERS for event in pair.current.events) + 1
    step = STEPS[found["template"]]
    return (recorded(pair, step, sent.on),) if number == int(found["number"]) else ()
