"""What of a pair's nine months is counted: one word a pair, of what the mentee said and did."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

import made
from mentoring.disclosure.count_people import PAIR

if TYPE_CHECKING:
    from mentoring.people.pair import CheckIn, Goal


def counted(attribute: str, **changes: object) -> tuple[str, ...]:
    """What is counted of a pair whose only mentorship is changed."""
    return PAIR[attribute](made.pair(**changes), made.cohort().dates.start)


def said(by: str, **answers: object) -> CheckIn:
    """What a side said at the first check-in."""
    return made.check_in("2026-12-14", by, **answers)


def reached(*statuses: str) -> tuple[Goal, ...]:
    """A goal of each status."""
    return tuple(
        replace(goal, status=status)
        for goal, status in zip(made.goals(*statuses), statuses, strict=True)
    )


@pytest.mark.parametrize(
    ("statuses", "word"),
    [
        ((), "none-or-not-stated"),
        (("open",), "none-or-not-stated"),
        (("open", "done"), "some-reached"),
        (("done", "done"), "all-reached"),
        (("done", "dropped"), "all-reached"),
        (("dropped",), "none-or-not-stated"),
    ],
)
def test_goals_are_counted_by_how_many_were_reached(statuses: tuple[str, ...], word: str) -> None:
    """One that was dropped is no goal any more."""
    assert counted("goals", goals=reached(*statuses)) == (word,)


def test_the_mentees_latest_answer_counts() -> None:
    """What the mentor says of the pair is not published, nor what was said before."""
    first, second, other = said("mentee", fit="no"), said("mentee", fit="good"), said("mentor")
    assert counted("fit-at-midterm", check_ins=(first, second)) == ("good",)
    assert counted("fit-at-midterm", check_ins=(second, first)) == ("unsure-or-no",)
    assert counted("fit-at-midterm", check_ins=(other,)) == ()


@pytest.mark.parametrize(("mark", "word"), [(10, "high"), (8, "high"), (7, "lower"), (1, "lower")])
def test_satisfaction_is_high_from_eight(mark: int, word: str) -> None:
    """Of ten; who gave no mark is not counted here."""
    assert counted("satisfaction", check_ins=(said("mentee", satisfaction=mark),)) == (word,)
    assert counted("satisfaction", check_ins=(said("mentee"),)) == ()
    assert counted("satisfaction", check_ins=(said("mentor", satisfaction=mark),)) == ()
