"""A golden export of every source becomes an edition that validates and matches, without an edit.

`golden/NAME.json` beside each export is what its people come to: look at it when it changes, and
renew it with `--bless`.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from made import demo_edition as edition
from made import written
from mentoring.cli.boundary import run
from mentoring.intake.forms.fields import flat
from mentoring.operations.demo.generate import generate
from mentoring.store.entry import to_plain
from mentoring.store.reader import load

if TYPE_CHECKING:
    from mentoring.store.programme import Edition

GOLDEN = Path(__file__).parent / "golden"
EXPORTS = {
    "indico-registration.csv": "indico-registration",
    "indico-survey.csv": "indico-survey",
    "google-forms.csv": "google-forms",
    "google-sheet.csv": "google-sheet",
    "microsoft-forms.csv": "microsoft-forms",
    "microsoft-forms.xlsx": "microsoft-forms",
    "limesurvey.csv": "limesurvey",
    "typeform.csv": "typeform",
    "surveymonkey.csv": "surveymonkey",
    "surveymonkey.xlsx": "surveymonkey",
    "jotform.csv": "jotform",
    "kobo.csv": "kobo",
    "qualtrics.csv": "qualtrics",
    "framaforms.csv": "framaforms",
    "nextcloud-forms.csv": "nextcloud-forms",
    "nextcloud-forms.ods": "nextcloud-forms",
}
COHORT = edition("2026", pairs=5)


@pytest.fixture
def programme(tmp_path: Path) -> Path:
    """An edition in which six mentors have applied, whose profiles mentees may wish for."""
    return written(tmp_path, COHORT, *generate(31, 0, 6, COHORT).applications)


@pytest.mark.parametrize("name", EXPORTS)
def test_an_export_becomes_an_edition_that_matches(
    name: str, programme: Path, capsys: pytest.CaptureFixture[str], request: pytest.FixtureRequest
) -> None:
    """Import, validate, match."""
    at = ["-C", str(programme)]
    to = ["--cohort", "2026", "--mapping", EXPORTS[name], "--seed", "1", "--format", "json"]
    assert run([*at, "import", str(GOLDEN / name), *to]) == 0
    said = json.loads(capsys.readouterr().out)
    assert run([*at, "validate", "--today", "2026-10-12"]) == 0
    assert run([*at, "match", "2026", "--today", "2026-11-02"]) == 0
    after = load(programme).edition("2026")
    assert after.pairs
    found = {"counts": said["counts"], "people": _people(after)}
    expected = GOLDEN / f"{name}.json"
    if request.config.getoption("--bless"):
        expected.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n", "utf-8")
    assert found == json.loads(expected.read_text("utf-8"))


@pytest.mark.parametrize("name", EXPORTS)
def test_a_second_import_changes_nothing(
    name: str, programme: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A second import of the same file says that everything is there."""
    command = ["-C", str(programme), "import", str(GOLDEN / name), "--format", "json"]
    command += ["--cohort", "2026", "--mapping", EXPORTS[name]]
    assert run(command) == 0
    capsys.readouterr()
    before = _files(programme)
    assert run(command) == 0
    counts = json.loads(capsys.readouterr().out)["counts"]
    assert not {"new", "updated", "refused"} & set(counts)
    assert _files(programme) == before


def _people(found: Edition) -> list[dict[str, Any]]:
    """The applications that were imported, by address; profile codes are drawn, so left out."""
    known = {mentor.id for mentor in generate(31, 0, 6, COHORT).applications}
    people = sorted(found.people.values(), key=lambda person: (person.person.email, person.role))
    fields = [flat(to_plain(person)) for person in people if person.id not in known]
    return [
        {key: field[key] for key in field if key not in {"id", "profile.code"}} for field in fields
    ]


def _files(root: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in root.rglob("*.yaml")}
