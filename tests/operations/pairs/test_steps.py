"""The steps of a pair: allowed in some states, refused in others, recorded once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

import made
from mentoring.errors import MentoringError
from mentoring.operations.pairs import log, sign, steps
from mentoring.people.agreement import Signature, Terms
from mentoring.people.lifecycle import MentorshipStatus
from mentoring.people.pair import Answers, Goal, Meeting, PairAnswer
from mentoring.store.entry import agreement_digest

if TYPE_CHECKING:
    from collections.abc import Callable

    from mentoring.people.lifecycle import EventName
    from mentoring.people.pair import Pair

END = made.cohort().dates.end
TODAY = date(2026, 11, 20)
TERMS = Terms(meetings_per_month=2, minutes=45)
NEW = Terms(meetings_per_month=1, minutes=90)
FORM = Signature(on=TODAY, method="form")
EDITION = made.edition(made.cohort())
SURVEY = Answers(fit="good", goals="on-track")
ANSWER = PairAnswer(by="mentee", on=date(2027, 1, 11), answers=SURVEY, meetings=1)
MET = Meeting(date=date(2026, 11, 18), minutes=60)


def status(pair: Pair) -> MentorshipStatus:
    """The state of the pair's latest mentorship."""
    return pair.latest.status


def signed() -> Pair:
    """A pair whose two sides signed."""
    once = sign.sign(made.pair("announced"), "mentee", FORM, terms=TERMS, template="1")
    return sign.sign(once, "mentor", FORM, template="1")


def test_a_pair_is_accepted_once_both_have_said_yes() -> None:
    """The first answer is recorded, and the state stays."""
    once = steps.recorded(made.pair("announced"), "accepted", TODAY, "mentee")
    assert status(once) is MentorshipStatus.ANNOUNCED
    assert status(steps.recorded(once, "accepted", TODAY, "mentor")) is MentorshipStatus.ACCEPTED


@pytest.mark.parametrize("what", steps.TAKEN)
@pytest.mark.parametrize("state", MentorshipStatus)
def test_a_step_is_recorded_or_refused_with_a_sentence(
    state: MentorshipStatus, what: EventName
) -> None:
    """Whatever the state: no step lacks its message."""
    until = date(2027, 1, 10) if what == "paused" else None
    before = made.pair(state)
    try:
        after = steps.recorded(before, what, TODAY, until=until, reason="A reason.")
    except MentoringError as refusal:
        assert before.mentee in str(refusal)  # noqa: PT017 (or none at all)
    else:
        assert after == before or after.latest.history[-1].what == what


def test_an_organiser_accepts_for_both() -> None:
    """Without a side, the step counts for both."""
    assert (
        status(steps.recorded(made.pair("announced"), "accepted", TODAY))
        is MentorshipStatus.ACCEPTED
    )


def test_a_refusal_ends_the_mentorship_and_says_whose_it_was() -> None:
    """The step is recorded, and the state is ended."""
    declined = steps.recorded(made.pair("announced"), "declined", TODAY, "mentor")
    assert status(declined) is MentorshipStatus.ENDED
    assert declined.latest.history[-1] == made.step("declined", "2026-11-20", "mentor")


def test_signing_says_yes_as_well_and_the_second_signature_makes_the_pair_active() -> None:
    """A form with both signatures is all that a pair has to send."""
    pair = signed()
    assert status(pair) is MentorshipStatus.ACTIVE
    assert [(event.what, event.by) for event in pair.latest.history[1:]] == [
        ("accepted", "mentee"),
        ("signed", "mentee"),
        ("accepted", "mentor"),
        ("signed", "mentor"),
    ]


def test_what_is_signed_is_the_digest_of_template_and_terms() -> None:
    """The hash binds the two, so a later edit of the terms shows."""
    agreement = signed().latest.agreement
    assert agreement is not None
    assert agreement.sha256 == agreement_digest("1", TERMS)


def test_the_second_side_cannot_sign_other_terms() -> None:
    """Both sign one agreement."""
    once = sign.sign(made.pair("announced"), "mentee", FORM, terms=TERMS, template="1")
    with pytest.raises(MentoringError, match="Other terms are signed already"):
        sign.sign(once, "mentor", FORM, terms=NEW, template="1")


def test_a_signature_without_terms_is_refused() -> None:
    """The first signature states the terms."""
    with pytest.raises(MentoringError, match="has no terms yet"):
        sign.sign(made.pair("announced"), "mentee", FORM, template="1")


def test_new_terms_hold_once_the_other_side_has_confirmed_them() -> None:
    """Until then the earlier terms are valid."""
    proposed = sign.amend(signed(), "mentor", NEW, FORM)
    waiting = proposed.latest.agreement
    assert waiting is not None
    assert waiting.in_force == TERMS
    confirmed = sign.confirm(proposed, "mentee", FORM).latest.agreement
    assert confirmed is not None
    assert confirmed.in_force == NEW
    assert confirmed.sha256 == waiting.sha256


