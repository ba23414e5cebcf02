"""A side's answers to a check-in, on one of the cohort's dates."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from mentoring.errors import MentoringError
from mentoring.operations.pairs.find import answered_about, with_current

if TYPE_CHECKING:
    from mentoring.people.check_in import CheckIn
    from mentoring.people.pair import Pair
    from mentoring.programme.cohort import Cohort


def check_in(pair: Pair, answered: CheckIn, cohort: Cohort) -> Pair:
    """The pair with a side's check-in; answering again replaces what that side had said."""
    current = answered_about(pair)
    if answered in current.check_ins:
        return pair
    if answered.due not in cohort.check_ins:
        dates = ", ".join(map(str, cohort.check_ins))
        raise MentoringError(
            f"{answered.due} is no check-in date of {cohort.cohort}. The dates are {dates}."
        )
    key = (answered.due, answered.by)
    others = [one for one in current.check_ins if (one.due, one.by) != key]
    ordered = sorted((*others, answered), key=lambda one: (one.due, one.by))
    return with_current(pair, replace(current, check_ins=tuple(ordered)))
