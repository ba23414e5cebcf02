"""A mentorship's events and agreement: within its dates, in order, and as signed."""

from mentoring.checks.check import Located, Problems, check_each, mentorships, repeated
from mentoring.people.agreement import Agreement, Amendment
from mentoring.people.application import may_meet_in_person
from mentoring.people.lifecycle import BOTH, ENDINGS, life
from mentoring.people.pair import Mentorship
from mentoring.problems import DataPath
from mentoring.store.serialize import agreement_digest

DAYS = (
    ("meetings", "date"),
    ("reported", "on"),
    ("check_ins", "on"),
    ("goals", "on"),
    ("goals", "settled"),
)
"""The days that a mentorship records, by the list that holds them."""


@check_each(mentorships)
def events_are_within_the_mentorship(mentorship: Located[Mentorship]) -> Problems:
    """Events are dated from the announcement to the end; a last survey may come after it."""
    record, dates = mentorship.record, mentorship.edition.cohort.record.dates
    first = record.day_of("announced") or record.day_of("proposed") or dates.announcement
    last = record.day_of(*ENDINGS) or dates.end
    for kind, field in DAYS:
        surveyed = record.meaning.certificate and kind in {"reported", "check_ins"}
        for number, event in enumerate(getattr(record, kind)):
            day = getattr(event, field)
            if day is not None and (day < first or (day > last and not surveyed)):
                facts = {"day": day, "first": first, "last": last}
                yield mentorship.problem("outside-the-life", kind, number, field, **facts)


@check_each(mentorships)
def status_follows_from_the_history(mentorship: Located[Mentorship]) -> Problems:
    """Each event was possible in the state before it, and the last one led to the status."""
    record, now = mentorship.record, life(mentorship.record.history)
    for event, state in now.refused:
        place = ("history", record.history.index(event), "what")
        facts = {"event": event, "state": state or "not proposed yet"}
        yield mentorship.problem("event-impossible", *place, **facts)
    if now.status is not record.status and not now.refused:
        yield mentorship.problem("status-differs", "status", status=now.status)


@check_each(mentorships)
def days_of_events_are_in_order(mentorship: Located[Mentorship]) -> Problems:
    """A pause or a stand-in ends after it begins, and nothing is undone before it happened."""
    for number, event in enumerate(mentorship.record.history):
        for field, day in (("until", event.until), ("undone", event.undone)):
            if day is not None and day < event.on:
                facts = {"event": event, "field": field, "day": day}
                yield mentorship.problem("days-out-of-order", "history", number, field, **facts)


@check_each(mentorships)
def check_ins_were_due(mentorship: Located[Mentorship]) -> Problems:
    """A check-in answers one of the edition's dates, and each side answers it once."""
    due = mentorship.edition.cohort.record.check_ins
    answers = [*enumerate(mentorship.record.check_ins)]
    again = repeated(answers, lambda numbered: (numbered[1].due, numbered[1].by))
    twice = {number for (number, _), _ in again}
    for number, answer in answers:
        facts = {"answer": answer, "dates": ", ".join(map(str, due))}
        if number in twice:
            yield mentorship.problem("check-in-unknown/twice", "check_ins", number, "due", **facts)
        elif answer.due not in due:
            yield mentorship.problem("check-in-unknown", "check_ins", number, "due", **facts)


@check_each(mentorships)
def in_person_is_agreed(mentorship: Located[Mentorship]) -> Problems:
    """A pair meets in person only if both are in one place and both agreed to it."""
    people, record = mentorship.edition.people, mentorship.record
    mentee, mentor = people.get(mentorship.entry.record.mentee), people.get(record.mentor)
    if not mentee or not mentor or may_meet_in_person(mentee, mentor):
        return
    for number, meeting in enumerate(record.meetings):
        moved = any(person.changed_since(meeting.date, "location") for person in (mentee, mentor))
        if meeting.mode == "in-person" and not moved:
            yield mentorship.problem("in-person-not-agreed", "meetings", number, "mode")


@check_each(mentorships)
def agreements_are_as_signed(mentorship: Located[Mentorship]) -> Problems:
    """The hash of an agreement and of each amendment is that of its template and terms."""
    if not (agreement := mentorship.record.agreement):
        return
    parts: list[tuple[DataPath, Agreement | Amendment]] = [((), agreement)]
    parts += [(("amendments", number), part) for number, part in enumerate(agreement.amendments)]
    for steps, part in parts:
        if agreement_digest(agreement.template, part.terms) != part.sha256:
            yield mentorship.problem("agreement-altered", "agreement", *steps, "sha256")


@check_each(mentorships)
def signatures_are_in_the_history(mentorship: Located[Mentorship]) -> Problems:
    """Every signature has an event in the history, and none came before the announcement."""
    record, agreement = mentorship.record, mentorship.record.agreement
    signed, announced = life(record.history).signed, record.day_of("announced")
    for side in sorted(BOTH):
        given = getattr(agreement.signed, side) if agreement else None
        if (side in signed) != (given is not None):
            parts = ("history", "agreement")
            says, lacks = parts if side in signed else reversed(parts)
            facts = {"side": side, "says": says, "lacks": lacks}
            field = "agreement" if agreement else "history"
            yield mentorship.problem("signature-differs", field, **facts)
        if announced and given and given.on < announced:
            place, facts = ("agreement", "signed", side, "on"), {"given": given}
            yield mentorship.problem("signed-too-early", *place, announced=announced, **facts)
