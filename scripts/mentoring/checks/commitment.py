"""The commitment to who takes part: made when applications close, opened when the salt is told."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from mentoring.programme.zones import zone

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from mentoring.people.application import Application
    from mentoring.programme.cohort import Cohort


def closing(cohort: Cohort) -> date:
    """The last day on which anybody may apply in time."""
    return max(cohort.dates.mentors_close, cohort.dates.mentees_close)


def frozen(cohort: Cohort, applications: Iterable[Application]) -> tuple[str, ...]:
    """The ids of all who applied in time, on either side, whatever has become of them; sorted."""
    here, last = zone(cohort.timezone), closing(cohort)
    return tuple(
        sorted(one.id for one in applications if one.submitted.astimezone(here).date() <= last)
    )


def commitment(salt: str, ids: Iterable[str]) -> str:
    """The SHA-256, in hexadecimal, of the salt and the ids, a line each in UTF-8."""
    return hashlib.sha256("\n".join([salt, *ids]).encode()).hexdigest()
