"""Turns what one side sent into records: a check-in, a count of meetings, terms."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from mentoring.errors import MentoringError
from mentoring.intake.forms.fields import nested
from mentoring.intake.importing.pair_answers import Sent
from mentoring.people.agreement import Terms
from mentoring.people.check_in import Answers, CheckIn
from mentoring.people.meeting import Reported
from mentoring.people.pair import Mentorship
from mentoring.programme.cohort import Cohort
from mentoring.store.serialize import from_plain

EARLY = timedelta(days=14)  # an answer this long before a check-in's date already belongs to it


def check_in_of(sent: Sent, cohort: Cohort) -> CheckIn:
    """The check-in: the last one due when the answer came, or up to `EARLY` later."""
    asked = [due for due in cohort.check_ins if due - EARLY <= sent.on]
    if not asked:
        first = min(cohort.check_ins, default=None)
        raise MentoringError(f"the answer of {sent.on} is long before the first check-in, {first}")
    answers = from_plain(_block(sent, "answers"), Answers)
    return CheckIn(due=max(asked), by=sent.by, on=sent.on, answers=answers)


def reported_of(sent: Sent, mentorship: Mentorship, told: date) -> Reported | None:
    """The side's count of meetings since its last count, or since the pair was `told`."""
    counted = _block(sent, "reported")
    if "meetings" not in counted:
        return None
    earlier = [one.on for one in mentorship.reported if one.by == sent.by and one.on < sent.on]
    since = max(earlier, default=told).isoformat()
    return from_plain(
        {**counted, "by": sent.by, "on": sent.on.isoformat(), "since": since}, Reported
    )


def terms_of(sent: Sent) -> Terms:
    """The terms that the side agrees to."""
    return from_plain(_block(sent, "terms"), Terms)


def _block(sent: Sent, name: str) -> dict[str, Any]:
    block: dict[str, Any] = nested(sent.values).get(name, {})
    return block
