"""Screens applications for eligibility; each refusal has a reason to tell the applicant.

The career stage is not considered: people choose the role they see themselves in.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from mentoring.people.application import Arrival
from mentoring.programme.cohort import Cohort
from mentoring.programme.dates import zone


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
    first, last = (day_of(moment, cohort) for moment in sent)
    dates = cohort.dates
    opening = dates.mentors_open if role == "mentor" else dates.mentees_open
    reasons = {
        "no-consent": not consents,
        "no-affiliation": not experiments,
        "experiment-not-in-edition": not set(experiments) <= set(cohort.experiments),
        "before-opening": last < opening,
        "after-the-end": first > dates.end,
    }
    return next((reason for reason, holds in reasons.items() if holds), None)


def arrival(cohort: Cohort, role: str, applied: datetime) -> Arrival:
    """In time, late (before the announcement), or rolling (after it)."""
    day, dates = day_of(applied, cohort), cohort.dates
    if day <= (dates.mentors_close if role == "mentor" else dates.mentees_close):
        return "regular"
    return "late" if day <= dates.announcement else "rolling"


def day_of(moment: datetime, cohort: Cohort) -> date:
    """The day of a moment in the programme's time zone."""
    return moment.astimezone(zone(cohort.timezone)).date()
