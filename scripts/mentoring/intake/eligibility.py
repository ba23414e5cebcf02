"""Who may take part: screened as applications come in, each refusal with a reason to tell them.

The career stage is never looked at: people choose the role they see themselves in.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from mentoring.people.application import Arrival
from mentoring.programme.cohort import Cohort
from mentoring.programme.zones import zone

NO_CONSENT = "no-consent"
NO_EXPERIMENT = "no-affiliation"
OTHER_EXPERIMENT = "experiment-not-in-edition"
TOO_EARLY = "before-opening"
TOO_LATE = "after-the-end"


def reason_against(
    cohort: Cohort,
    role: str,
    sent: tuple[datetime, datetime],
    experiments: Sequence[str],
    *,
    consents: bool,
) -> str | None:
    """Why an application takes no part, as a slug; None for one that does.

    `sent` is when it was sent first and last: too early is who has not sent it since the opening.
    """
    if not consents:
        return NO_CONSENT
    if not experiments:
        return NO_EXPERIMENT
    if not set(experiments) <= set(cohort.experiments):
        return OTHER_EXPERIMENT
    first, last = (day_of(one, cohort) for one in sent)
    if last < opening(cohort, role):
        return TOO_EARLY
    return TOO_LATE if first > cohort.dates.end else None


def arrival(cohort: Cohort, role: str, applied: datetime) -> Arrival:
    """In time, late (before the announcement), or rolling: all year round, after it."""
    day = day_of(applied, cohort)
    if day <= closing(cohort, role):
        return "regular"
    return "late" if day <= cohort.dates.announcement else "rolling"


def opening(cohort: Cohort, role: str) -> date:
    """The first day on which this role may apply."""
    return cohort.dates.mentors_open if role == "mentor" else cohort.dates.mentees_open


def closing(cohort: Cohort, role: str) -> date:
    """The last day on which this role may apply to be considered with the others."""
    return cohort.dates.mentors_close if role == "mentor" else cohort.dates.mentees_close


def day_of(moment: datetime, cohort: Cohort) -> date:
    """The day in the programme's own zone, where days are meant."""
    return moment.astimezone(zone(cohort.timezone)).date()
