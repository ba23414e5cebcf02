"""Nothing private is committed by accident: Git ignores, `validate` names, the hook stops it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from mentoring.cli.boundary import run

ROOT = Path(__file__).parents[2]
BASE = ROOT / "tests/checks/base"
TODAY = ("--today", "2032-02-23")

PRIVATE = (
    "export.csv", "export.CSV", "Registrations.Xlsx", "answers.ods", "data/mentees.TSV",
    "mail.eml", "inbox.mbox", "card.vcf", "letter.docx", "all.zip", "outbox/2031/list.txt",
    ".env", ".env.local", "key.pem", "backup.age",
    "data/applications/2031/.bbcdfg.yaml.swp", "data/applications/2031/bbcdfg.yaml~",
    "data/applications/2031/.bbcdfg.yaml.swo", "data/applications/2031/#bbcdfg.yaml#",
    "data/applications/2031/.#bbcdfg.yaml", "data/applications/2031/bbcdfg.yaml.orig",
    "data/.~lock.export.csv#", "data/.DS_Store", "data/._bbcdfg.yaml",
)  # fmt: skip


@pytest.fixture
def programme(tmp_path: Path) -> Path:
    """A sound programme in a repository, with what ships with it."""
    folder = shutil.copytree(BASE, tmp_path / "programme")
    shutil.copy(ROOT / ".gitignore", folder)
    shutil.copytree(ROOT / ".githooks", folder / ".githooks")
    _git(folder, "init", "--quiet", "--initial-branch=main")
    _git(folder, "config", "user.name", "Steward")
    _git(folder, "config", "user.email", "steward@example.org")
    _git(folder, "config", "core.hooksPath", ".githooks")
    bin_folder = folder / ".venv/bin"
    bin_folder.mkdir(parents=True)
    command = bin_folder / "mentoring"
    command.write_text(f'#!/bin/sh\nexec {sys.executable} -m mentoring "$@"\n')
    command.chmod(0o755)
    return folder


def _git(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "scripts"), "MENTORING_TODAY": TODAY[1]}
    return subprocess.run(
        ["git", "-C", str(folder), *arguments],
        capture_output=True,
        text=True,
        check=False,
        env=environment,
    )


def _planted(programme: Path, name: str) -> None:
    path = programme / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("Zdenka Quuxová\n")


def _problems(programme: Path, capsys: pytest.CaptureFixture[str]) -> list[dict[str, str]]:
    run(["-C", str(programme), "validate", "--format", "json", *TODAY])
    found: list[dict[str, str]] = json.loads(capsys.readouterr().out)["problems"]
    return found


@pytest.mark.parametrize("name", PRIVATE)
def test_git_ignores_what_is_private(name: str, programme: Path) -> None:
    """`git add --all` leaves it out."""
    _planted(programme, name)
    _git(programme, "add", "--all")
    assert name not in _git(programme, "ls-files", "-z").stdout.split("\0")


@pytest.mark.parametrize("name", [name for name in PRIVATE if name.startswith("data/")])
def test_validate_names_a_hidden_or_foreign_file(
    name: str, programme: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whether or not Git would take it."""
    _planted(programme, name)
    codes = {problem["code"] for problem in _problems(programme, capsys)}
    assert codes & {"hidden-file", "stray-file"}


@pytest.mark.parametrize("name", PRIVATE)
def test_validate_names_what_git_keeps_although_it_is_private(
    name: str, programme: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Somebody may have forced it in; the file's name is not said, for it may be a person's."""
    _planted(programme, name)
    _git(programme, "add", "--force", name)
    [problem] = [one for one in _problems(programme, capsys) if one["code"] == "tracked-file"]
    assert problem["severity"] == "error"
    assert Path(name).stem not in problem["path"] or Path(name).stem in {".env", "outbox"}


def test_a_sound_programme_has_no_such_file(
    programme: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """And its own files are none of these."""
    assert not _problems(programme, capsys)


def test_the_hook_stops_the_commit(programme: Path) -> None:
    """Of an export that was forced in, and of nothing else."""
    _git(programme, "add", "--all")
    assert _git(programme, "commit", "--message", "Begin").returncode == 0
    _planted(programme, "export.csv")
    _git(programme, "add", "--force", "export.csv")
    refused = _git(programme, "commit", "--message", "Add an export")
    assert refused.returncode != 0
    assert "tracked-file" in refused.stdout + refused.stderr
    _git(programme, "rm", "--cached", "--quiet", "export.csv")
    (programme / "README.md").write_text("Words\n")
    _git(programme, "add", "README.md")
    assert _git(programme, "commit", "--message", "Add words").returncode == 0
