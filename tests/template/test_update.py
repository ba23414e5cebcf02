"""A programme takes over a new version of the template: its own edits stay, the new parts come."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
import yaml
from copier import run_copy, run_update

from mentoring.cli.boundary import run
from tools import ROOT

ANSWERS = Path(__file__).parent / "answers" / "laboratory.yml"
OURS = "Mentoring costs you an evening a month, and gives you a friend for years."
THEIRS = "A sentence that version 2 of the template brings."
KNOWN = ("-c", "user.name=Somebody", "-c", "user.email=somebody@example.org")


def git(folder: Path, *arguments: str) -> None:
    """A Git command, with an invented author."""
    subprocess.run(["git", *KNOWN, *arguments], cwd=folder, check=True, capture_output=True)


def release(tool: Path, version: str) -> None:
    """Everything in the tool's repository as a version."""
    git(tool, "add", "--all")
    git(tool, "commit", "--quiet", "--message", version)
    git(tool, "tag", version)


@pytest.fixture
def tool(tmp_path: Path) -> Path:
    """The tool's repository at version 1."""
    folder = tmp_path / "tool"
    folder.mkdir()
    for name in ("copier.yml", "template", "requirements"):
        source = ROOT / name
        shutil.copytree(source, folder / name) if source.is_dir() else shutil.copy(source, folder)
    git(folder, "init", "--quiet", "--initial-branch", "main")
    release(folder, "v1.0.0")
    return folder


@pytest.fixture
def ours(tool: Path, tmp_path: Path) -> Path:
    """A programme from version 1, with an edition, a page and a word of its own."""
    root = tmp_path / "ours"
    answers = yaml.safe_load(ANSWERS.read_text(encoding="utf-8"))
    run_copy(str(tool), root, data=answers, defaults=True, quiet=True, vcs_ref="v1.0.0")
    at = ["-C", str(root)]
    assert run([*at, "new", "2027"]) == 0
    why = root / "docs/why.md"
    why.write_text(
        why.read_text("utf-8").replace("## It is\n", f"{OURS}\n\n## It is\n", 1), "utf-8"
    )
    words = root / "data/programme.yaml"
    words.write_text(
        words.read_text("utf-8").replace("Giving talks", "Speaking in public"), "utf-8"
    )
    assert run([*at, "site"]) == 0
    git(root, "init", "--quiet", "--initial-branch", "main")
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message", "Begin the programme")
    return root


def test_an_update_keeps_what_is_ours_and_brings_what_is_new(tool: Path, ours: Path) -> None:
    """Pages merge three ways, data are never touched, and the pinned tool moves along."""
    page = tool / "template/docs/why.md.jinja"
    page.write_text(
        page.read_text("utf-8").replace("## It is not\n", f"{THEIRS}\n\n## It is not\n", 1)
    )
    words = tool / "template/data/programme.yaml.jinja"
    words.write_text(words.read_text("utf-8").replace("Giving talks", "Giving good talks"), "utf-8")
    (tool / "template/docs/guides/new.md").write_text("# A new guide\n", encoding="utf-8")
    release(tool, "v2.0.0")
    before = (ours / "data/programme.yaml").read_bytes()

    run_update(ours, defaults=True, overwrite=True, quiet=True, vcs_ref="v2.0.0")

    why = (ours / "docs/why.md").read_text("utf-8")
    assert OURS in why
    assert THEIRS in why
    assert (ours / "docs/guides/new.md").is_file()
    assert (ours / "data/programme.yaml").read_bytes() == before
    assert "v2.0.0" in (ours / "requirements/tool.txt").read_text("utf-8")
    assert not list(ours.rglob("*.rej"))
    assert run(["-C", str(ours), "validate"]) == 0
    assert run(["-C", str(ours), "site", "--check"]) == 0


def test_an_answer_can_be_changed_afterwards(tool: Path, ours: Path) -> None:
    """Eight months instead of six: the pages that say it follow, those that people wrote stay."""
    run_update(ours, data={"months": 8}, defaults=True, overwrite=True, quiet=True)
    assert "eight months" in (ours / "docs/how-it-works.md").read_text("utf-8")
    assert OURS in (ours / "docs/why.md").read_text("utf-8")
    assert tool.is_dir()


@pytest.mark.parametrize(
    ("answer", "value", "said"),
    [
        ("timezone", "Tokyo time", "Asia/Tokyo"),
        ("address", "mentoring.example.jp", "https://"),
        ("months", 0, "Between 1 and 24"),
        ("affiliation_names", "Belle II, DUNE", "in brackets"),
        ("affiliation_names", ["DUNE", "DUNE"], "twice"),
        ("email", "the organisers", "e-mail address"),
        ("organisers", "the committees.", "without a full stop"),
    ],
)
def test_an_answer_is_checked_as_it_is_given(
    tool: Path, tmp_path: Path, answer: str, value: object, said: str
) -> None:
    """A wrong one is refused, and the message says what would be right."""
    answers = yaml.safe_load(ANSWERS.read_text(encoding="utf-8"))
    with pytest.raises(ValueError, match=said):
        run_copy(
            str(tool), tmp_path / "made", data=answers | {answer: value}, defaults=True, quiet=True
        )
