"""`mentoring import --from indico`: what Indico's own CSV comes to, cell for cell."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from intake.bringing import mapping
from intake.exports import TOOLS, export
from intake.indico_server import EVENT, FORM, TOKEN, indico, registration
from intake.test_golden import COHORT
from made import written
from mentoring.cli.boundary import run
from mentoring.errors import MentoringError, UsageError
from mentoring.intake.forms.fields import flat
from mentoring.intake.reading.indico import registrations
from mentoring.operations.demo.generate import generate
from mentoring.store.entry import to_plain
from mentoring.store.reader import load

if TYPE_CHECKING:
    from pathlib import Path

FORM_OF = mapping("indico-registration")
PEOPLE = [
    replace(application, preferences=replace(application.preferences, mentors=()))
    for application in generate(5, 6, 4, COHORT).applications
]
ALL = [registration(number, one, FORM_OF) for number, one in enumerate(PEOPLE, 1)]
ASK = ["--from", "indico", "--event", str(EVENT), "--cohort", "2026", "--seed", "1"]


@pytest.fixture
def programme(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An edition that nobody has applied to; the token is in the environment."""
    monkeypatch.setenv("MENTORING_INDICO_TOKEN", TOKEN)
    return written(tmp_path / "programme", COHORT)


def people_of(root: Path) -> list[dict[str, Any]]:
    """The applications by address, without what is drawn."""
    fields = [flat(to_plain(person)) for person in load(root).edition("2026").people.values()]
    drawn = {"id", "profile.code"}
    kept = [{name: field[name] for name in field if name not in drawn} for field in fields]
    for one in kept:
        one["languages"] = sorted(one["languages"])
        one["topics"] = sorted(one["topics"])
        one["preferences.stages"] = sorted(one.get("preferences.stages", []))
    return sorted(kept, key=lambda one: one["person.email"])


def test_registrations_become_what_their_csv_becomes(
    programme: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """With the same mapping; and every cell is accounted for."""
    with indico(ALL) as url:
        monkeypatch.setenv("MENTORING_INDICO_URL", url)
        assert run(["-C", str(programme), "import", *ASK, "--format", "json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["counts"] == {"new": len(PEOPLE)}
    assert said["unread"] == []
    other = written(tmp_path / "other", COHORT)
    file = tmp_path / "registrations.csv"
    file.write_bytes(export(TOOLS["indico-registration"], FORM_OF, PEOPLE))
    to = ["--cohort", "2026", "--mapping", "indico-registration"]
    assert run(["-C", str(other), "import", str(file), *to]) == 0
    assert people_of(programme) == people_of(other)


def test_a_withdrawn_registration_is_withdrawn(
    programme: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its state comes with it."""
    with indico([registration(1, PEOPLE[0], FORM_OF, "withdrawn")]) as url:
        monkeypatch.setenv("MENTORING_INDICO_URL", url)
        assert run(["-C", str(programme), "import", *ASK]) == 0
    (record,) = load(programme).edition("2026").people.values()
    assert record.status.value == "withdrawn"


def test_refused_registrations_are_handed_back(
    programme: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """In the outbox, as Indico's CSV, to be corrected and imported."""
    wrong = json.loads(json.dumps(ALL[0]))
    field = next(
        one for one in wrong["registration_data"][1]["fields"] if one["title"] == "Your time zone"
    )
    field["data"] = "Rome"
    (programme / "outbox").mkdir()
    with indico([wrong, *ALL[1:]]) as url:
        monkeypatch.setenv("MENTORING_INDICO_URL", url)
        assert run(["-C", str(programme), "import", *ASK, "--keep-going"]) == 1
    assert "Probably Europe/Rome." in capsys.readouterr().err
    beside = programme / "outbox" / f"indico-{EVENT}.refused.csv"
    beside.write_text(beside.read_text("utf-8-sig").replace("Rome", "Europe/Rome"), "utf-8-sig")
    to = ["--cohort", "2026", "--mapping", "indico-registration"]
    assert run(["-C", str(programme), "import", str(beside), *to]) == 0
    assert len(load(programme).edition("2026").people) == len(PEOPLE)


@pytest.mark.parametrize(
    ("token", "event", "form", "forms", "said"),
    [
        ("wrong", EVENT, None, 1, "does not know the token"),
        (TOKEN, 1, None, 1, "has no such event"),
        (TOKEN, EVENT, None, 2, "--form N: 42 (Form 0), 43 (Form 1)"),
        (TOKEN, EVENT, 9, 1, "--form N: 42 (Form 0)"),
    ],
)
def test_what_indico_refuses_is_said(
    token: str, event: int, form: int | None, forms: int, said: str
) -> None:
    """In words that tell what to do, and without the token."""
    with indico(ALL[:1], forms=forms) as url, pytest.raises(MentoringError) as refused:
        registrations(url, token, event, form, iter)
    assert said in str(refused.value)
    assert token not in str(refused.value)


def test_a_form_may_be_named() -> None:
    """Where the event has several."""
    with indico(ALL[:1], forms=2) as url:
        assert len(registrations(url, TOKEN, EVENT, FORM, iter).rows) == 1


@pytest.mark.parametrize("url", ["http://indico.example.org", "ftp://localhost", "indico"])
def test_the_token_travels_encrypted_or_not_at_all(url: str) -> None:
    """Only this machine may be asked without."""
    with pytest.raises(UsageError, match="must begin with https"):
        registrations(url, TOKEN, EVENT, None, iter)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ([], "Name the export"),
        (["--from", "indico", "--cohort", "2026"], "Name the event"),
        (ASK, "set MENTORING_INDICO_URL and MENTORING_INDICO_TOKEN"),
    ],
)
def test_what_is_missing_is_said(
    programme: Path, capsys: pytest.CaptureFixture[str], options: list[str], said: str
) -> None:
    """Exit status 2."""
    assert run(["-C", str(programme), "import", *options]) == 2
    assert said in capsys.readouterr().err
