"""An edition's calendar and limits must be consistent."""

from mentoring.checks.check import (
    Located,
    Problems,
    check_each,
    cohorts,
    edition_check,
    events,
    repeated,
)
from mentoring.problems import did_you_mean
from mentoring.programme.cohort import Cohort
from mentoring.scoring import criteria
from mentoring.store.programme import Edition

IN_ORDER = (
    ("mentors_open", "mentors_close"),
    ("mentees_open", "mentees_close"),
    ("mentors_close", "announcement"),
    ("mentees_close", "announcement"),
    ("announcement", "start"),
    ("start", "end"),
)


@check_each(cohorts)
def dates_are_in_order(cohort: Located[Cohort]) -> Problems:
    """Applications open before they close, close before the announcement, and so on."""
    dates = cohort.record.dates
    for before, after in IN_ORDER:
        first, second = getattr(dates, before), getattr(dates, after)
        if first > second:
            facts = {"before": before, "after": after, "first": first, "second": second}
            yield cohort.problem("dates-out-of-order", "dates", after, **facts)
    if cohort.record.privacy.retain_until < dates.end:
        yield cohort.problem("dates-out-of-order/retention", "privacy", "retain_until")


@check_each(cohorts)
def check_ins_are_inside(cohort: Located[Cohort]) -> Problems:
    """Check-ins are in order and between the start and the end."""
    dates, days = cohort.record.dates, cohort.record.check_ins
    for number, day in enumerate(days):
        if not dates.start <= day <= dates.end:
            yield cohort.problem("check-in-outside", "check_ins", number, day=day)
        if number and days[number - 1] >= day:
            facts = {"earlier": days[number - 1], "later": day}
            yield cohort.problem("check-in-order", "check_ins", number, **facts)


@edition_check
def events_are_inside(edition: Edition) -> Problems:
    """Events are between the announcement and the end, and each has an id of its own."""
    dates = edition.cohort.record.dates
    for event in events(edition):
        day = event.record.starts.date()
        if not dates.announcement <= day <= dates.end:
            yield event.problem("event-outside", "starts", day=day)
    for event, _ in repeated(events(edition), lambda event: event.record.id):
        yield event.problem("event-twice", "id")


@check_each(cohorts)
def limits_make_sense(cohort: Located[Cohort]) -> Problems:
    """Lower limits do not exceed upper limits or the number of pairs, and bands are in order."""
    record = cohort.record
    low, high = record.meetings_per_month
    if low > high:
        yield cohort.problem("limits-crossed/meetings", "meetings_per_month", low=low, high=high)
    balance = record.matching.balance
    for side, bounds in (("mentees", balance.mentees), ("mentors", balance.mentors)):
        place = ("matching", "balance", side)
        for experiment, (least, most) in bounds.items():
            if most is not None and least > most:
                facts = {"least": least, "most": most, "experiment": experiment}
                yield cohort.problem("limits-crossed/balance", *place, experiment, **facts)
        minimum = sum(least for least, _ in bounds.values())
        if minimum > record.pairs:
            yield cohort.problem("limits-crossed/pairs", *place, minimum=minimum)
    if list(record.review.bands) != sorted(record.review.bands, reverse=True):
        yield cohort.problem("limits-crossed/bands", "review", "bands")


@check_each(cohorts)
def criteria_exist(cohort: Located[Cohort]) -> Problems:
    """Every criterion exists, and at least one has a weight."""
    weights, place = cohort.record.matching.criteria, ("matching", "criteria")
    for name in weights:
        if name not in criteria.names():
            near = did_you_mean(name, criteria.names())
            yield cohort.problem("criterion-unknown", *place, name, name=name, allowed=near)
    if not any(weights.values()):
        yield cohort.problem("criteria-weightless", *place)


@check_each(cohorts)
def identities_are_encrypted(cohort: Located[Cohort]) -> Problems:
    """If the programme encrypts identities, each edition with people has a key."""
    edition = cohort.edition
    people = edition.applications or edition.members
    if edition.config.encrypted and edition.keys is None and people:
        yield cohort.problem("keys-missing")