def test_the_other_side_confirms_by_stating_the_same_terms() -> None:
    """A form that repeats the proposal is a confirmation."""
    proposed = sign.amend(signed(), "mentor", NEW, FORM)
    assert sign.amend(proposed, "mentor", NEW, FORM) == proposed
    with pytest.raises(MentoringError, match="for the other side to confirm"):
        sign.confirm(proposed, "mentor", FORM)
    assert sign.amend(proposed, "mentee", NEW, FORM) == sign.confirm(proposed, "mentee", FORM)


def test_a_new_proposal_takes_the_place_of_an_unconfirmed_one() -> None:
    """Only one proposal can be open."""
    other = Terms(meetings_per_month=3, minutes=30)
    twice = sign.amend(sign.amend(signed(), "mentor", NEW, FORM), "mentee", other, FORM)
    agreement = twice.latest.agreement
    assert agreement is not None
    assert [amendment.terms for amendment in agreement.amendments] == [other]


def test_an_unsigned_agreement_is_not_amended() -> None:
    """There is nothing to change yet."""
    with pytest.raises(MentoringError, match="not signed by both yet"):
        sign.amend(made.pair("accepted"), "mentee", NEW, FORM)


@pytest.mark.parametrize("before", ["accepted", "active"])
def test_a_pause_ends_where_it_began(before: str) -> None:
    """An accepted pair goes on as accepted, an active one as active."""
    pair = signed() if before == "active" else made.pair("accepted")
    rested = steps.recorded(pair, "paused", TODAY, "mentee")
    assert status(rested) is MentorshipStatus.PAUSED
    assert status(steps.recorded(rested, "resumed", date(2026, 12, 4), "mentee")) == before


def test_a_pair_ends_at_no_ones_fault_and_completes_only_after_the_nine_months() -> None:
    """No reason is kept; completion waits for the edition's last day."""
    assert status(steps.recorded(signed(), "ended", TODAY, "mentee")) is MentorshipStatus.ENDED
    with pytest.raises(MentoringError, match="runs until 2027-08-09"):
        steps.complete(signed(), END, TODAY)
    done = steps.complete(signed(), END, date(2027, 8, 9))
    assert status(done) is MentorshipStatus.COMPLETED


STEPS: dict[str, Callable[[Pair], Pair]] = {
    "accept": lambda pair: steps.recorded(pair, "accepted", TODAY, "mentee"),
    "sign": lambda pair: sign.sign(pair, "mentee", FORM, terms=TERMS, template="1"),
    "pause": lambda pair: steps.recorded(pair, "paused", TODAY, "mentee"),
    "end": lambda pair: steps.recorded(pair, "ended", TODAY, "mentee"),
    "decline": lambda pair: steps.recorded(pair, "declined", TODAY, "mentor"),
    "complete": lambda pair: steps.complete(pair, END, date(2027, 8, 9)),
    "meeting": lambda pair: log.log_meeting(pair, MET, TODAY, in_person=False),
    "goal": lambda pair: log.add_goal(pair, Goal(goal="Give a talk", due=date(2027, 3, 1)), END),
    "call": lambda pair: steps.recorded(pair, "called", TODAY),
    "answer": lambda pair: log.record_answer(EDITION, "1", pair, ANSWER),
}

ENDS = {"end", "decline", "complete"}


@pytest.mark.parametrize("name", STEPS)
def test_a_step_taken_twice_is_taken_once(name: str) -> None:
    """Running a command again changes nothing."""
    before = made.pair("announced" if name == "accept" else "accepted")
    once = STEPS[name](before)
    assert once != before
    assert STEPS[name](once) == once


@pytest.mark.parametrize("name", [name for name in STEPS if name not in ENDS])
def test_nothing_is_recorded_once_a_mentorship_is_over(name: str) -> None:
    """The message says what to do instead."""
    with pytest.raises(MentoringError, match="mentoring replace 2026 mmmmmm"):
        STEPS[name](made.pair("ended"))


@pytest.mark.parametrize(
    ("what", "by", "left"),
    [
        ("ended", "mentee", "--left mentee"),
        ("declined", "mentor", "--left mentor"),
        ("ended", "organiser", "--left mentor --stays"),
    ],
)
def test_the_hint_after_an_end_is_a_command_that_works(what: str, by: str, left: str) -> None:
    """It says who left; people whom the organisers separated are not withdrawn."""
    over = made.pair("ended", history=(made.step(what, "2026-12-01", by),))
    with pytest.raises(MentoringError, match=f"replace 2026 mmmmmm {left}$"):
        steps.recorded(over, "called", TODAY)


