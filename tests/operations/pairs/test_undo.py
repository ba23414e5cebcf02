"""Every step can be undone while no later step depends on it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

import made
from mentoring.cli.boundary import run
from mentoring.errors import MentoringError
from mentoring.operations.pairs import sign, steps
from mentoring.operations.pairs.steps import undo
from mentoring.people.agreement import Signature, Terms
from mentoring.people.lifecycle import life
from mentoring.progress.pair_facts import mentorship_on

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from mentoring.people.pair import Pair

TODAY = date(2026, 11, 20)
FORM = Signature(on=TODAY, method="form")
TERMS = Terms(meetings_per_month=2, minutes=45)
NEW = Terms(meetings_per_month=1, minutes=90)


def signed(pair: Pair) -> Pair:
    """The pair with both signatures."""
    return sign.sign(sign.sign(pair, "mentee", FORM, terms=TERMS, template="1"), "mentor", FORM,
                     template="1")  # fmt: skip


def amended(pair: Pair) -> Pair:
    """The pair with new terms that wait for the mentee."""
    return sign.amend(signed(pair), "mentor", NEW, FORM)


TAKEN: dict[str, tuple[Pair, Callable[[Pair], Pair]]] = {
    "accept": (
        made.pair("announced"),
        lambda pair: steps.recorded(pair, "accepted", TODAY, "mentee"),
    ),
    "decline": (
        made.pair("announced"),
        lambda pair: steps.recorded(pair, "declined", TODAY, "mentor"),
    ),
    "pause": (made.pair("accepted"), lambda pair: steps.recorded(pair, "paused", TODAY, "mentee")),
    "resume": (
        steps.recorded(made.pair("accepted"), "paused", TODAY, "mentee"),
        lambda pair: steps.recorded(pair, "resumed", TODAY),
    ),
    "amend": (signed(made.pair("accepted")), lambda pair: sign.amend(pair, "mentor", NEW, FORM)),
    "confirm": (
        amended(made.pair("accepted")),
        lambda pair: sign.confirm(pair, "mentee", FORM),
    ),
    "call": (made.pair("accepted"), lambda pair: steps.recorded(pair, "called", TODAY)),
    "keep": (
        made.pair("accepted"),
        lambda pair: steps.recorded(pair, "kept", TODAY, reason="Both wish so"),
    ),
    "end": (made.pair("accepted"), lambda pair: steps.recorded(pair, "ended", TODAY, "mentee")),
    "complete": (
        made.pair("accepted"),
        lambda pair: steps.complete(pair, made.cohort().dates.end, date(2027, 8, 9)),
    ),
}


@pytest.mark.parametrize("name", TAKEN)
def test_an_undone_step_leaves_the_pair_as_before_and_stays_in_the_history(name: str) -> None:
    """Status, agreement and events are as before; the history says what was undone."""
    before, take = TAKEN[name]
    after = undo(take(before), None, date(2027, 8, 9))
    assert after.latest.status is before.latest.status
    assert after.latest.agreement == before.latest.agreement
    assert after.latest.events == before.latest.events
    assert after.latest.history[-1].undone == date(2027, 8, 9)
    assert take(after).latest.status is take(before).latest.status


def test_a_wrong_signature_goes_with_the_terms_that_it_brought() -> None:
    """The other side's signature stays."""
    both = signed(made.pair("accepted"))
    once = undo(both, "mentor", TODAY, "signed").latest
    assert once.agreement is not None
    assert once.agreement.signed.mentor is None
    assert once.agreement.signed.mentee == FORM
    assert once.status == "accepted"
    none = undo(undo(both, "mentor", TODAY, "signed"), "mentee", TODAY, "signed").latest
    assert none.agreement is None
    assert life(none.history).signed == frozenset()


def test_a_step_that_organisers_recorded_for_both_is_undone_for_both() -> None:
    """No signature of either side is left."""
    recorded = made.agreement(mentee="2026-11-03", mentor="2026-11-03")
    undone = undo(made.pair("active", agreement=recorded), None, TODAY, "signed").latest
    assert undone.agreement is None
    assert undone.status == "accepted"


def test_a_step_that_a_later_one_depends_on_is_not_undone_first() -> None:
    """The message names the later step."""
    changed = amended(made.pair("accepted"))
    with pytest.raises(MentoringError, match="cannot have been amended then"):
        undo(changed, "mentor", TODAY, "signed")


def test_the_announcement_and_a_later_step_are_not_undone() -> None:
    """Letters about the announcement have been sent."""
    with pytest.raises(MentoringError, match="no step that can be undone"):
        undo(made.pair("announced"), None, TODAY)
    declined = steps.recorded(made.pair("announced"), "declined", TODAY, "mentor")
    with pytest.raises(MentoringError, match="cannot be undone earlier"):
        undo(declined, None, date(2026, 11, 19))


def test_a_day_before_the_undoing_shows_the_state_of_that_day() -> None:
    """The pair is ended from the 20th to the 24th, and accepted again after that."""
    ended = steps.recorded(made.pair("accepted"), "ended", TODAY, "mentee")
    back = undo(ended, None, date(2026, 11, 25)).latest
    days = (date(2026, 11, 19), TODAY, date(2026, 11, 24), date(2026, 11, 25))
    statuses = [mentorship_on(back, day).status for day in days]
    assert statuses == ["accepted", "ended", "ended", "accepted"]


def said(root: Path, capsys: pytest.CaptureFixture[str], *words: str) -> str:
    """The status of a command, and its output."""
    capsys.readouterr()
    status = run(["-C", str(root), *words])
    captured = capsys.readouterr()
    return f"{status} {captured.out}{captured.err if status else ''}"


def test_one_command_undoes_a_mistaken_decline(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It is refused after the mentor has withdrawn."""
    people = (made.application("mmmmmm"), made.application("tttttt", "mentor"))
    made.written(tmp_path, made.cohort(), *people, made.pair("announced"))
    day = ["--today", "2026-11-20"]
    said(tmp_path, capsys, "pair", "decline", "2026", "mmmmmm", "--by", "mentor", *day)
    undone = said(tmp_path, capsys, "pair", "undo", "2026", "mmmmmm", *day)
    assert undone == "0 mmmmmm with tttttt: announced\n"
    assert said(tmp_path, capsys, "validate", *day).startswith("0 ")
    said(tmp_path, capsys, "withdraw", "2026", "tttttt", *day)
    refused = said(tmp_path, capsys, "pair", "undo", "2026", "mmmmmm", *day)
    assert refused.startswith("1 ")
    assert "person-not-taking-part" in refused
