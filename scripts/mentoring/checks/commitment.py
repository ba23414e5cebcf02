"""The commitment to who takes part: one of each person's own, which opens for them alone."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import date

from mentoring.people.application import Application
from mentoring.programme.cohort import Cohort
from mentoring.programme.zones import zone


def closing(cohort: Cohort) -> date:
    """The last day on which anybody may apply in time."""
    return max(cohort.dates.mentors_close, cohort.dates.mentees_close)


def in_time(cohort: Cohort, applications: Iterable[Application]) -> tuple[Application, ...]:
    """Everybody who applied in time, on either side, whatever has become of them; by id."""
    here, last = zone(cohort.timezone), closing(cohort)
    return tuple(
        sorted(
            (
                application
                for application in applications
                if application.submitted.astimezone(here).date() <= last
            ),
            key=lambda person: person.id,
        )
    )


def personal(nonce: str, person: str) -> str:
    """The SHA-256, in hexadecimal, of `nonce:id` in UTF-8.

    Only 19⁶ ids have to be tried; but not without the nonce, which goes when the person is erased.
    """
    return hashlib.sha256(f"{nonce}:{person}".encode()).hexdigest()


def commitment(people: Iterable[str]) -> str:
    """The SHA-256, in hexadecimal, of the people's own commitments, sorted, a line each."""
    return hashlib.sha256("\n".join(sorted(people)).encode()).hexdigest()
