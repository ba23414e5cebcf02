"""The anonymous mentor catalogue: who is in it, and what it must not tell."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from made import application, cohort, edition, person, written
from mentoring.cli.boundary import run
from mentoring.intake.catalogue import approve, listings
from mentoring.people.application import Consent, Profile
from mentoring.people.institute import Institutes

if TYPE_CHECKING:
    from pathlib import Path

    from mentoring.people.application import Application

DAY = date(2026, 9, 25)


def mentor(id: str, code: str, text: str = "I listen.", **changes: object) -> Application:  # noqa: A002
    """A mentor who agreed to be listed and approved the text, unless `changes` say otherwise."""
    one = application(id, role="mentor")
    listed = replace(
        one,
        consent=Consent(notice="2026-1", given=DAY, listed=True),
        profile=Profile(code=code, text=text, approved=DAY),
        institute="University of Examples, Lund",
        person=person("Zoë Quarkström", f"{id}@example.org"),
    )
    return replace(listed, **changes)  # type: ignore[arg-type]


def test_only_who_agreed_and_approved_is_listed() -> None:
    """Withdrawn mentors are not; those who have yet to approve are named to the steward."""
    listed = mentor("bbbbbb", "zzzzzz")
    shy = mentor("cccccc", "yyyyyy", consent=Consent(notice="2026-1", given=DAY))
    waiting = mentor("dddddd", "xxxxxx", profile=Profile(code="xxxxxx", text="I talk."))
    gone = mentor("ffffff", "wwwwww", status="withdrawn")
    found = listings(edition(cohort(), listed, shy, waiting, gone), Institutes())
    assert {one: listing.approved for one, listing in found.items()} == {
        "bbbbbb": True,
        "dddddd": False,
    }


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("I listen.", ()),
        ("Ask Zoë for advice.", ("name",)),
        ("I have been with LHCb for ten years.", ("affiliation",)),
        ("Write to zoe@example.org.", ("e-mail",)),
        ("In Lund we have much sun.", ("institute",)),
    ],
)
def test_a_text_that_may_tell_who_somebody_is_is_warned_of(
    text: str, kinds: tuple[str, ...]
) -> None:
    """Names and institutes of anybody known to the data, not only the mentor's own."""
    other = mentor("bbbbbb", "zzzzzz", text, person=person("Ann Muonsen"), institute="Elsewhere")
    found = listings(edition(cohort(), other, mentor("cccccc", "yyyyyy")), Institutes())
    assert tuple(found["bbbbbb"].telling.values()) == kinds
    assert found["cccccc"].telling == {}


def test_a_mentor_approves_once() -> None:
    """With the day, in the history."""
    waiting = mentor("dddddd", "xxxxxx", profile=Profile(code="xxxxxx", text="I talk."))
    after = approve(edition(cohort(), waiting), "dddddd", DAY)
    assert after.profile is not None
    assert after.profile.approved == DAY
    assert after.history[-1].fields == ("profile.approved",)
    assert approve(edition(cohort(), after), "dddddd", date(2026, 9, 26)) == after


def test_the_catalogue_tells_nobody(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Neither name, id, institute nor experiment; what mentees write is the code."""
    root = written(tmp_path, cohort(), mentor("bbbbbb", "zzzzzz"))
    assert run(["-C", str(root), "profiles", "2026"]) == 0
    assert "1 profile in the catalogue" in capsys.readouterr().out
    text = (root / "outbox" / "2026" / "profiles.md").read_text()
    assert "## zzzzzz" in text
    assert "Staff physicist since 2020. Speaks English." in text
    assert "> I listen." in text
    for secret in ("bbbbbb", "Quark", "Lund", "CMS", "example.org"):
        assert secret not in text


def test_a_mentor_reads_what_mentees_would_before_they_do(tmp_path: Path) -> None:
    """With the words that may tell who it is, each as it stands in the text."""
    text = "I led the tracker of CMS. Ask for Zoë!"
    waiting = mentor("bbbbbb", "zzzzzz", profile=Profile(code="zzzzzz", text=text))
    root = written(tmp_path, cohort(), waiting)
    assert run(["-C", str(root), "profiles", "2026"]) == 0
    catalogue = (root / "outbox" / "2026" / "profiles.md").read_text()
    draft = (root / "outbox" / "2026" / "profiles" / "bbbbbb.md").read_text()
    assert "zzzzzz" not in catalogue
    assert "Please check “CMS”, “Zoë”: it may tell readers who you are." in draft
    assert run(["-C", str(root), "profiles", "2026", "--approve", "bbbbbb"]) == 0
    assert run(["-C", str(root), "profiles", "2026"]) == 0
    assert (
        (root / "outbox" / "2026" / "profiles.md")
        .read_text()
        .endswith(draft[draft.index("## zzzzzz") :])
    )
