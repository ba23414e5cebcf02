"""A mentorship's events and agreement: within its dates, in order, and as signed."""

from collections.abc import Iterator
from datetime import date

from mentoring.checks.check import check_each, mentorships
from mentoring.people.agreement import Agreement, Amendment, Signatures
from mentoring.people.lifecycle import BOTH, ENDINGS, life
from mentoring.people.meeting import may_meet_in_person
from mentoring.people.pair import Mentorship, Pair
from mentoring.problems import Problem, Severity
from mentoring.store import digests
from mentoring.store.edition import Edition
from mentoring.store.entry import Entry, Steps

ANSWERS = frozenset({"reported", "check_ins"})


def _dated(mentorship: Mentorship) -> Iterator[tuple[Steps, date]]:
    """The steps to every recorded event, and its day."""
    yield from ((("meetings", n, "date"), fact.date) for n, fact in enumerate(mentorship.meetings))
    yield from ((("reported", n, "on"), fact.on) for n, fact in enumerate(mentorship.reported))
    yield from ((("check_ins", n, "on"), fact.on) for n, fact in enumerate(mentorship.check_ins))
    for number, goal in enumerate(mentorship.goals):
        for field, day in (("on", goal.on), ("settled", goal.settled)):
            if day is not None:
                yield ("goals", number, field), day


@check_each(mentorships)
def events_are_within_the_mentorship(
    edition: Edition, entry: Entry[Pair], at: Steps, mentorship: Mentorship
) -> Iterator[Problem]:
    """Events are dated from the announcement to the end; a last survey may come after it."""
    dates = edition.cohort.record.dates
    first = mentorship.day_of("announced") or mentorship.day_of("proposed") or dates.announcement
    last = mentorship.day_of(*ENDINGS) or dates.end
    for place, day in _dated(mentorship):
        after = mentorship.meaning.certificate and place[0] in ANSWERS
        if day < first or (day > last and not after):
            message = f"{day} is outside this mentorship, which lasts from {first} to {last}"
            hint = "Correct the day."
            yield entry.problem("outside-the-life", message, hint, at=(*at, *place))


@check_each(mentorships)
def status_follows_from_the_history(
    _: Edition, entry: Entry[Pair], at: Steps, mentorship: Mentorship
) -> Iterator[Problem]:
    """A mentorship's status is the one that its recorded events lead to."""
    now = life(mentorship.history)
    if now.status is not mentorship.status and not now.refused:
        message = f"the status is {mentorship.status}, but the history leads to {now.status}"
        hint = f"Write `status: {now.status}`, or record what happened with `mentoring pair`."
        yield entry.problem("status-differs", message, hint, at=(*at, "status"))


@check_each(mentorships)
def events_follow_each_other(
    _: Edition, entry: Entry[Pair], at: Steps, mentorship: Mentorship
) -> Iterator[Problem]:
    """Each event was possible in the state that the mentorship was in."""
    for event, state in life(mentorship.history).refused:
        yield entry.problem(
            "event-impossible",
            f"{event.what} on {event.on} is not possible: the mentorship was "
            f"{state or 'not proposed yet'}",
            "Correct the day or the event, or add the missing event before it.",
            at=(*at, "history", mentorship.history.index(event), "what"),
        )


@check_each(mentorships)
def days_of_events_are_in_order(
    _: Edition, entry: Entry[Pair], at: Steps, mentorship: Mentorship
) -> Iterator[Problem]:
    """A pause or a stand-in ends after it begins, and nothing is undone before it happened."""
    for number, event in enumerate(mentorship.history):
        for field, day in (("until", event.until), ("undone", event.undone)):
            if day is not None and day < event.on:
                message = f"{event.what} on {event.on}, but {field} {day}"
                hint = "Correct one of the two days."
                yield entry.problem(
                    "days-out-of-order", message, hint, at=(*at, "history", number, field)
                )


