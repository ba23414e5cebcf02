"""Flags and letters follow from the meaning of a state, not from its name."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from handbook.life_cycle import CENTRES

import made
from mentoring.operations.letters.remind import remind
from mentoring.people.lifecycle import OVER, RUNNING, MentorshipStatus, life
from mentoring.progress.pair_progress import PairProgress
from mentoring.progress.rules import BY_CODE
from progress.test_rules import CASES

if TYPE_CHECKING:
    from mentoring.people.pair import Mentorship

PEOPLE = (made.application("mmmmmm"), made.application("tttttt", "mentor"))
BACK = date(2027, 1, 11)
"""The day of return, which is also the day of the first check-in."""

every_state = pytest.mark.parametrize("status", MentorshipStatus)


def mentorship(status: str) -> Mentorship:
    """A mentorship in that state; a pause lasts until the day of return."""
    plain = made.mentorship(status)
    if not plain.meaning.rests:
        return plain
    *before, last = plain.history
    return replace(plain, history=(*before, replace(last, until=BACK)))


@every_state
def test_a_state_has_a_history_and_a_place_in_the_picture(status: MentorshipStatus) -> None:
    """`made.history` leads to every state, and the handbook's picture has a place for it."""
    assert life(made.history(status)).status == status
    assert status in CENTRES
    assert len(set(CENTRES.values())) == len(MentorshipStatus) == len(CENTRES)


@every_state
@pytest.mark.parametrize("code", BY_CODE)
def test_a_rule_speaks_in_the_states_that_it_applies_to(
    code: str, status: MentorshipStatus
) -> None:
    """Reminders are written only while deadlines run, and none to pairs that are over."""
    broken, since = CASES[code]
    known = replace(broken, status=status, history=mentorship(status).history)
    late = max(date.fromisoformat(since) + timedelta(weeks=30), known.history[-1].on)
    for flag in PairProgress.on(made.cohort(), "mmmmmm", known, late).flags:
        assert status in BY_CODE[flag.code].applies - OVER
        assert status in RUNNING or not flag.reminds


@every_state
def test_a_pair_is_asked_back_while_it_rests_and_not_otherwise(status: MentorshipStatus) -> None:
    """The flag for the organisers and the letters to both sides depend on the same meaning."""
    rests = status.meaning.rests
    known = PairProgress.on(made.cohort(), "mmmmmm", mentorship(status), BACK)
    assert ("paused-long" in known.codes) is rests
    assert (templates(status, BACK).count("return") == len(PEOPLE)) is rests
    assert "return" not in templates(status, BACK - timedelta(days=1))


@every_state
def test_a_check_in_is_asked_for_while_deadlines_run(status: MentorshipStatus) -> None:
    """No check-in is asked of a proposed, paused or ended pair."""
    assert ("check-in" in templates(status, BACK)) is status.meaning.deadlines
    over = date(2027, 6, 1)
    assert ("reminder" in templates(status, over)) is status.meaning.deadlines


@every_state
def test_time_without_deadlines_is_added_to_every_deadline(status: MentorshipStatus) -> None:
    """Every state in which an ongoing pair has no deadlines counts as a pause."""
    known = PairProgress.on(made.cohort(), "mmmmmm", mentorship(status), BACK)
    means = status.meaning
    assert bool(known.pauses) is (means.told and means.place and not means.deadlines)
    if known.pauses:
        end = known.deadline(weeks=2)
        assert end is not None
        assert end > BACK


def templates(status: MentorshipStatus, today: date) -> list[str]:
    """The letters of `remind` about a pair in that state, without closing letters."""
    pair = replace(made.pair(), mentorships=(mentorship(status),))
    letters = remind(made.edition(made.cohort(), *PEOPLE, pair), today)
    return [letter.template for letter in letters if letter.template != "farewell"]
