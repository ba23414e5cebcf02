"""A new edition: the first from the programme's file, the next with mentors of an earlier one."""

import re
from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Any, TypeVar

from mentoring.errors import NeedsKeyError, UsageError
from mentoring.files.messages import messages
from mentoring.people.application import Application, ApplicationStatus, Change
from mentoring.people.ids import new_ids
from mentoring.people.normalized_words import normalised
from mentoring.people.organisers import Decisions, Roster
from mentoring.programme.cohort import Cohort, Dates, Event, Form, Privacy
from mentoring.programme.config import ProgrammeConfig
from mentoring.programme.dates import months_after
from mentoring.programme.rules import MatchingRules, ReviewRules, RubricItem
from mentoring.store.programme import Edition, Programme
from mentoring.store.record_kinds import Record

D = TypeVar("D", date, datetime)
NAME = re.compile(r"(19|20|21)[0-9]{2}(-[a-z]{1,20})?")
FIRST_CHECK_IN, BETWEEN_CHECK_INS, BEFORE_THE_END = 35, 63, 7  # days
KEPT_MONTHS = 6  # personal data, after the end
NEXT_EDITION = "consent.next_edition"


def _defaults() -> dict[str, Any]:
    """What the first edition of a programme begins with."""
    return messages(__package__, "first_edition.toml")


def first_edition(config: ProgrammeConfig, name: str) -> Cohort:
    """The edition `name`, with the programme's months and cap; raises UsageError for a bad name."""
    dates = calendar(year_of(name), config.edition.announcement, config.edition.months)
    given = _defaults()
    return Cohort(
        cohort=name,
        programme=config.name,
        timezone=config.timezone,
        experiments=config.affiliation.names,
        dates=dates,
        pairs=config.edition.pairs,
        meetings_per_month=config.edition.meetings_per_month,
        check_ins=tuple(_check_ins(dates)),
        events=tuple(_event(dates, config.timezone, **event) for event in given["events"]),
        matching=MatchingRules(criteria=given["criteria"]),
        review=ReviewRules(rubric=tuple(RubricItem(**item) for item in given["rubric"])),
        privacy=Privacy(notice=f"{name}-1", retain_until=months_after(dates.end, KEPT_MONTHS)),
        forms={form: Form(mapping=mapping) for form, mapping in given["forms"].items()},
        contacts=config.contacts,
        config=config,
    )


def year_of(name: str) -> int:
    """The year in an edition's name. Raises UsageError if the name is not valid."""
    if not NAME.fullmatch(name):
        example = "write a year, such as 2027 or 2027-spring."
        raise UsageError(f"{name!r} is not the name of an edition: {example}")
    return int(name[:4])


def calendar(year: int, month: int, months: int) -> Dates:
    """The dates of an edition, with the announcement on the month's first Tuesday."""
    first = date(year, month, 1)
    announcement = first + timedelta(days=(1 - first.weekday()) % 7)
    offsets = _defaults()["calendar"].items()
    days = {field: announcement + timedelta(days=offset) for field, offset in offsets}
    return Dates(**days, announcement=announcement, end=months_after(days["start"], months))


