"""A past day shows what was known then, and nothing that came after."""

from __future__ import annotations

from datetime import date

import pytest

import made
from mentoring.operations.pairs.log import add_goal
from mentoring.people.application import ApplicationStatus, Change
from mentoring.people.lifecycle import MentorshipStatus
from mentoring.people.pair import Goal, Pair
from mentoring.progress.cohort_progress import cohort_progress, gone_on, weeks
from mentoring.progress.pair_facts import mentorship_on
from mentoring.render.pages import progress_page

STEPS = (
    made.step("proposed", "2026-11-01"),
    made.step("announced", "2026-11-03"),
    made.step("accepted", "2026-11-05", "mentee"),
    made.step("accepted", "2026-11-07", "mentor"),
    made.step("signed", "2026-11-12", "mentee"),
    made.step("signed", "2026-11-20", "mentor"),
    made.step("paused", "2026-12-01", "mentee"),
    made.step("resumed", "2027-01-05", "mentee"),
    made.step("ended", "2027-02-10", "mentor"),
)
LIFE = made.pair(
    "ended", history=STEPS, agreement=made.agreement(mentee="2026-11-12", mentor="2026-11-20")
)
LATER = (made.step("proposed", "2027-02-12"), made.step("announced", "2027-02-13"))


def with_successor() -> Pair:
    """The mentee whose mentor left, with the mentor who came after."""
    new = made.mentorship("announced", mentor="vvvvvv", history=LATER)
    return Pair(cohort="2026", mentee="mmmmmm", mentorships=(*LIFE.mentorships, new))


@pytest.mark.parametrize(
    ("day", "status"),
    [
        ("2026-11-01", "proposed"),
        ("2026-11-03", "announced"),
        ("2026-11-05", "announced"),
        ("2026-11-07", "accepted"),
        ("2026-11-20", "active"),
        ("2026-12-24", "paused"),
        ("2027-02-09", "active"),
        ("2027-02-10", "ended"),
    ],
)
def test_the_status_is_that_of_the_day(day: str, status: str) -> None:
    """The status follows from the events up to that day."""
    past = mentorship_on(LIFE.latest, date.fromisoformat(day))
    assert past.status is MentorshipStatus(status)


def test_a_signature_that_was_yet_to_come_is_missing() -> None:
    """Before the first signature there is no agreement."""
    assert mentorship_on(LIFE.latest, date(2026, 11, 11)).agreement is None
    agreement = mentorship_on(LIFE.latest, date(2026, 11, 12)).agreement
    assert agreement is not None
    assert agreement.signed.mentee is not None
    assert agreement.signed.mentor is None


def test_a_goal_shows_as_it_stood() -> None:
    """A goal is missing before it was set, and open before it was reached."""
    goal = Goal(goal="Give a talk", on=date(2027, 1, 10), status="done", settled=date(2027, 3, 1))
    seen = [
        [one.status for one in mentorship_on(made.mentorship(goals=(goal,)), day).goals]
        for day in (date(2027, 1, 9), date(2027, 1, 10), date(2027, 2, 28), date(2027, 3, 1))
    ]
    assert seen == [[], ["open"], ["open"], ["done"]]


def test_a_goal_that_was_put_off_was_overdue_until_then() -> None:
    """The goal with the old date is dropped on the day when the new one is set."""
    first = Goal(goal="Give a talk", on=date(2026, 12, 1), due=date(2027, 2, 1))
    later = Goal(goal="Give a talk", on=date(2027, 2, 10), due=date(2027, 5, 1))
    end = made.cohort().dates.end
    pair = add_goal(add_goal(made.pair(), first, end), later, end)
    assert add_goal(pair, later, end) == pair
    seen = [
        "goals-overdue" in cohort_progress(made.cohort(), [pair], day).pairs[0].codes
        for day in (date(2027, 2, 1), date(2027, 2, 2), date(2027, 2, 9), date(2027, 2, 10))
    ]
    assert seen == [False, True, True, False]


def test_a_mentee_who_withdrew_later_was_still_to_get_a_mentor() -> None:
    """The task exists until the day on which they withdrew."""
    left = Change(on=date(2027, 2, 20), what="withdrawn", fields=("status",))
    gone = made.application("mmmmmm", status=ApplicationStatus.WITHDRAWN, history=(left,))
    people = {gone.id: gone}
    assert [gone_on([LIFE], people, date(2027, 2, day)) for day in (19, 20)] == [
        frozenset(),
        {"mmmmmm"},
    ]
    assert gone_on([LIFE], {}, date(2027, 2, 19)) == {"mmmmmm"}


def test_goals_without_a_day_are_not_from_before_the_pair_said_yes() -> None:
    """Goals without a day appear from the acceptance on."""
    pair = made.pair("ended", history=STEPS, goals=made.goals("Give a talk"))
    assert mentorship_on(pair.latest, date(2026, 11, 6)).goals == ()
    assert len(mentorship_on(pair.latest, date(2026, 11, 7)).goals) == 1


def test_what_was_not_yet_proposed_is_absent() -> None:
    """Before the match there are no pairs; the mentor who came later is not there before."""
    pairs, cohort = [with_successor()], made.cohort()
    assert cohort_progress(cohort, pairs, date(2026, 10, 1)).pairs == ()
    assert "no pairs yet" in progress_page(cohort, pairs, {}, date(2026, 10, 1))
    mentors = {
        day: [pair.mentor for pair in cohort_progress(cohort, pairs, day).pairs]
        for day in (date(2027, 2, 11), date(2027, 2, 12))
    }
    assert list(mentors.values()) == [["tttttt"], ["tttttt", "vvvvvv"]]
    assert "vvvvvv" not in progress_page(cohort, pairs, {}, date(2027, 2, 11))


def test_a_mentee_without_a_mentor_was_to_get_one_until_there_was_one() -> None:
    """The task exists on the days between, whatever happened later."""
    (task,) = cohort_progress(made.cohort(), [with_successor()], date(2027, 2, 11)).tasks
    assert (task.action, task.due) == ("replace", date(2027, 2, 10))


def test_the_curve_counts_a_later_pair_from_its_own_announcement() -> None:
    """One pair is active from the start and ends; its successor is active two days later."""
    standing = {
        week.on: week.active for week in weeks(made.cohort(), [with_successor()], date(2027, 2, 16))
    }
    assert [standing[date(2026, 11, 3)], standing[date(2027, 2, 9)]] == [1, 1]
    only_later = Pair(cohort="2026", mentee="mmmmmm", mentorships=with_successor().mentorships[1:])
    early = weeks(made.cohort(), [only_later], date(2027, 2, 16))[:3]
    assert {week.active for week in early} == {0}
