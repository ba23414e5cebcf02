"""Each rule raises its flag from its day on, and not earlier."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest

import made
from mentoring.people.pair import Goal, Meeting, Reported
from mentoring.programme.rules import ProgressRules
from mentoring.progress.pair_progress import PairProgress
from mentoring.progress.rules import BY_CODE, RULES
from mentoring.schemas import load

if TYPE_CHECKING:
    from mentoring.people.pair import Mentorship


def day(text: str) -> date:
    """A day in ISO form."""
    return date.fromisoformat(text)


def codes(mentorship: Mentorship, today: date, **rules: Any) -> set[str]:
    """The rules that hold for a mentorship on a day."""
    cohort = made.cohort(progress=ProgressRules(**rules))
    return {*PairProgress.on(cohort, "mmmmmm", mentorship, today).codes}


def reported(by: Any, on: str, meetings: int, since: str = "2026-11-03") -> Reported:
    """A side's count of meetings."""
    return Reported(by=by, on=day(on), since=day(since), meetings=meetings)


MET = (Meeting(date=day("2026-11-20"), minutes=60),)
CASES = {
    "not-accepted": (made.mentorship("announced"), "2026-11-17"),
    "no-first-meeting": (made.mentorship("accepted"), "2026-12-01"),
    "agreement-unsigned": (
        made.mentorship(agreement=made.agreement(mentee="2026-11-20")),
        "2026-12-01",
    ),
    "goals-missing": (made.mentorship(), "2026-12-29"),
    "goals-overdue": (
        made.mentorship(goals=(Goal(goal="Give a talk", due=day("2027-02-01")),)),
        "2027-02-02",
    ),
    "silent": (made.mentorship(meetings=MET), "2027-01-15"),
    "below-rhythm": (made.mentorship(meetings=MET), "2027-02-09"),
    "check-in-overdue": (made.mentorship(), "2027-01-19"),
    "fit-doubtful": (
        made.mentorship(check_ins=(made.check_in("2027-01-11", "mentor", fit="unsure"),)),
        "2027-01-11",
    ),
    "asked-for-help": (
        made.mentorship(check_ins=(made.check_in("2027-01-11", "mentee", help=True),)),
        "2027-01-11",
    ),
    "contact-me": (
        made.mentorship(
            "paused", check_ins=(made.check_in("2027-01-11", "mentee", contact_me=True),)
        ),
        "2027-01-11",
    ),
    "wish-to-end": (
        made.mentorship(check_ins=(made.check_in("2027-01-11", "mentee", wish_to_end=True),)),
        "2027-01-11",
    ),
    "amendment-unconfirmed": (
        made.mentorship(agreement=made.amended(made.agreement(), "2027-01-20")),
        "2027-01-20",
    ),
    "counts-differ": (
        made.mentorship(
            reported=(reported("mentee", "2027-01-11", 4), reported("mentor", "2027-01-12", 1))
        ),
        "2027-01-12",
    ),
    "paused-long": (
        made.mentorship("paused", history=(made.step("paused", "2027-01-04", "mentee"),)),
        "2027-03-01",
    ),
    "closing-due": (made.mentorship(), "2027-08-10"),
}


@pytest.mark.parametrize("code", CASES)
def test_a_rule_worries_from_its_day_on(code: str) -> None:
    """The flag is not raised on the day before, and is raised on its day."""
    mentorship, since = CASES[code]
    assert code not in codes(mentorship, day(since) - timedelta(days=1))
    assert code in codes(mentorship, day(since))


@pytest.mark.parametrize("code", CASES)
def test_an_edition_can_switch_a_rule_off(code: str) -> None:
    """A rule named under `off` raises no flag."""
    mentorship, since = CASES[code]
    assert code not in codes(mentorship, day(since), off=(code,))


def test_nobody_is_reminded_of_anything_once_the_edition_is_over() -> None:
    """After the end of the edition only closing is left to do."""
    assert codes(made.mentorship(), day("2027-08-10")) == {"closing-due"}


def test_a_declined_offer_owes_nothing_after_the_day_it_was_declined() -> None:
    """No meeting and no check-in is expected."""
    history = (made.step("announced", "2026-11-03"), made.step("declined", "2026-11-06", "mentor"))
    progress = PairProgress.on(
        made.cohort(), "mmmmmm", made.mentorship("ended", history=history), day("2027-08-01")
    )
    assert (progress.expected, progress.check_ins.due) == (0, 0)


@pytest.mark.parametrize("status", ["ended", "completed", "proposed"])
def test_a_mentorship_that_does_not_stand_raises_no_flag(status: str) -> None:
    """Nothing is asked of pairs that are not announced yet or are over."""
    answered = (made.check_in("2027-01-11", "mentee", contact_me=True, fit="no"),)
    mentorship = made.mentorship(status, check_ins=answered)
    assert codes(mentorship, day("2027-09-01")) == set()


