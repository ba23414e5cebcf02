"""The commitment to the participants, made of one per person that each can verify alone."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import date

from mentoring.people.application import Application
from mentoring.programme.cohort import Cohort
from mentoring.programme.zones import zone


def closing(cohort: Cohort) -> date:
    """The last day of the application period, on either side."""
    return max(cohort.dates.mentors_close, cohort.dates.mentees_close)


def in_time(cohort: Cohort, applications: Iterable[Application]) -> tuple[Application, ...]:
    """Everybody who applied in time, on either side, in any status; sorted by id."""
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

    All 19⁶ ids could be tried, but only with the nonce, which is erased together with the person.
    """
    return hashlib.sha256(f"{nonce}:{person}".encode()).hexdigest()


def commitment(people: Iterable[str]) -> str:
    """The SHA-256, in hexadecimal, of the personal commitments, sorted, one a line."""
    return hashlib.sha256("\n".join(sorted(people)).encode()).hexdigest()
