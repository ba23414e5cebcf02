"""Reminders: each open point is sent once, to the side that can settle it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import made
from mentoring.operations.letters.remind import remind, steps_taken
from mentoring.operations.pairs.steps import recorded
from mentoring.people.ledger import Sent
from mentoring.people.lifecycle import HistoryEntry

if TYPE_CHECKING:
    from mentoring.operations.letters.letter import Letter
    from mentoring.people.pair import Pair

PEOPLE = (
    made.application("mmmmmm"),
    made.application("bbbbbb"),
    made.application("tttttt", "mentor", capacity=2),
)


def due(day: str, *records: Pair | Sent) -> tuple[Letter, ...]:
    """What is due on a day."""
    return remind(made.edition(made.cohort(), *PEOPLE, *records), date.fromisoformat(day))


def keys(letters: tuple[Letter, ...]) -> dict[str, str]:
    """The letters and their templates."""
    return {letter.key: letter.template for letter in letters}


def test_nothing_is_due_while_nothing_is_open() -> None:
    """No letter is written without a reason."""
    assert due("2026-11-10", made.pair("announced")) == ()


def test_a_check_in_is_asked_of_both_with_days_left_to_answer() -> None:
    """From three days before its day to three before it is late, unless the side answered."""
    answered = made.agreement(mentee="2026-11-20", mentor="2026-11-20")
    pair = made.pair(
        check_ins=(made.check_in("2027-01-11", "mentee"),),
        agreement=answered,
        goals=made.goals("Talk"),
        meetings=made.meetings("2026-11-20", "2026-12-10", "2027-01-07"),
    )
    asked = due("2027-01-11", pair)
    assert asked[0].facts["until"] == date(2027, 1, 18)
    assert keys(asked) == {"check-in-2027-01-11-mmmmmm-tttttt": "check-in"}
    assert keys(due("2027-01-15", pair)) == keys(asked)
    assert keys(asked).items() <= keys(due("2027-01-08", pair)).items()
    assert keys(due("2027-01-07", pair)) == keys(due("2027-01-16", pair)) == {}


def test_a_reminder_names_to_each_side_only_what_that_side_can_do() -> None:
    """A side does not read about the other side's missing signature."""
    pair = made.pair(
        agreement=made.agreement(mentee="2026-11-20"), meetings=made.meetings("2026-11-20")
    )
    (letter,) = due("2026-12-01", pair)
    assert (letter.to.id, letter.facts["codes"]) == ("tttttt", ("agreement-unsigned",))


def sent(letter: Letter, day: str) -> Sent:
    """The ledger's entry of a letter that went out."""
    on = date.fromisoformat(day)
    return Sent(cohort="2026", to=letter.to.id, letter=letter.name, on=on, digest="0" * 64)


def after(pair: Pair, entries: list[Sent], *letters: Letter, day: str) -> Pair:
    """The pair once these letters have gone out, one after the other; the ledger knows them."""
    for letter in letters:
        entries.append(sent(letter, day))
        for changed in steps_taken(made.edition(made.cohort(), *PEOPLE, pair), entries[-1]):
            pair = changed
    return pair


def test_a_reminder_is_a_step_once_it_went_out_and_the_next_comes_a_week_later() -> None:
    """A reminder, a second one after a week, and then no letter, because an organiser calls."""
    pair, seen = made.pair("announced"), []
    entries: list[Sent] = []
    for day in ("2026-11-17", "2026-11-18", "2026-11-24", "2026-12-01", "2026-12-08"):
        letters = due(day, pair, *entries)
        seen.append(sorted({letter.template for letter in letters}))
        pair = after(pair, entries, *letters, day=day)
    assert seen == [["reminder"], [], ["reminder-again"], [], []]
    assert [step.what for step in pair.latest.history[1:]] == ["reminded", "reminded-again"]


