"""One command brings a repository of an earlier version to the present layout."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from mentoring.cli.boundary import run
from mentoring.files.yaml.emit import dump
from mentoring.store.entry import to_plain
from mentoring.store.reader import load, load_config

PROGRAMME = Path(__file__).parents[1] / "programme"
WORDS = {
    "experiment": ["ALICE", "ATLAS", "CMS", "LHCb", "NA62", "AMS", "FASER", "ISOLDE", "n_TOF"],
    "stage": ["master", "doctoral", "postdoc", "staff", "senior"],
}


@pytest.fixture
def earlier(tmp_path: Path) -> Path:
    """The miniature programme in the earlier layout, with the vocabulary in the tool's source."""
    root = tmp_path / "programme"
    shutil.copytree(PROGRAMME, root, ignore=shutil.ignore_patterns("_expected", "programme.yaml"))
    for entry in load(PROGRAMME).edition("2031").applications:
        first = entry.document.text.partition("\n")[0]
        (root / entry.path).write_text(f"{first}\n{dump(to_plain(entry.record))}", "utf-8")
    shutil.rmtree(root / "data/identities")
    for path in root.rglob("*.yaml"):
        up = "../" * len(path.relative_to(root).parts[:-1])
        text = path.read_text("utf-8")
        first = f"$schema={up}scripts/mentoring/schemas/"
        path.write_text(text.replace(f"$schema={up[3:]}.schemas/", first, 1), "utf-8")
    words = WORDS | {"topic": list(load_config(PROGRAMME).topics)}
    file = root / "scripts/mentoring/schemas/vocabulary.json"
    file.parent.mkdir(parents=True)
    file.write_text(json.dumps({"$defs": {name: {"enum": each} for name, each in words.items()}}))
    return root


def test_one_command_makes_it_valid(earlier: Path) -> None:
    """After the migration `validate` finds no error."""
    at = ["-C", str(earlier)]
    assert run([*at, "validate", "--today", "2032-02-23"]) == 1
    assert run([*at, "migrate", "--host", "CERN", "--place", "Geneva"]) == 0
    assert run([*at, "validate", "--today", "2032-02-23"]) == 0
    config = load(earlier).config
    assert config.affiliation.names == tuple(WORDS["experiment"])
    assert tuple(config.stages) == tuple(WORDS["stage"])
    assert config.host == "CERN"


@pytest.mark.parametrize("broken", [b"id: [", b"\xff\xfe"])
def test_an_application_that_cannot_be_read_is_named(
    earlier: Path, broken: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    """And nothing is migrated meanwhile."""
    path = min((earlier / "data/applications/2031").iterdir())
    path.write_bytes(broken)
    assert run(["-C", str(earlier), "migrate"]) == 1
    assert f"data/applications/2031/{path.name}:1" in capsys.readouterr().err
    assert not (earlier / "data/identities").exists()


def test_identities_get_files_of_their_own(earlier: Path) -> None:
    """The identity files are those of the miniature programme, byte for byte."""
    assert run(["-C", str(earlier), "migrate"]) == 0
    for folder in ("applications", "identities"):
        for path in (PROGRAMME / "data" / folder).rglob("*.yaml"):
            assert (earlier / path.relative_to(PROGRAMME)).read_bytes() == path.read_bytes()


def test_every_first_line_finds_its_schema(earlier: Path) -> None:
    """After `schemas`, the schema that a record points to exists."""
    run(["-C", str(earlier), "migrate"])
    run(["-C", str(earlier), "schemas"])
    records = sorted((earlier / "data").glob("*/**/*.yaml"))
    assert records
    for path in records:
        first = path.read_text("utf-8").splitlines()[0].partition("$schema=")[2]
        assert (path.parent / first).resolve().is_file(), path


def test_a_second_time_there_is_nothing_to_do(
    earlier: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A second migration is refused, so later changes are kept."""
    run(["-C", str(earlier), "migrate"])
    capsys.readouterr()
    assert run(["-C", str(earlier), "migrate"]) == 2
    assert "nothing to migrate" in capsys.readouterr().err


def test_without_the_old_vocabulary_the_records_say_the_words(earlier: Path) -> None:
    """A repository without the tool's source takes its words from the records."""
    shutil.rmtree(earlier / "scripts")
    at = ["-C", str(earlier)]
    assert run([*at, "migrate"]) == 0
    assert run([*at, "validate", "--today", "2032-02-23"]) == 0