def test_every_rule_is_tested_here_and_known_to_the_schema() -> None:
    """The rules, their cases and the names that `off` accepts are one list."""
    off = load("cohort")["properties"]["progress"]["properties"]["off"]
    assert set(CASES) == set(BY_CODE) == set(off["items"]["enum"])
    assert len(BY_CODE) == len(RULES)


def test_every_rule_explains_itself_with_the_thresholds_of_the_edition() -> None:
    """An explanation quotes the number that the cohort file sets."""
    told = BY_CODE["no-first-meeting"].explain(ProgressRules(first_meeting_weeks=3))
    assert "3 weeks" in told
    assert all("{" not in rule.explain(ProgressRules()) for rule in RULES)


def test_a_pause_puts_every_deadline_off_by_its_length() -> None:
    """Two weeks of pause give two weeks more for the goals."""
    history = (
        made.step("announced", "2026-11-03"),
        made.step("paused", "2026-12-01", "mentor"),
        made.step("resumed", "2026-12-15", "mentor"),
    )
    mentorship = made.mentorship(history=history)
    assert "goals-missing" not in codes(mentorship, day("2027-01-11"))
    assert "goals-missing" in codes(mentorship, day("2027-01-12"))


def test_a_check_in_whose_day_falls_into_a_pause_is_not_asked_for() -> None:
    """A check-in that was due during a pause is not expected."""
    history = (made.step("paused", "2027-01-04"), made.step("resumed", "2027-01-18"))
    mentorship = made.mentorship(history=(made.step("announced", "2026-11-03"), *history))
    assert "check-in-overdue" not in codes(mentorship, day("2027-02-01"))


def test_a_pair_that_reports_meetings_without_logging_them_is_not_called_idle() -> None:
    """Either side's own count is enough for a first meeting and for the rhythm."""
    counted = (reported("mentor", "2027-01-11", 3),)
    mentorship = made.mentorship(reported=counted)
    assert not codes(mentorship, day("2027-02-10")) & {"no-first-meeting", "below-rhythm"}


def test_a_call_answers_a_request_and_a_later_request_stands_again() -> None:
    """`contact-me` stays until an organiser has called, and returns if they ask again."""
    asked = (made.check_in("2027-01-11", "mentee", contact_me=True),)
    called = (made.step("announced", "2026-11-03"), made.step("called", "2027-01-12"))
    mentorship = made.mentorship(check_ins=asked, history=called)
    assert "contact-me" not in codes(mentorship, day("2027-01-12"))
    again = replace(
        mentorship,
        check_ins=(*asked, made.check_in("2027-04-12", "mentee", contact_me=True)),
    )
    assert "contact-me" in codes(again, day("2027-04-12"))


def test_the_rhythm_is_the_one_that_both_signed() -> None:
    """The agreed rhythm counts; without signatures, the lowest recommended one."""
    twice = made.agreement(per_month=2, mentee="2026-11-20", mentor="2026-11-20")
    unsigned = made.agreement(per_month=2, mentee="2026-11-20")
    today = day("2026-12-30")
    assert "below-rhythm" in codes(made.mentorship(meetings=MET, agreement=twice), today)
    assert "below-rhythm" not in codes(made.mentorship(meetings=MET, agreement=unsigned), today)


def test_what_is_dated_after_today_is_not_known_yet() -> None:
    """A report for a past day does not look ahead."""
    mentorship = made.mentorship(meetings=(Meeting(date=day("2026-12-20"), minutes=30),))
    assert "no-first-meeting" in codes(mentorship, day("2026-12-10"))


def test_what_will_be_flagged_within_a_week_is_announced() -> None:
    """A deadline that is near shows as upcoming, not as a flag."""
    known = PairProgress.on(made.cohort(), "mmmmmm", made.mentorship("accepted"), day("2026-11-25"))
    assert {flag.code for flag in known.soon} == {"no-first-meeting", "agreement-unsigned"}
    assert known.flags == ()


def test_flags_quote_no_words_of_a_goal() -> None:
    """A goal is named by its number: its words are the pair's own."""
    mentorship = CASES["goals-overdue"][0]
    raised = PairProgress.on(made.cohort(), "mmmmmm", mentorship, day("2027-03-01")).flags
    assert all("talk" not in flag.text for flag in raised)
    assert any(flag.text == "Goal 1 was due on 2027-02-01." for flag in raised)


def test_a_count_is_compared_with_the_log_of_its_own_days() -> None:
    """A report of four meetings with one in the log raises a flag; two are within the tolerance."""
    for counted, differs in ((4, True), (2, False)):
        mentorship = made.mentorship(
            meetings=MET, reported=(reported("mentor", "2027-01-11", counted),)
        )
        assert ("counts-differ" in codes(mentorship, day("2027-01-11"))) is differs