def test_an_unsent_draft_is_no_step_and_stays_the_same_letter() -> None:
    """The escalation continues from the day on which it is sent."""
    pair = made.pair("announced")
    first, later = due("2026-11-17", pair), due("2026-11-23", pair)
    assert [letter.key for letter in later] == [letter.key for letter in first]
    assert [letter.key for letter in first] == [
        "reminder-1-mmmmmm-tttttt",
        "reminder-1-tttttt-mmmmmm",
    ]
    pair = after(pair, [], *later, day="2026-11-23")
    assert [(step.on, step.what) for step in pair.latest.history[1:]] == [
        (date(2026, 11, 23), "reminded")
    ]


def test_the_letter_to_the_other_side_goes_out_later_and_is_no_further_step() -> None:
    """An interrupted run of sending is finished the next day."""
    pair = made.pair("announced")
    entries: list[Sent] = []
    to_mentee, to_mentor = sorted(due("2026-11-17", pair), key=lambda letter: letter.to.id)
    pair = after(pair, entries, to_mentee, day="2026-11-17")
    waiting = due("2026-11-18", pair, *entries)
    assert [letter.key for letter in waiting] == [to_mentor.key]
    assert after(pair, entries, *waiting, day="2026-11-18") == pair
    assert due("2026-11-19", pair, *entries) == ()


def test_the_letters_of_two_pairs_of_one_mentor_are_told_apart() -> None:
    """Each letter is a step of its own pair."""
    pairs = (made.pair("announced"), made.pair("announced", mentee="bbbbbb"))
    mentors = [letter for letter in due("2026-11-17", *pairs) if letter.to.id == "tttttt"]
    edition = made.edition(made.cohort(), *PEOPLE, *pairs)
    stepping = [steps_taken(edition, sent(mentor, "2026-11-17")) for mentor in mentors]
    assert [pair.mentee for (pair,) in stepping] == ["bbbbbb", "mmmmmm"]


def test_other_letters_are_no_steps() -> None:
    """Nor is a reminder about a mentorship that is over by the time it goes out."""
    pair = made.pair("announced")
    letter = due("2026-11-17", pair)[0]
    assert after(pair, [], replace(letter, name="announcement"), day="2026-11-17") == pair
    over = made.pair("ended")
    assert after(over, [], letter, day="2026-11-18") == over


def test_a_paused_pair_gets_no_letter() -> None:
    """No check-in, no reminder."""
    paused = (made.step("announced", "2026-11-03"), made.step("paused", "2026-12-01"))
    assert keys(due("2027-01-11", made.pair("paused", history=paused))) == {}


def test_a_pair_that_an_organiser_has_to_call_gets_no_reminder() -> None:
    """A mentee who asked for help gets a call, not a reminder to meet more often."""
    signed = made.agreement(mentee="2026-11-20", mentor="2026-11-20")
    said = made.check_in("2027-01-11", "mentee")
    pair = made.pair(agreement=signed, meetings=made.meetings("2026-11-20"), check_ins=(said,))
    assert set(keys(due("2027-02-22", pair)).values()) == {"reminder"}
    asked = made.check_in("2027-01-11", "mentee", help=True)
    calling = made.pair(agreement=signed, meetings=pair.latest.meetings, check_ins=(asked,))
    assert due("2027-02-22", calling) == ()


def test_on_the_day_of_return_both_sides_are_asked_whether_they_go_on() -> None:
    """The pair stays paused until they answer, and gets no other request."""
    rests = HistoryEntry(on=date(2027, 1, 4), what="paused", until=date(2027, 3, 1))
    pair = made.pair("paused", history=(*made.history("active"), rests))
    assert keys(due("2027-01-11", pair)) == keys(due("2027-02-28", pair)) == {}
    both = {
        "return-2027-03-01-mmmmmm-tttttt": "return",
        "return-2027-03-01-tttttt-mmmmmm": "return",
    }
    assert keys(due("2027-03-01", pair)) == both
    later = recorded(pair, "paused", date(2027, 3, 2), "mentee", until=date(2027, 4, 1))
    assert keys(due("2027-03-02", later)) == {}
    assert "return-2027-04-01-mmmmmm-tttttt" in keys(due("2027-04-01", later))
    assert (
        keys(due("2027-04-01", recorded(later, "resumed", date(2027, 3, 20))))
        .keys()
        .isdisjoint(both)
    )
