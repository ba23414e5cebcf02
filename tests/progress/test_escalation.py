"""The escalation takes one step at a time, and starts again after a recovery."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import made
from mentoring.people.pair import Meeting
from mentoring.progress.cohort_progress import NextStep, cohort_progress, next_step
from mentoring.progress.pair_progress import PairProgress

if TYPE_CHECKING:
    from mentoring.people.lifecycle import HistoryEntry
    from mentoring.people.pair import Mentorship


def step_on(today: str, mentorship: Mentorship) -> NextStep | None:
    """The next step on a day."""
    return next_step(
        PairProgress.on(made.cohort(), "mmmmmm", mentorship, date.fromisoformat(today))
    )


def without_meeting(*history: HistoryEntry) -> Mentorship:
    """A pair that signed and did nothing else."""
    signed = made.agreement(mentee="2026-11-20", mentor="2026-11-20")
    announced = made.step("announced", "2026-11-03")
    return made.mentorship(agreement=signed, history=(announced, *history))


def test_a_pair_without_worries_is_on_no_rung() -> None:
    """Before the first deadline there is nothing to do."""
    assert step_on("2026-11-30", without_meeting()) is None


def test_each_rung_waits_for_the_one_below() -> None:
    """Reminder, second reminder, call, close: a week apart each."""
    climbed: list[HistoryEntry] = []
    seen = []
    for day in ("2026-12-01", "2026-12-08", "2026-12-15", "2026-12-22"):
        step = step_on(day, without_meeting(*climbed))
        assert step is not None
        seen.append((step.step, step.due.isoformat()))
        climbed.append(made.step(step.step, day))
    assert seen == [
        ("reminded", "2026-12-01"),
        ("reminded-again", "2026-12-08"),
        ("called", "2026-12-15"),
        ("ended", "2026-12-22"),
    ]


def test_a_pair_that_recovered_begins_at_the_bottom_again() -> None:
    """Steps taken before the present flags began do not count."""
    met = tuple(Meeting(date=date(2026, 12, day), minutes=45) for day in (10, 17))
    past = (made.step("reminded", "2026-12-01"), made.step("reminded-again", "2026-12-08"))
    signed = made.agreement(mentee="2026-12-18", mentor="2026-12-18")
    history = without_meeting(*past).history
    recovered = made.mentorship(meetings=met, history=history, agreement=signed)
    step = step_on("2026-12-29", recovered)
    assert step is not None
    assert (step.step, step.flags) == ("reminded", ("goals-missing",))


def test_what_only_an_organiser_can_settle_is_not_on_the_ladder() -> None:
    """A doubtful fit needs a call, not a reminder."""
    doubt = (made.check_in("2026-11-20", "mentor", fit="no"),)
    assert step_on("2026-11-21", made.mentorship(check_ins=doubt)) is None


def test_a_mentee_whose_mentor_declined_is_to_get_another() -> None:
    """There is no task if the mentee left too, or after the end of the edition."""
    history = (made.step("announced", "2026-11-03"), made.step("declined", "2026-11-06", "mentor"))
    pair = made.pair("ended", history=history)
    today = date(2026, 11, 10)
    (task,) = cohort_progress(made.cohort(), [pair], today).tasks
    assert (task.action, task.mentee, task.due) == ("replace", "mmmmmm", date(2026, 11, 6))
    assert cohort_progress(made.cohort(), [pair], today, gone={"mmmmmm"}).tasks == ()
    assert cohort_progress(made.cohort(), [pair], date(2027, 8, 9)).tasks == ()


def test_one_call_settles_all_that_asks_for_one() -> None:
    """A doubtful fit and an escalation at its third step are one task with both reasons."""
    climbed = (made.step("reminded", "2026-12-01"), made.step("reminded-again", "2026-12-08"))
    doubt = (made.check_in("2026-12-10", "mentor", fit="no"),)
    pair = made.pair(
        check_ins=doubt, history=without_meeting(*climbed).history, agreement=made.agreement()
    )
    (task,) = cohort_progress(made.cohort(), [pair], date(2026, 12, 20)).tasks
    assert (task.action, task.due) == ("call", date(2026, 12, 10))
    assert task.flags == ("fit-doubtful", "no-first-meeting", "agreement-unsigned")