def _check_ins(dates: Dates) -> Iterator[date]:
    """A check-in every nine weeks, and a last one in the week before the end."""
    last = (dates.end - dates.start).days - BEFORE_THE_END
    for days in (*range(FIRST_CHECK_IN, last - BETWEEN_CHECK_INS // 2, BETWEEN_CHECK_INS), last):
        yield dates.start + timedelta(days=days)


def _event(dates: Dates, zone: str, after: float, **given: Any) -> Event:  # noqa: ANN401 (of a file)
    """A usual event, on the Thursday on or before a share of the programme is over."""
    days = round((dates.end - dates.start).days * after)
    starts = datetime.combine(dates.start + timedelta(days=days - (days - 3) % 7), time(16))
    return Event(starts=starts, timezone=zone, place="Online; the link comes by letter", **given)


def files(edition: Edition, name: str) -> tuple[Record, ...]:
    """The cohort, decisions and roster of the edition `name`, without applications and recusals.

    Raises NeedsKeyError if the roster cannot be read without a key.
    """
    if edition.members and not edition.is_open:
        raise NeedsKeyError(edition.name)
    members = tuple(
        replace(member, conflicts=(), applications=(), recused=None) for member in edition.members
    )
    rosters = (Roster(cohort=name, members=members),) if members else ()
    return (next_cohort(edition.cohort.record, name), *rosters, Decisions(cohort=name))


def next_cohort(cohort: Cohort, name: str) -> Cohort:
    """The same edition in a later year, on the same weekdays, without the draw and forms' URLs."""
    years = year_of(name) - year_of(cohort.cohort)
    if years < 0 or name == cohort.cohort:
        raise UsageError(f"{name} does not come after {cohort.cohort}.")
    dates = {field: later(getattr(cohort.dates, field), years) for field in Dates.__slots__}
    return replace(
        cohort,
        cohort=name,
        dates=replace(cohort.dates, **dates),
        check_ins=tuple(later(day, years) for day in cohort.check_ins),
        forms={name: replace(form, url=None) for name, form in cohort.forms.items()},
        events=tuple(replace(event, starts=later(event.starts, years)) for event in cohort.events),
        matching=replace(cohort.matching, lottery=None),
        privacy=replace(
            cohort.privacy,
            notice=cohort.privacy.notice.replace(cohort.cohort, name),
            retain_until=later(cohort.privacy.retain_until, years),
        ),
        closed=None,
    )


def later(day: D, years: int) -> D:
    """The day with the same weekday that is nearest to the same date `years` later."""
    same_day = months_after(day, 0)  # without the time of day, if it has one
    days = (months_after(day, 12 * years) - same_day).days
    return day + timedelta(weeks=round(days / 7))


def renew(
    programme: Programme,
    earlier: str,
    later: str,
    today: date,
    random: Random,
    yes: Collection[str] = (),
) -> tuple[Application, ...]:
    """The new applications of the mentors who stay, each with a new id and profile code.

    A mentor stays if their consent to the next edition is recorded on or after the last day, or
    they are in `yes`. A tick on the old application form is only a wish to be asked. Mentors who
    already applied to the later edition, or withdrew their consent, are left out.
    """
    before, after = programme.edition(earlier), programme.edition(later)
    fresh, end = new_ids(random, programme.used_ids), before.cohort.record.dates.end
    for person in yes:
        known = before.people.get(person)
        if known is None or known.role != "mentor":
            raise UsageError(f"{person} is not a mentor of {before.name}.")
    people = after.people.values()
    there = {normalised(person.person.email) for person in people if person.role == "mentor"}
    return tuple(
        _carried(mentor, before, after, today, next(fresh), next(fresh))
        for mentor in before.mentors
        if (mentor.id in yes or _said_yes(mentor, end))
        and mentor.consent.withdrawn is None
        and normalised(mentor.person.email) not in there
    )


def _said_yes(mentor: Application, closing: date) -> bool:
    return mentor.consent.next_edition and any(
        change.on >= closing and change.what == "consent" and NEXT_EDITION in change.fields
        for change in mentor.history
    )


def _carried(
    mentor: Application, before: Edition, after: Edition, today: date, own: str, code: str
) -> Application:
    """The application as if submitted today, under the privacy notice that they agreed to.

    Consent to the later edition's notice, and to a further edition, is asked for again. People
    they must not be matched with, and who stay in the roster, keep their ids; the names of the
    others are kept for a steward to resolve to new ids.
    """
    members = {member.id for member in after.members}
    applied = (before.people.get(person) for person in mentor.conflicts if person not in members)
    names = (applicant.person.name for applicant in applied if applicant)
    unresolved = (*mentor.person.unresolved, *names)
    return replace(
        mentor,
        id=own,
        cohort=after.name,
        status=ApplicationStatus.SUBMITTED,
        reason=None,
        arrival="regular",
        submitted=datetime.combine(today, time(), UTC),
        person=replace(mentor.person, unresolved=unresolved),
        consent=replace(mentor.consent, next_edition=False),
        profile=replace(mentor.profile, code=code) if mentor.profile else None,
        conflicts=tuple(conflict for conflict in mentor.conflicts if conflict in members),
        history=(Change(on=today, what="imported"),),
    )
