"""Voices: quotes that people allowed, from their record to the front page and away again."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

import made
from mentoring.cli.boundary import run
from mentoring.disclosure.history import public_quotes
from mentoring.operations.erasure.erase import erase
from mentoring.operations.git import Repository
from mentoring.people.application import Voice
from mentoring.store.reader import load
from operations import history

if TYPE_CHECKING:
    from pathlib import Path

QUOTE = "I asked what I could not ask at home: whether to leave."
VOICE = Voice(
    id="bbbbbb",
    cohort="2026",
    quote=QUOTE,
    name="A mentee of 2026",
    given=date(2027, 8, 20),
    until=date(2029, 8, 20),
)
FILE = "data/voices/2026/bbbbbb.yaml"
PAGE = "---\ntemplate: home.html\n# generated:voices\n# /generated:voices\n---\n\n# Home\n"


@pytest.fixture
def programme(tmp_path: Path) -> Path:
    """An edition with one mentee, who allowed a quote, and a front page with a place for it."""
    root = made.written(tmp_path, made.cohort(), made.application("bbbbbb"), VOICE)
    (root / "docs").mkdir()
    (root / "docs/index.md").write_text(PAGE)
    return root


def test_a_quote_is_published_with_its_days_and_without_its_person(programme: Path) -> None:
    """The build shows it from the first to the last of them."""
    assert run(["-C", str(programme), "site"]) == 0
    page = (programme / "docs/index.md").read_text()
    assert f'words: "{QUOTE}"' in page
    assert "name: A mentee of 2026\n" in page
    assert ('given: "2027-08-20"' in page, 'until: "2029-08-20"' in page) == (True, True)
    assert "bbbbbb" not in page


def test_a_quote_goes_when_consent_is_taken_back(tmp_path: Path) -> None:
    """And validate says which record to delete."""
    person = made.application("bbbbbb")
    consent = replace(person.consent, withdrawn=date(2027, 9, 1))
    root = made.written(tmp_path, made.cohort(), replace(person, consent=consent), VOICE)
    assert public_quotes(load(root)) == ()


def test_a_quote_outlives_its_edition(tmp_path: Path) -> None:
    """It has its own consent and end; the edition's people may be gone."""
    root = made.written(tmp_path, made.cohort(closed=date(2028, 3, 1)), VOICE)
    assert [quote.words for quote in public_quotes(load(root))] == [QUOTE]


def test_a_quote_without_a_record_is_refused(
    programme: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What was typed into the page says nothing of consent."""
    page = programme / "docs/index.md"
    page.write_text(PAGE.replace("template:", "voices:\n  - words: Mine\ntemplate:"))
    assert run(["-C", str(programme), "site"]) == 1
    assert "needs a record with the person's consent" in capsys.readouterr().err


def test_retention_knows_the_end(programme: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The day after it the command fails, and names the file."""
    asked = ["-C", str(programme), "retention", "--format", "json", "--today"]
    run([*asked, "2029-08-20"])
    assert json.loads(capsys.readouterr().out)["voices"] == []
    assert run([*asked, "2029-08-21"]) == 1
    assert json.loads(capsys.readouterr().out)["voices"] == [FILE]


def committed(root: Path) -> Path:
    """The programme as a repository, with its page published once."""
    assert run(["-C", str(root), "site"]) == 0
    history.git(root, "init", "--quiet", "--initial-branch=main")
    history.commit(root, "Publish a voice")
    assert QUOTE.encode() in history.raw(root)
    return root


def test_what_has_ended_leaves_the_history_too(programme: Path) -> None:
    """The record and the words on the page, in every commit; the mentee stays."""
    root = committed(programme)
    assert run(["-C", str(root), "retention", "--apply", "--yes", "--today", "2027-12-01"]) == 0
    assert (root / FILE).is_file()
    cohort = load(root).edition("2026").cohort.record
    later = replace(cohort.privacy, retain_until=date(2030, 1, 1))
    made.changes(root, [replace(cohort, privacy=later)]).apply()
    history.commit(root, "Keep the edition's data longer")
    assert run(["-C", str(root), "retention", "--apply", "--yes", "--today", "2029-08-21"]) == 0
    assert not (root / FILE).exists()
    assert b"could not ask at home" not in history.raw(root)
    assert list(load(root).edition("2026").people) == ["bbbbbb"]


def test_erasing_a_person_takes_their_quote_away(programme: Path) -> None:
    """From the page as well, in every version of it."""
    root = committed(programme)
    done = erase(Repository(root), "bbbbbb", date(2027, 10, 1))
    assert done.clean
    assert not (root / FILE).exists()
    assert b"could not ask at home" not in history.raw(root)


def test_access_includes_the_quote(programme: Path) -> None:
    """With its days."""
    root = committed(programme)
    assert run(["-C", str(root), "export-person", "bbbbbb", "--today", "2027-10-01"]) == 0
    [answer] = (root / "outbox").rglob("bbbbbb.md")
    text = answer.read_text()
    assert "What you allowed us to quote, 2026" in text
    assert "whether to leave" in text
