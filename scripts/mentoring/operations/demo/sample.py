"""The sample programme that the repository carries: edition 2026 half way, edition 2025 closed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from mentoring.operations.demo.editions import edition
from mentoring.operations.demo.generate import generate
from mentoring.people.application import ApplicationStatus, Change
from mentoring.programme.rules import Balance

if TYPE_CHECKING:
    from mentoring.operations.demo.records import Records
    from mentoring.people.application import Application
    from mentoring.programme.cohort import Cohort

SEED = 2026
MENTEES, MENTORS = 46, 31
WITHDRAWN, ROLLING = 11, 45  # which of the mentees
BIG_FOUR = ("ALICE", "ATLAS", "CMS", "LHCb")


def closed_edition() -> Cohort:
    """The edition before: nothing is left of it but its own file and what was released."""
    return replace(edition("2025"), closed=date(2026, 9, 30))


def running_edition() -> Cohort:
    """The edition of the sample, with bounds for the four large experiments."""
    plain = edition("2026")
    balance = Balance(mentees=dict.fromkeys(BIG_FOUR, (2, 8)))
    matching = replace(plain.matching, balance=balance, same_institute=False, minimum_fit=300)
    return replace(plain, matching=matching)


def applied() -> Records:
    """The edition on the day applications had closed: one mentee has withdrawn by then."""
    records = generate(SEED, MENTEES, MENTORS, running_edition())
    people = (*_mentees(records), *records.mentors)
    return replace(records, applications=people)


def _mentees(records: Records) -> tuple[Application, ...]:
    mentees = list(records.mentees)
    mentees[WITHDRAWN] = _withdrawn(mentees[WITHDRAWN])
    mentees[ROLLING] = _rolling(mentees[ROLLING])
    return tuple(mentees)


def _withdrawn(one: Application) -> Application:
    history = (Change(on=date(2026, 10, 19), what="withdrawn"),)
    return replace(one, status=ApplicationStatus.WITHDRAWN, history=history)


def _rolling(one: Application) -> Application:
    """They came in January, after a crisis; the pairs had long been announced."""
    submitted = datetime(2027, 1, 18, 9, 42, 10, tzinfo=UTC)
    consent = replace(one.consent, given=submitted.date())
    return replace(one, submitted=submitted, consent=consent, arrival="rolling")