@pytest.mark.parametrize("name", STEPS)
def test_nothing_is_recorded_before_the_pair_is_announced(name: str) -> None:
    """The two do not know of a proposed pair."""
    with pytest.raises(MentoringError, match="mentoring announce 2026"):
        STEPS[name](made.pair("proposed"))


def test_meetings_stay_in_order_whenever_they_are_logged() -> None:
    """A meeting logged late is inserted at its date."""
    early = Meeting(date=date(2026, 11, 10), minutes=30)
    pair = log.log_meeting(made.pair(), MET, TODAY, in_person=False)
    pair = log.log_meeting(pair, early, TODAY, in_person=False)
    assert pair.latest.meetings == (early, MET)


@pytest.mark.parametrize(
    ("day", "why"), [("2026-11-21", "has not come yet"), ("2026-11-02", "before the pair")]
)
def test_a_meeting_lies_between_the_announcement_and_today(day: str, why: str) -> None:
    """Only past meetings after the announcement can be logged."""
    meeting = Meeting(date=date.fromisoformat(day), minutes=60)
    with pytest.raises(MentoringError, match=why):
        log.log_meeting(made.pair(), meeting, TODAY, in_person=False)


def test_a_meeting_in_person_needs_both_in_one_place_and_willing() -> None:
    """Virtual is the rule."""
    meeting = Meeting(date=TODAY, minutes=60, mode="in-person")
    with pytest.raises(MentoringError, match="may not meet in person"):
        log.log_meeting(made.pair(), meeting, TODAY, in_person=False)
    assert log.log_meeting(made.pair(), meeting, TODAY, in_person=True).latest.meetings


def test_a_goal_is_settled_by_its_number() -> None:
    """Numbers count from one, and a wrong one says how many there are."""
    pair = STEPS["goal"](made.pair())
    assert log.settle_goal(pair, 1, "done", TODAY).latest.goals[0].status == "done"
    with pytest.raises(MentoringError, match="no goal 2: it has 1"):
        log.settle_goal(pair, 2, "done", TODAY)


def test_what_was_never_accepted_is_neither_paused_nor_completed() -> None:
    """It has not begun."""
    with pytest.raises(MentoringError, match="has not accepted yet"):
        steps.recorded(made.pair("announced"), "paused", TODAY, "mentee")
    with pytest.raises(MentoringError, match="was never accepted"):
        steps.complete(made.pair("announced"), END, date(2027, 8, 9))


def test_an_active_pair_is_not_declined_but_ended() -> None:
    """The message says how."""
    with pytest.raises(MentoringError, match="mentoring pair end 2026 mmmmmm"):
        steps.recorded(made.pair(), "declined", TODAY, "mentee")


def test_there_is_nothing_to_confirm_without_a_change() -> None:
    """And terms in person need two who may meet so."""
    with pytest.raises(MentoringError, match="no change of terms to confirm"):
        sign.confirm(signed(), "mentee", FORM)
    together = Terms(meetings_per_month=1, minutes=60, mode="both")
    with pytest.raises(MentoringError, match="may not meet in person"):
        sign.amend(signed(), "mentee", together, FORM)


def test_the_last_survey_comes_back_after_the_end() -> None:
    """Who completed the nine months may still answer; people who ended early are not asked."""
    answer = replace(ANSWER, by="mentor", on=date(2027, 8, 15), meetings=3)
    pair = log.record_answer(EDITION, "1", made.pair("completed"), answer)
    assert [answered.on for answered in pair.latest.check_ins] == [answer.on]
    assert [count.meetings for count in pair.latest.reported] == [3]
    with pytest.raises(MentoringError, match="is over"):
        log.record_answer(EDITION, "1", made.pair("ended"), answer)
    with pytest.raises(MentoringError, match="is over"):
        log.add_goal(pair, Goal(goal="Late"), END)


def test_a_meeting_is_corrected_by_its_day_and_struck_out_where_there_was_none() -> None:
    """A slip is not a second meeting."""
    first, corrected = (Meeting(date=TODAY, minutes=minutes) for minutes in (6, 60))
    pair = log.log_meeting(made.pair(), first, TODAY, in_person=False)
    pair = log.log_meeting(pair, corrected, TODAY, in_person=False)
    assert pair.latest.meetings == (corrected,)
    struck = log.strike_meeting(pair, TODAY)
    assert struck.latest.meetings == ()
    assert log.strike_meeting(struck, TODAY) == struck


def test_a_goal_is_due_within_the_edition() -> None:
    """It could not be reached in time."""
    late = Goal(goal="Become a professor", due=date(2029, 4, 30))
    with pytest.raises(MentoringError, match="runs until 2027-08-09: set a goal that is due by"):
        log.add_goal(made.pair(), late, END)
