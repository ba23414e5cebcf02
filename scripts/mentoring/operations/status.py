"""The status of an edition's year: steps that are done, steps that wait, and the next steps."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain
from typing import Literal

from msgspec import Struct

from mentoring.files.messages import messages
from mentoring.programme.dates import months_after
from mentoring.progress.cohort_progress import cohort_progress
from mentoring.store.programme import Edition

Who = Literal["stewards", "applicants", "mentors", "reviewers", "the committee", "the pairs"]
State = Literal["done", "now", "later"]


class YearStep(Struct, frozen=True, kw_only=True, rename={"on": "from"}):
    """One step of the year: done, to do now, or later, as it can be done from the day `on`.

    Until it is done, it `waits_for` the people who have to do it, with `commands`; `left` says what
    is still to do.
    """

    title: str
    state: State
    on: date
    waits_for: Who | None
    left: str | None
    commands: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Status:
    """The steps of an edition's year, in order, on a day."""

    cohort: str
    as_of: date
    steps: tuple[YearStep, ...]


Fact = tuple[str, date, bool, str]
"""A step's key in `status.toml`: since when it can be done, whether it is, what is left to do."""


def status(edition: Edition, today: date) -> Status:
    """The status of an edition's year on a day; a closed edition has nothing left to do."""
    cohort = edition.cohort.record
    if cohort.closed is not None:
        return Status(cohort=edition.name, as_of=today, steps=())
    table = messages(__package__, "status.toml")
    closes = {"mentors": cohort.dates.mentors_close, "mentees": cohort.dates.mentees_close}
    mappings = [cohort.forms[role].mapping for role in ("mentor", "mentee") if role in cohort.forms]
    words = {"name": edition.name, "mapping": (*mappings, "google-forms")[0]}
    steps = []
    for key, on, done, left in chain(_applications(edition, today), _year(edition, today)):
        row, last = table[key], closes.get(key)
        who: Who = "applicants" if last and today <= last else row.get("who", "stewards")
        step = YearStep(
            title=row["title"].format(**words, closes=last),
            state="done" if done else "now" if on <= today else "later",
            on=on,
            waits_for=None if done else who,
            left=None if done else left or None,
            commands=tuple(command.format(**words) for command in row["commands"]),
        )
        steps.append(step)
    return Status(cohort=edition.name, as_of=today, steps=tuple(steps))


def _applications(edition: Edition, today: date) -> Iterator[Fact]:
    """The steps until all applications are reviewed."""
    cohort, announced, dates = edition.cohort.record, edition.announced, edition.cohort.record.dates
    mentors, mentees, lottery = edition.mentors, edition.mentees, cohort.matching.lottery
    opens, after = dates.mentors_open, dates.closing + timedelta(days=1)
    forms = [role for role in ("mentor", "mentee") if role in cohort.forms]
    missing = [role for role in forms if cohort.forms[role].url is None]
    no_address = f"no address yet: {', '.join(missing)}" if missing else ""
    yield "forms", min(opens, today), not missing or announced, no_address
    have_come = today > dates.mentors_close and bool(mentors)
    yield "mentors", opens, have_come, f"{len(mentors)} so far"
    have_come = today > dates.mentees_close and bool(mentees)
    yield "mentees", dates.mentees_open, have_come, f"{len(mentees)} so far"
    listed = [mentor.profile for mentor in mentors if mentor.consent.listed]
    waiting = sum(profile is not None and not profile.approved for profile in listed)
    yield "profiles", opens, bool(mentors) and not waiting, f"{waiting} to approve"
    unresolved = sum(bool(person.unresolved) for person in edition.people.values())
    resolved = (after <= today and not unresolved) or announced
    yield "conflicts", opens, resolved, f"{unresolved} applications to resolve"
    if "lottery" in cohort.matching.objective and not announced:
        yield "freeze", after, lottery is not None, ""
    assigned = edition.roster.record.assignments if edition.roster else {}
    reviews = [entry.record for entry in edition.reviews]
    conflicts = sum(
        review.conflict and review.reviewer in assigned.get(review.application, ())
        for review in reviews
    )
    done = announced or (bool(assigned or reviews) and not conflicts)
    need = "conflict needs" if conflicts == 1 else "conflicts need"
    yield "assign", after, done, f"{conflicts} {need} another reviewer" if conflicts else ""
    marked = sum(not review.conflict for review in reviews)
    wanted = cohort.review.per_application * len(mentees)
    yield "reviews", after, announced or (0 < wanted <= marked), f"{marked} of {wanted}"
    if lottery is not None:
        yield "draw", lottery.day or after, lottery.seed is not None, ""


def _year(edition: Edition, today: date) -> Iterator[Fact]:
    """The steps from the match to the end of retention."""
    cohort, announced = edition.cohort.record, edition.announced
    dates, released = cohort.dates, {entry.record.stage for entry in edition.released}
    yield "match", dates.reviews_due, bool(edition.pairs), ""
    yield "announce", dates.announcement, announced, ""
    for stage in ("applications", "matching"):
        yield stage, dates.announcement, stage in released, ""
    if announced:
        pairs = edition.pair_files.values()
        latest = [pair.latest for pair in pairs]
        asked = sum(last.meaning.deadlines and not last.accepted for last in latest)
        yield "accept", dates.announcement, not asked, f"{asked} have not answered"
        tasks = len(cohort_progress(cohort, pairs, today).tasks)
        yield "care", dates.start, not tasks, f"{tasks} to do this week"
        half = months_after(dates.start, cohort.months // 2)
        yield "midterm", half, "midterm" in released, ""
        still_open = sum(last.meaning.place for last in latest)
        over = today > dates.end and not still_open
        yield "end", dates.end, over, f"{still_open} are open"
    letters = {entry.record.letter for entry in edition.sent}
    yield "closing", dates.end, "closing" in letters, ""
    yield "outcome", dates.end, "outcome" in released, ""
    yield "retention", cohort.privacy.retain_until, False, ""
