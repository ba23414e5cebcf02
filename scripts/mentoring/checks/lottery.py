"""The lottery is drawn before it is needed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mentoring.problems import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from mentoring.problems import Problem
    from mentoring.programme.rules import Lottery
    from mentoring.store.edition import Edition


def ties_can_be_drawn(edition: Edition, today: date) -> Iterator[Problem]:
    """Once applications have closed, a lottery that the objective asks for has its seed."""
    cohort = edition.cohort.record
    lottery = cohort.matching.lottery
    wanted = "lottery" in cohort.matching.objective and not (lottery and lottery.seed)
    closed = today > max(cohort.dates.mentors_close, cohort.dates.mentees_close)
    if wanted and closed and not edition.announced and not cohort.closed:
        yield edition.cohort.problem(
            "lottery-not-drawn",
            "the objective ends ties by lottery, and "
            + ("the lottery has no seed" if lottery else "there is none"),
            _how(lottery),
            at=("matching", "lottery") if lottery else ("matching",),
            severity=Severity.WARNING,
        )


def _how(lottery: Lottery | None) -> str:
    if lottery:
        return (
            f"When round {lottery.round} of the beacon has come, add its value as `seed`. Until "
            "then ties are not drawn."
        )
    return (
        "Add `lottery` with its commitment, its beacon and a round to come, then that round's "
        "value as `seed`. Without it ties are not drawn."
    )