@check_each(mentorships)
def check_ins_were_due(
    edition: Edition, entry: Entry[Pair], at: Steps, mentorship: Mentorship
) -> Iterator[Problem]:
    """A check-in answers one of the edition's dates, and each side answers it once."""
    due = edition.cohort.record.check_ins
    seen: set[tuple[date, str]] = set()
    for number, answer in enumerate(mentorship.check_ins):
        twice = (answer.due, answer.by) in seen
        seen.add((answer.due, answer.by))
        if twice or answer.due not in due:
            what = "was answered twice" if twice else "is not a check-in date of the edition"
            yield entry.problem(
                "check-in-unknown",
                f"{answer.due} {what} by the {answer.by}" if twice else f"{answer.due} {what}",
                f"The dates are {', '.join(map(str, due))}.",
                at=(*at, "check_ins", number, "due"),
                severity=Severity.ERROR if twice else Severity.WARNING,
            )


@check_each(mentorships)
def in_person_is_agreed(
    edition: Edition, entry: Entry[Pair], at: Steps, mentorship: Mentorship
) -> Iterator[Problem]:
    """A pair meets in person only if both are in one place and both agreed to it."""
    mentee = edition.people.get(entry.record.mentee)
    mentor = edition.people.get(mentorship.mentor)
    if not mentee or not mentor or may_meet_in_person(mentee, mentor):
        return
    for number, meeting in enumerate(mentorship.meetings):
        moved = any(person.changed_since(meeting.date, "location") for person in (mentee, mentor))
        if meeting.mode == "in-person" and not moved:
            yield entry.problem(
                "in-person-not-agreed",
                "this meeting was in person, but the two are not in one place or did not agree",
                "Correct the mode or, if both have agreed, both applications.",
                at=(*at, "meetings", number, "mode"),
                severity=Severity.WARNING,
            )


@check_each(mentorships)
def agreements_are_as_signed(
    edition: Edition, entry: Entry[Pair], at: Steps, mentorship: Mentorship
) -> Iterator[Problem]:
    """The hash of an agreement and of each amendment is that of its template and terms."""
    if not (agreement := mentorship.agreement):
        return
    parts: dict[Steps, Agreement | Amendment] = {(): agreement} | {
        ("amendments", number): amendment for number, amendment in enumerate(agreement.amendments)
    }
    for place, part in parts.items():
        if digests.agreement(agreement.template, part.terms) != part.sha256:
            yield entry.problem(
                "agreement-altered",
                "the terms have changed since they were hashed for signing",
                f"Restore the terms, or record a change: `mentoring pair amend {edition.name} "
                f"{entry.record.mentee}`.",
                at=(*at, "agreement", *place, "sha256"),
            )


@check_each(mentorships)
def signatures_are_in_the_history(
    edition: Edition, entry: Entry[Pair], at: Steps, mentorship: Mentorship
) -> Iterator[Problem]:
    """Every signature has an event in the history, and the other way round."""
    signed = life(mentorship.history).signed
    given = mentorship.agreement.signed if mentorship.agreement else Signatures()
    for side in sorted(BOTH):
        if (side in signed) != (getattr(given, side) is not None):
            parts = ("history", "agreement")
            says, lacks = parts if side in signed else reversed(parts)
            yield entry.problem(
                "signature-differs",
                f"the {side} signed according to the {says}, but not according to the {lacks}",
                f"Record it with `mentoring pair sign {edition.name} {entry.record.mentee}`, or "
                "undo the event with `mentoring pair undo`.",
                at=(*at, "agreement" if mentorship.agreement else "history"),
            )


@check_each(mentorships)
def signatures_follow_the_announcement(
    _: Edition, entry: Entry[Pair], at: Steps, mentorship: Mentorship
) -> Iterator[Problem]:
    """No side signed before the pair was announced."""
    announced = mentorship.day_of("announced")
    given = mentorship.agreement.signed if mentorship.agreement else Signatures()
    for side in sorted(BOTH):
        signature = getattr(given, side)
        if announced and signature and signature.on < announced:
            message = f"signed on {signature.on}, before the announcement on {announced}"
            hint = "Correct the day."
            yield entry.problem(
                "signed-too-early", message, hint, at=(*at, "agreement", "signed", side, "on")
            )
