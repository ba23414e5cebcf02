"""An edition's lottery, committed and drawn, with an invented beacon and value."""

from __future__ import annotations

import hashlib
import itertools
from dataclasses import replace
from datetime import timedelta

from mentoring.checks.commitment import closing
from mentoring.operations.demo.records import Records
from mentoring.operations.lottery import committed
from mentoring.programme.rules import Lottery

UNTIL_THE_ROUND = timedelta(days=7)


def drawn(records: Records) -> Records:
    """The edition after its draw, with a commitment to everyone who had applied."""
    cohort = records.cohort
    number = int(f"{cohort.dates.announcement:%Y%m}01")
    lottery = Lottery(
        commitment="",
        beacon="A synthetic beacon that belongs to this sample",
        round=number,
        day=closing(cohort) + UNTIL_THE_ROUND,
        seed=_digest(f"the value of round {number}"),
    )
    numbers = itertools.count(1)
    cohort, frozen, people = committed(
        cohort,
        records.applications,
        lottery,
        lambda: _digest(f"nonce {next(numbers)} of {cohort.cohort}")[:32],
    )
    with_nonce = {person.id: person for person in people}
    applications = tuple(
        with_nonce.get(application.id, application) for application in records.applications
    )
    return replace(records, cohort=cohort, frozen=frozen, applications=applications)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
