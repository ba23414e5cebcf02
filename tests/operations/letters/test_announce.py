"""Announcing: every applicant gets an answer, and learns no more than they should."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

import made
from mentoring.errors import MentoringError
from mentoring.operations.letters.announce import Announcement, announce
from mentoring.operations.letters.facts import Ticket
from mentoring.operations.pairs.steps import recorded
from mentoring.people.application import ApplicationStatus, Consent
from mentoring.people.ledger import Sent
from mentoring.people.lifecycle import MentorshipStatus
from mentoring.people.pair import Matched
from mentoring.programme.rules import Lottery, MatchingRules
from mentoring.render.letters.template import text_of

TODAY = date(2026, 11, 3)
PEOPLE = (
    made.application("bbbbbb"),
    made.application("cccccc"),
    made.application("dddddd"),
    made.application("ffffff", arrival="late"),
    made.application("gggggg", status=ApplicationStatus.INELIGIBLE),
    made.application("hhhhhh", status=ApplicationStatus.WITHDRAWN),
    made.application("tttttt", "mentor", capacity=2),
    made.application("vvvvvv", "mentor"),
)
PROPOSED = tuple(
    made.pair("proposed", mentee=mentee, history=()) for mentee in ("bbbbbb", "cccccc")
)


def announced(**options: object) -> Announcement:
    """The announcement of two pairs with one mentor."""
    return announce(made.edition(made.cohort(), *PEOPLE, *PROPOSED), TODAY, **options)  # type: ignore[arg-type]


def test_every_applicant_who_did_not_withdraw_gets_one_letter() -> None:
    """Each gets the letter for their situation."""
    assert {letter.key: letter.template for letter in announced().letters} == {
        "announcement-bbbbbb": "paired-mentee",
        "announcement-cccccc": "paired-mentee",
        "announcement-dddddd": "waiting",
        "announcement-ffffff": "too-late",
        "announcement-gggggg": "not-eligible",
        "announcement-tttttt": "paired-mentor",
        "announcement-vvvvvv": "mentor-free",
    }


def test_a_mentor_of_two_gets_one_letter_about_both() -> None:
    """With both agreements and both calendars."""
    (letter,) = [letter for letter in announced().letters if letter.to.id == "tttttt"]
    assert [fact.name for fact in letter.facts["partners"]] == ["Bbbbbb Person", "Cccccc Person"]
    assert len(letter.agreements) == len(letter.calendars) == 2


def test_announcing_records_the_step_and_a_second_time_records_nothing() -> None:
    """The pairs change once; the letters are the same again."""
    first = announced()
    assert [pair.latest.status for pair in first.pairs] == [MentorshipStatus.ANNOUNCED] * 2
    assert first.pairs[0].latest.history == (made.step("announced", "2026-11-03"),)
    again = announce(made.edition(made.cohort(), *PEOPLE, *first.pairs), date(2026, 11, 9))
    assert again.pairs == ()
    assert [letter.facts for letter in again.letters] == [letter.facts for letter in first.letters]


def test_a_mentee_without_an_admissible_mentor_is_told_so_and_does_not_wait() -> None:
    """They could not get a mentor later either."""
    letters = announced(why={"dddddd": "no-admissible-mentor"}).letters
    assert {letter.to.id: letter.template for letter in letters}["dddddd"] == "not-selected"


@pytest.mark.parametrize("why", ["band", "fit", "lot", "bound", "minimum", "no-room", "pairs"])
def test_a_waiting_mentee_reads_the_reason(why: str) -> None:
    """Each reason has its own sentence, and a letter gives only one."""
    [letter] = [
        letter for letter in announced(why={"dddddd": why}).letters if letter.to.id == "dddddd"
    ]
    said = " ".join(text_of(letter, {}).body.split())
    sentences = {
        "band": "before your band's turn",
        "fit": "fit better.",
        "lot": "so a public draw decided",
        "bound": "yours had reached it",
        "minimum": "a minimum number of places",
        "no-room": "as many mentees as they offered to take",
        "pairs": "fewer pairs in all",
    }
    assert [code for code, words in sentences.items() if words in said] == [why]


def test_a_letter_after_a_draw_states_the_ticket() -> None:
    """So that waiting mentees can check it."""
    lottery = Lottery(commitment="0" * 64, beacon="drand", round=5, seed="abc")
    cohort = made.cohort(matching=MatchingRules(criteria={"topics": 1}, lottery=lottery))
    edition = made.edition(cohort, *PEOPLE, *PROPOSED)
    ticket = Ticket(mentee="dddddd", mentor="vvvvvv", number=77)
    letters = announce(edition, TODAY, tickets={"dddddd": ticket}).letters
    (waiting,) = [letter for letter in letters if letter.template == "waiting"]
    draw = waiting.facts["draw"]
    assert (draw.round, draw.seed, draw.ticket) == (5, "abc", ticket)


def test_a_pair_made_later_is_introduced_by_a_letter_of_its_own() -> None:
    """Both had an announcement before, so the ledger needs another name for the letter."""
    pair = PROPOSED[0]
    late = replace(pair.latest, matched=Matched(match=2, fit=500, how="replace"))
    edition = made.edition(made.cohort(), *PEOPLE, replace(pair, mentorships=(late,)))
    keys = {
        letter.key for letter in announce(edition, TODAY).letters if "paired" in letter.template
    }
    assert keys == {"introduction-tttttt-bbbbbb", "introduction-bbbbbb-tttttt"}


def test_partners_learn_how_to_reach_each_other_and_nothing_private() -> None:
    """Motivation, notes, needs and conflicts are not among the facts."""
    (letter,) = [letter for letter in announced().letters if letter.to.id == "tttttt"]
    partner = letter.facts["partners"][0]
    assert partner.email == "bbbbbb@example.org"
    assert not {"motivation", "notes", "accessibility", "conflicts"} & set(partner.__slots__)


def test_without_a_match_there_is_nothing_to_announce() -> None:
    """The message says what comes first."""
    with pytest.raises(MentoringError, match="mentoring match 2026"):
        announce(made.edition(made.cohort(), *PEOPLE), TODAY)


def test_a_pair_that_ended_since_leaves_the_letters_that_went_out_as_they_were() -> None:
    """A mentor's letter about two mentees does not count as changed when one of them leaves."""
    first = announced()
    sent = tuple(
        Sent(cohort="2026", to=letter.to.id, letter=letter.name, on=TODAY, digest="0" * 64)
        for letter in first.letters
    )
    ended = recorded(first.pairs[0], "ended", date(2026, 11, 9), "mentee")
    later = made.edition(made.cohort(), *PEOPLE, ended, first.pairs[1], *sent)
    again = announce(later, date(2026, 11, 10))
    expected = [letter.facts for letter in first.letters if letter.to.id != "bbbbbb"]
    assert [letter.facts for letter in again.letters] == expected
    unsent = made.edition(made.cohort(), *PEOPLE, ended, first.pairs[1])
    assert "bbbbbb" not in {letter.to.id for letter in announce(unsent, date(2026, 11, 10)).letters}


