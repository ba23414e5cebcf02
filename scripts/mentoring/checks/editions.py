"""An edition's calendar and limits must be consistent."""

from mentoring.checks.check import Located, Problems, check_each, cohorts
from mentoring.problems import did_you_mean
from mentoring.programme.cohort import Cohort
from mentoring.scoring import criteria

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
    dates, retained = cohort.record.dates, cohort.record.privacy.retain_until
    for before, after in IN_ORDER:
        first, second = getattr(dates, before), getattr(dates, after)
        if first > second:
            facts = {"before": before, "after": after, "first": first, "second": second}
            yield cohort.problem("dates-out-of-order", "dates", after, **facts)
    if retained < dates.end:
        place = ("privacy", "retain_until")
        yield cohort.problem(
            "dates-out-of-order/retention", *place, retained=retained, end=dates.end
        )


@check_each(cohorts)
def check_ins_are_inside(cohort: Located[Cohort]) -> Problems:
    """Check-ins are in order and between the start and the end."""
    start, end, days = cohort.record.dates.start, cohort.record.dates.end, cohort.record.check_ins
    for number, day in enumerate(days):
        place = ("check_ins", number)
        if not start <= day <= end:
            yield cohort.problem("check-in-outside", *place, day=day, start=start, end=end)
        if number and days[number - 1] >= day:
            yield cohort.problem("check-in-order", *place, earlier=days[number - 1], later=day)


@check_each(cohorts)
def events_are_inside(cohort: Located[Cohort]) -> Problems:
    """Events are between the announcement and the end, and each has an id of its own."""
    first, last = cohort.record.dates.announcement, cohort.record.dates.end
    seen: set[str] = set()
    for number, event in enumerate(cohort.record.events):
        day, place = event.starts.date(), ("events", number)
        if not first <= day <= last:
            facts = {"id": event.id, "day": day, "announcement": first, "end": last}
            yield cohort.problem("event-outside", *place, "starts", **facts)
        if event.id in seen:
            yield cohort.problem("event-twice", *place, "id", id=event.id)
        seen.add(event.id)


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
            facts = {"minimum": minimum, "pairs": record.pairs}
            yield cohort.problem("limits-crossed/pairs", *place, **facts)
    if list(record.review.bands) != sorted(record.review.bands, reverse=True):
        yield cohort.problem("limits-crossed/bands", "review", "bands")


@check_each(cohorts)
def criteria_exist(cohort: Located[Cohort]) -> Problems:
    """Every criterion exists, and at least one has a weight."""
    weights, place = cohort.record.matching.criteria, ("matching", "criteria")
    for name in weights:
        if name not in criteria.names():
            nearest = did_you_mean(name, criteria.names())
            yield cohort.problem("criterion-unknown", *place, name, name=name, allowed=nearest)
    if not any(weights.values()):
        yield cohort.problem("criteria-weightless", *place)
