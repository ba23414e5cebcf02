"""What one side of a pair sends with a form: a check-in, or a signature and terms."""

from dataclasses import dataclass
from datetime import date

from mentoring.people.agreement import Terms
from mentoring.people.meeting import Answers
from mentoring.people.side import Side


@dataclass(frozen=True, kw_only=True, slots=True)
class PairAnswer:
    """What a side sent on the day `on`.

    `signed` is whether it agrees to the agreement, with `terms` if it states them. It is None for a
    check-in, which has `answers`, how many `meetings` there were since the last one, and the day of
    the `last` meeting.
    """

    by: Side
    on: date
    signed: bool | None = None
    terms: Terms | None = None
    answers: Answers | None = None
    meetings: int | None = None
    last: date | None = None
