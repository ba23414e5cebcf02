"""An edition's calendar and limits must be consistent."""

from itertools import pairwise

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
LOWER_FIRST = "Put the lower number first."


@check_each(cohorts)
def dates_are_in_order(cohort: Located[Cohort]) -> Problems:
    """Applications open before they close, close before the announcement, and so on."""
    dates, retained = cohort.record.dates, cohort.record.privacy.retain_until
    for before, after in IN_ORDER:
        first, second = getattr(dates, before), getattr(dates, after)
        if first > second:
            message = f"{after} ({second}) is before {before} ({first})"
            hint = f"Put {before} on or before {after}."
            yield cohort.problem("dates-out-of-order", message, hint, "dates", after)
    if retained < dates.end:
        yield cohort.problem(
            "dates-out-of-order",
            f"personal data would be deleted on {retained}, before the programme ends on "
            f"{dates.end}",
            "Keep the data until the programme has ended.",
            "privacy",
            "retain_until",
        )


@check_each(cohorts)
def check_ins_are_inside(cohort: Located[Cohort]) -> Problems:
    """Check-ins are in order and between the start and the end."""
    dates, days = cohort.record.dates, cohort.record.check_ins
    for number, day in enumerate(days):
        if not dates.start <= day <= dates.end:
            message = f"{day} is not between {dates.start} and {dates.end}"
            hint = "Move it to a day of the programme."
            yield cohort.problem("check-in-outside", message, hint, "check_ins", number)
    for number, (earlier, later) in enumerate(pairwise(days), start=1):
        if earlier >= later:
            message = f"{later} is after {earlier} in the list, but not in time"
            hint = "List each date once, in order."
            yield cohort.problem("check-in-order", message, hint, "check_ins", number)


@check_each(cohorts)
def events_are_inside(cohort: Located[Cohort]) -> Problems:
    """Events are between the announcement and the end, and each has an id of its own."""
    dates, seen = cohort.record.dates, set[str]()
    for number, event in enumerate(cohort.record.events):
        day = event.starts.date()
        if not dates.announcement <= day <= dates.end:
            message = (
                f"{event.id} on {day} is not between the announcement ({dates.announcement}) and "
                f"the end ({dates.end})"
            )
            hint = "Move it to a day of the programme."
            yield cohort.problem("event-outside", message, hint, "events", number, "starts")
        if event.id in seen:
            message = f"{event.id} is already the id of an earlier event"
            hint = "Give this event another id."
            yield cohort.problem("event-twice", message, hint, "events", number, "id")
        seen.add(event.id)


@check_each(cohorts)
def limits_make_sense(cohort: Located[Cohort]) -> Problems:
    """Lower limits do not exceed upper limits or the number of pairs, and bands are in order."""
    record, code = cohort.record, "limits-crossed"
    low, high = record.meetings_per_month
    if low > high:
        message = f"at least {low} and at most {high} meetings a month"
        yield cohort.problem(code, message, LOWER_FIRST, "meetings_per_month")
    balance = record.matching.balance
    for side, bounds in (("mentees", balance.mentees), ("mentors", balance.mentors)):
        place = ("matching", "balance", side)
        for experiment, (least, most) in bounds.items():
            if most is not None and least > most:
                message = f"at least {least} and at most {most} for {experiment}"
                yield cohort.problem(code, message, LOWER_FIRST, *place, experiment)
        minimum = sum(least for least, _ in bounds.values())
        if minimum > record.pairs:
            message = f"the minimum numbers add up to {minimum}, but there are {record.pairs} pairs"
            hint = "Lower some of them, or allow more pairs."
            yield cohort.problem(code, message, hint, *place)
    if list(record.review.bands) != sorted(record.review.bands, reverse=True):
        message = "the lowest scores of the bands are not in decreasing order"
        yield cohort.problem(code, message, "List the highest score first.", "review", "bands")


@check_each(cohorts)
def criteria_exist(cohort: Located[Cohort]) -> Problems:
    """Every criterion exists, and at least one has a weight."""
    weights, place = cohort.record.matching.criteria, ("matching", "criteria")
    for name in weights:
        if name not in criteria.names():
            message, hint = f"there is no criterion {name}", did_you_mean(name, criteria.names())
            yield cohort.problem("criterion-unknown", message, hint, *place, name)
    if not any(weights.values()):
        message = "no criterion has a weight above 0"
        hint = "Give at least one criterion a weight above 0."
        yield cohort.problem("criteria-weightless", message, hint, *place)
