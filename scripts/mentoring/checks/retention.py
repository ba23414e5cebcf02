"""Personal data are not kept past their retention date."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from mentoring.checks.check import day_check
from mentoring.problems import Problem, Severity
from mentoring.store.edition import Edition


@day_check
def data_are_not_kept_too_long(edition: Edition, today: date) -> Iterator[Problem]:
    """After `retain_until`, and once an edition is closed, nobody's data are left."""
    cohort = edition.cohort.record
    held = len(edition.applications) + len(edition.reviews) + len(edition.pairs)
    due = cohort.privacy.retain_until
    if held and (today > due or cohort.closed):
        yield edition.cohort.problem(
            "retention-due",
            f"{held} files with personal data are left; they were to go by {cohort.closed or due}",
            "Run `mentoring retention` to see them, then `mentoring retention --apply`.",
            at=("privacy", "retain_until"),
            severity=Severity.WARNING,
        )