def test_a_side_that_has_answered_is_not_asked_again() -> None:
    """Even if the ledger does not list the letter, because it may have been sent another way."""
    first, second = announced().pairs
    answered = recorded(first, "accepted", date(2026, 11, 5), "mentee")
    edition = made.edition(made.cohort(), *PEOPLE, answered, second)
    letters = announce(edition, date(2026, 11, 6)).letters
    assert {letter.to.id for letter in letters if "paired" in letter.template} == {
        "cccccc",
        "tttttt",
    }


def test_months_later_only_the_new_pair_is_written_to() -> None:
    """The waiting list and the pairs that have met for months get no second announcement."""
    first, second = announced().pairs
    running = recorded(first, "accepted", date(2026, 11, 5))
    late = replace(
        PROPOSED[0].latest, mentor="vvvvvv", matched=Matched(match=2, fit=500, how="late")
    )
    new = replace(PROPOSED[0], mentee="dddddd", mentorships=(late,))
    edition = made.edition(made.cohort(), *PEOPLE, running, second, new)
    keys = {letter.key for letter in announce(edition, date(2027, 2, 22)).letters}
    assert keys == {"introduction-vvvvvv-dddddd", "introduction-dddddd-vvvvvv"}


def test_an_application_that_comes_later_is_answered_too() -> None:
    """It is answered within the days that a pair has to answer."""
    (pair, _) = announced().pairs
    came = made.application("ffffff", arrival="late", submitted=datetime(2027, 2, 20, tzinfo=UTC))
    edition = made.edition(made.cohort(), came, *PEOPLE[:1], *PEOPLE[-2:], pair)
    keys = [letter.key for letter in announce(edition, date(2027, 2, 22)).letters]
    assert keys == ["announcement-ffffff"]
    assert announce(edition, date(2027, 3, 20)).letters == ()


def test_a_person_who_withdrew_consent_is_introduced_to_no_one() -> None:
    """Their partner gets no letter until the pair has ended and `remind` writes one."""
    back = Consent(notice="2026-1", given=date(2026, 9, 20), withdrawn=TODAY)
    people = [
        replace(person, consent=back) if person.id == "bbbbbb" else person for person in PEOPLE
    ]
    letters = announce(made.edition(made.cohort(), *people, *PROPOSED), TODAY).letters
    assert {letter.to.id for letter in letters if "paired" in letter.template} == {"cccccc"}
