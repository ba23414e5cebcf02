"""Reminding: what is due, to the side that can do it, once."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import made
from mentoring.operations.letters.remind import Reminders, remind

if TYPE_CHECKING:
    from mentoring.people.pair import Pair

PEOPLE = (
    made.application("mmmmmm"),
    made.application("bbbbbb"),
    made.application("tttttt", "mentor", capacity=2),
)


def due(day: str, *pairs: Pair) -> Reminders:
    """What is due on a day."""
    return remind(made.edition(made.cohort(), *PEOPLE, *pairs), date.fromisoformat(day))


def keys(reminders: Reminders) -> dict[str, str]:
    """The letters and their templates."""
    return {letter.key: letter.template for letter in reminders.letters}


def test_nothing_is_due_while_all_is_well() -> None:
    """Nobody is written to without a reason."""
    assert due("2026-11-10", made.pair("announced")) == Reminders(letters=(), pairs=())


def test_a_check_in_is_asked_of_both_with_days_left_to_answer() -> None:
    """From three days before its day to three before it is late; who has answered gets none."""
    answered = made.agreement(mentee="2026-11-20", mentor="2026-11-20")
    pair = made.pair(
        check_ins=(made.check_in("2027-01-11", "mentee"),),
        agreement=answered,
        goals=made.goals("Talk"),
        meetings=made.meetings("2026-11-20", "2026-12-10", "2027-01-07"),
    )
    asked = due("2027-01-11", pair)
    assert asked.letters[0].facts["until"] == date(2027, 1, 18)
    assert keys(asked) == {"check-in-2027-01-11-tttttt": "check-in"}
    assert keys(due("2027-01-15", pair)) == keys(asked)
    assert keys(asked).items() <= keys(due("2027-01-08", pair)).items()
    assert keys(due("2027-01-07", pair)) == keys(due("2027-01-16", pair)) == {}


def test_a_reminder_names_to_each_side_only_what_that_side_can_do() -> None:
    """The other side's missing signature is none of its business."""
    pair = made.pair(
        agreement=made.agreement(mentee="2026-11-20"), meetings=made.meetings("2026-11-20")
    )
    (letter,) = due("2026-12-01", pair).letters
    assert (letter.to.id, letter.facts["codes"]) == ("tttttt", ("agreement-unsigned",))


def test_a_reminder_is_a_step_and_the_next_comes_a_week_later() -> None:
    """Reminder, a week of silence, second reminder, and then no letter: somebody calls."""
    pair = made.pair("announced")
    seen = []
    for day in ("2026-11-17", "2026-11-18", "2026-11-24", "2026-12-01", "2026-12-08"):
        reminders = due(day, pair)
        seen.append(sorted(set(keys(reminders).values())))
        pair = reminders.pairs[0] if reminders.pairs else pair
    assert seen == [["reminder"], [], ["reminder-again"], [], []]
    assert [step.what for step in pair.latest.history[1:]] == ["reminded", "reminded-again"]


def test_the_same_day_again_gives_the_same_letters_and_no_further_step() -> None:
    """A run that was cut can be run again."""
    first = due("2026-11-17", made.pair("announced"))
    second = due("2026-11-17", *first.pairs)
    assert second.letters == first.letters
    assert second.pairs == ()


def test_a_mentor_of_two_gets_a_letter_for_each() -> None:
    """Named apart, so that the ledger does not take the second for a repetition."""
    pairs = (made.pair("announced"), made.pair("announced", mentee="bbbbbb"))
    mentors = {key for key in keys(due("2026-11-17", *pairs)) if key.endswith("tttttt")}
    assert mentors == {
        "reminder-2026-11-17-mmmmmm-tttttt",
        "reminder-2026-11-17-bbbbbb-tttttt",
    }


def test_a_paused_pair_is_left_in_peace() -> None:
    """No check-in, no reminder."""
    paused = (made.step("announced", "2026-11-03"), made.step("paused", "2026-12-01"))
    assert keys(due("2027-01-11", made.pair("paused", history=paused))) == {}


def test_whom_an_organiser_is_to_call_gets_no_reminder() -> None:
    """Who asked for help hears a voice, not that they seem to meet too seldom."""
    signed = made.agreement(mentee="2026-11-20", mentor="2026-11-20")
    said = made.check_in("2027-01-11", "mentee")
    pair = made.pair(agreement=signed, meetings=made.meetings("2026-11-20"), check_ins=(said,))
    assert set(keys(due("2027-02-22", pair)).values()) == {"reminder"}
    asked = made.check_in("2027-01-11", "mentee", help=True)
    calling = made.pair(agreement=signed, meetings=pair.latest.meetings, check_ins=(asked,))
    assert due("2027-02-22", calling) == Reminders(letters=(), pairs=())
