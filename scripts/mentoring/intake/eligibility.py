"""Screens applications for eligibility; each refusal has a reason to tell the applicant.

The career stage is not considered: people choose the role they see themselves in.
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
    """Why an application is not eligible, as a slug; None if it is.

    `sent` is when it was first and last sent; it is too early if last sent before the opening.
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
    """In time, late (before the announcement), or rolling (after it)."""
    day = day_of(applied, cohort)
    if day <= closing(cohort, role):
        return "regular"
    return "late" if day <= cohort.dates.announcement else "rolling"


def opening(cohort: Cohort, role: str) -> date:
    """The first day on which this role may apply."""
    return cohort.dates.mentors_open if role == "mentor" else cohort.dates.mentees_open


def closing(cohort: Cohort, role: str) -> date:
    """The last day on which this role may apply in time."""
    return cohort.dates.mentors_close if role == "mentor" else cohort.dates.mentees_close


def day_of(moment: datetime, cohort: Cohort) -> date:
    """The day of a moment in the programme's time zone."""
    return moment.astimezone(zone(cohort.timezone)).date()
