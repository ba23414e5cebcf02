"""Renewing: who said yes comes along, once, under a new id."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from random import Random
from typing import TYPE_CHECKING

import pytest

import made
from mentoring.cli.boundary import run
from mentoring.errors import UsageError
from mentoring.operations.new_edition import renew
from mentoring.people.application import ApplicationStatus, Change, Consent, Profile
from mentoring.programme.cohort import Privacy
from mentoring.store.reader import load
from mentoring.store.writer import changes

if TYPE_CHECKING:
    from pathlib import Path

    from mentoring.people.application import Application
    from mentoring.store.programme import Programme

TODAY = date(2027, 8, 16)
TICKED = Consent(notice="2026-1", given=date(2026, 8, 20), next_edition=True)
SAID = Change(on=date(2027, 8, 11), what="consent", fields=("consent.next_edition",))


def mentor(person: str, **changed: object) -> Application:
    """A mentor with a profile."""
    profile = Profile(code=person[::-1][:5] + "z", text="I listen.")
    fields = {"profile": profile, "person": made.person("Ann", f"{person}@example.org")}
    return made.application(person, "mentor", **{**fields, **changed})


@pytest.fixture
def programme(tmp_path: Path) -> Programme:
    """Two editions, and mentors who said yes, said nothing, withdrew, or have a conflict."""
    people = (
        made.application("mmmmmm", person=made.person("Zoë Ex", "z@example.org")),
        mentor("bbbbbc", consent=TICKED, history=(SAID,), conflicts=("mmmmmm",)),
        mentor("ccccct"),
        mentor("dddddf", consent=TICKED, history=(SAID,), status=ApplicationStatus.WITHDRAWN),
    )
    made.written(tmp_path, made.cohort(), made.cohort(cohort="2027"), *people)
    return load(tmp_path)


def test_who_said_yes_is_carried_over_under_a_new_id(programme: Programme) -> None:
    """With the same person, no old history, and no consent to yet another edition."""
    (carried,) = renew(programme, "2026", "2027", TODAY, Random(1))
    assert carried.person.email == "bbbbbc@example.org"
    assert carried.cohort == "2027"
    assert carried.id not in programme.edition("2026").people
    assert carried.profile is not None
    assert carried.profile.code not in {"cbbbbz", carried.id}
    assert not carried.consent.next_edition


def test_a_conflict_comes_along_as_a_name_for_a_steward_to_resolve(programme: Programme) -> None:
    """The other person may apply again, under another id."""
    (carried,) = renew(programme, "2026", "2027", TODAY, Random(1))
    assert (carried.conflicts, carried.person.unresolved) == ((), ("Zoë Ex",))


def test_a_yes_by_letter_counts(programme: Programme) -> None:
    """Only of somebody who was a mentor."""
    assert len(renew(programme, "2026", "2027", TODAY, Random(1), ["ccccct"])) == 2
    with pytest.raises(UsageError, match="mmmmmm is not a mentor of 2026"):
        renew(programme, "2026", "2027", TODAY, Random(1), ["mmmmmm"])


def test_a_second_time_nobody_is_carried_over(programme: Programme) -> None:
    """They are there already."""
    changes(programme.root, renew(programme, "2026", "2027", TODAY, Random(1))).apply()
    assert renew(load(programme.root), "2026", "2027", TODAY, Random(2)) == ()


@pytest.mark.parametrize("on", [None, date(2027, 8, 8)])
def test_a_tick_on_the_form_is_no_yes(on: date | None, tmp_path: Path) -> None:
    """The closing letter promises it: without a yes at the closing nobody is carried over."""
    said = (replace(SAID, on=on),) if on else ()
    people = mentor("bbbbbc", consent=TICKED, history=said)
    made.written(tmp_path, made.cohort(), made.cohort(cohort="2027"), people)
    assert renew(load(tmp_path), "2026", "2027", TODAY, Random(1)) == ()


def test_who_is_carried_over_stays_under_the_notice_they_agreed_to(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Consent to a newer notice is asked for, never assumed; the command names the people."""
    newer = Privacy(notice="2027-1", retain_until=date(2029, 2, 9))
    people = mentor("bbbbbc", consent=TICKED, history=(SAID,))
    made.written(tmp_path, made.cohort(), made.cohort(cohort="2027", privacy=newer), people)
    (carried,) = renew(load(tmp_path), "2026", "2027", TODAY, Random(1))
    assert (carried.consent.notice, carried.consent.given) == ("2026-1", TICKED.given)
    assert run(["-C", str(tmp_path), "renew", "2026", "2027", "--today", "2027-08-16"]) == 0
    said = capsys.readouterr().out
    assert "1 mentor carried over" in said
    assert "1 agreed to another privacy notice than 2027-1: ask for consent to it." in said
