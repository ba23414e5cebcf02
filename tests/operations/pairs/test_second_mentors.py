"""More than one mentor: one leads, another joins by a decision, or stands in until a day."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

import made
from mentoring.errors import MentoringError, UsageError
from mentoring.operations.pairs.second_mentors import join, leave

if TYPE_CHECKING:
    from mentoring.people.pair import Pair

TODAY, BACK = date(2026, 12, 1), date(2027, 2, 1)
PEOPLE = (
    made.application("mmmmmm"),
    made.application("tttttt", "mentor"),
    made.application("vvvvvv", "mentor"),
    made.application("wwwwww", "mentor", experiments=("ATLAS",)),
)
EDITION = made.edition(made.cohort(), *PEOPLE, made.pair())


def joined(until: date | None = None) -> Pair:
    """The pair with a second mentor."""
    return join(EDITION, made.pair(), "vvvvvv", TODAY, reason="A leave", until=until)


def test_a_co_mentor_joins_and_the_leading_mentor_answers_for_the_side() -> None:
    """It is recorded with its reason, and twice changes nothing."""
    pair = joined()
    assert pair.latest.mentors_on(TODAY) == {"tttttt", "vvvvvv"}
    assert pair.latest.acting_mentor(TODAY) == "tttttt"
    assert pair.latest.history[-1].reason == "A leave"
    assert join(EDITION, pair, "vvvvvv", TODAY, reason="Again", until=None) == pair


def test_a_stand_in_answers_until_the_last_day_and_not_after() -> None:
    """Then the one who leads is back without a further step."""
    pair = joined(BACK).latest
    assert [pair.acting_mentor(day) for day in (date(2026, 11, 30), TODAY, BACK)] == [
        "tttttt",
        "vvvvvv",
        "vvvvvv",
    ]
    assert pair.acting_mentor(date(2027, 2, 2)) == "tttttt"


def test_a_second_mentor_leaves() -> None:
    """They were a mentor up to the day before."""
    pair = leave(joined(), "vvvvvv", BACK)
    assert "vvvvvv" in pair.latest.mentors_on(date(2027, 1, 31))
    assert "vvvvvv" not in pair.latest.mentors_on(BACK)
    assert leave(pair, "vvvvvv", BACK) == pair
    with pytest.raises(UsageError, match="is no second mentor of mmmmmm"):
        leave(made.pair(), "vvvvvv", BACK)


def test_a_second_mentor_is_one_who_may_be_paired() -> None:
    """The rules of the programme hold for them as well."""
    for mentor, error, match in (
        ("wwwwww", MentoringError, "both are on ATLAS"),
        ("tttttt", MentoringError, "leading mentor of mmmmmm already"),
        ("mmmmmm", UsageError, "is no mentor of 2026"),
    ):
        with pytest.raises(error, match=match):
            join(EDITION, made.pair(), mentor, TODAY, reason="?", until=None)
    with pytest.raises(MentoringError, match="last day is to come"):
        joined(TODAY)
