"""An edition's calendar and limits must be consistent."""

from collections.abc import Iterator
from itertools import pairwise

from mentoring.checks.check import edition_check
from mentoring.problems import Problem, did_you_mean
from mentoring.scoring import criteria
from mentoring.store.edition import Edition

IN_ORDER = (
    ("mentors_open", "mentors_close"),
    ("mentees_open", "mentees_close"),
    ("mentors_close", "announcement"),
    ("mentees_close", "announcement"),
    ("announcement", "start"),
    ("start", "end"),
)


@edition_check
def dates_are_in_order(edition: Edition) -> Iterator[Problem]:
    """Applications open before they close, close before the announcement, and so on."""
    dates = edition.cohort.record.dates
    for before, after in IN_ORDER:
        if getattr(dates, before) > getattr(dates, after):
            yield edition.cohort.problem(
                "dates-out-of-order",
                f"{after} ({getattr(dates, after)}) is before {before} ({getattr(dates, before)})",
                f"Put {before} on or before {after}.",
                at=("dates", after),
            )
    if edition.cohort.record.privacy.retain_until < dates.end:
        yield edition.cohort.problem(
            "dates-out-of-order",
            f"personal data would be deleted on {edition.cohort.record.privacy.retain_until}, "
            f"before the programme ends on {dates.end}",
            "Keep the data until the programme has ended.",
            at=("privacy", "retain_until"),
        )


@edition_check
def check_ins_are_inside(edition: Edition) -> Iterator[Problem]:
    """Check-ins are in order and between the start and the end."""
    cohort = edition.cohort.record
    for number, day in enumerate(cohort.check_ins):
        if not cohort.dates.start <= day <= cohort.dates.end:
            message = f"{day} is not between {cohort.dates.start} and {cohort.dates.end}"
            hint = "Move it to a day of the programme."
            yield edition.cohort.problem(
                "check-in-outside", message, hint, at=("check_ins", number)
            )
    for number, (earlier, later) in enumerate(pairwise(cohort.check_ins), start=1):
        if earlier >= later:
            message = f"{later} is after {earlier} in the list, but not in time"
            hint = "List each date once, in order."
            yield edition.cohort.problem("check-in-order", message, hint, at=("check_ins", number))


@edition_check
def events_are_inside(edition: Edition) -> Iterator[Problem]:
    """Events are between the announcement and the end, and each has an id of its own."""
    cohort = edition.cohort.record
    seen: set[str] = set()
    for number, event in enumerate(cohort.events):
        if not cohort.dates.announcement <= event.starts.date() <= cohort.dates.end:
            yield edition.cohort.problem(
                "event-outside",
                f"{event.id} on {event.starts.date()} is not between the announcement "
                f"({cohort.dates.announcement}) and the end ({cohort.dates.end})",
                "Move it to a day of the programme.",
                at=("events", number, "starts"),
            )
        if event.id in seen:
            message = f"{event.id} is already the id of an earlier event"
            hint = "Give this event another id."
            yield edition.cohort.problem("event-twice", message, hint, at=("events", number, "id"))
        seen.add(event.id)


@edition_check
def limits_make_sense(edition: Edition) -> Iterator[Problem]:
    """Lower limits do not exceed upper limits or the number of pairs, and bands are in order."""
    cohort = edition.cohort.record
    low, high = cohort.meetings_per_month
    if low > high:
        message = f"at least {low} and at most {high} meetings a month"
        hint = "Put the lower number first."
        yield edition.cohort.problem("limits-crossed", message, hint, at=("meetings_per_month",))
    for side in ("mentees", "mentors"):
        for experiment, (least, most) in getattr(cohort.matching.balance, side).items():
            if most is not None and least > most:
                message = f"at least {least} and at most {most} for {experiment}"
                hint = "Put the lower number first."
                yield edition.cohort.problem(
                    "limits-crossed", message, hint, at=("matching", "balance", side, experiment)
                )
        minimum = sum(low for low, _ in getattr(cohort.matching.balance, side).values())
        if minimum > cohort.pairs:
            message = f"the minimum numbers add up to {minimum}, but there are {cohort.pairs} pairs"
            hint = "Lower some of them, or allow more pairs."
            yield edition.cohort.problem(
                "limits-crossed", message, hint, at=("matching", "balance", side)
            )
    if list(cohort.review.bands) != sorted(cohort.review.bands, reverse=True):
        message = "the lowest scores of the bands are not in decreasing order"
        hint = "List the highest score first."
        yield edition.cohort.problem("limits-crossed", message, hint, at=("review", "bands"))


@edition_check
def criteria_exist(edition: Edition) -> Iterator[Problem]:
    """Every criterion exists, and at least one has a weight."""
    weights = edition.cohort.record.matching.criteria
    for name in weights:
        if name not in criteria.names():
            message = f"there is no criterion {name}"
            hint = did_you_mean(name, criteria.names())
            yield edition.cohort.problem(
                "criterion-unknown", message, hint, at=("matching", "criteria", name)
            )
    if not any(weights.values()):
        message = "no criterion has a weight above 0"
        hint = "Give at least one criterion a weight above 0."
        yield edition.cohort.problem(
            "criteria-weightless", message, hint, at=("matching", "criteria")
        )
