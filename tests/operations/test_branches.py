"""Two people work side by side, on branches: what Git cannot see, the checks of the merge do."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

import made
from mentoring.cli.boundary import run
from operations.history import commit, git

BASE = Path(__file__).parents[1] / "checks/base"
TODAY = ("--today", "2032-02-23")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A repository with two mentees and two mentors, before anybody is paired."""
    root = tmp_path / "programme"
    shutil.copytree(BASE, root)
    for pair in root.glob("data/pairs/2031/*.yaml"):
        pair.unlink()
    git(root, "init", "--quiet", "--initial-branch=main")
    commit(root, "Everybody")
    return root


def _pair(root: Path, mentee: str, mentor: str) -> None:
    """Propose a pair as a file, as a steward with an editor does."""
    text = (BASE / "data/pairs/2031/ccdfgh.yaml").read_text()
    text = text.replace("mentee: ccdfgh", f"mentee: {mentee}")
    path = root / f"data/pairs/2031/{mentee}.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(re.sub(r"- mentor: \w+", f"- mentor: {mentor}", text))


def _side_by_side(root: Path, *pairs: tuple[str, str]) -> bool:
    """Each pair on a branch of its own, then one merged into the other; whether Git could."""
    for number, (mentee, mentor) in enumerate(pairs):
        git(root, "switch", "--quiet", "--create", f"branch-{number}", "main")
        _pair(root, mentee, mentor)
        commit(root, f"Pair {mentee}")
    done = subprocess.run(
        ["git", "-C", root, "-c", "user.name=x", "-c", "user.email=x@example.org",
         "merge", "--quiet", "--no-edit", "branch-0"],
        capture_output=True,
        check=False,
    )  # fmt: skip
    return done.returncode == 0


def _problems(root: Path, capsys: pytest.CaptureFixture[str]) -> set[str]:
    run(["-C", str(root), "validate", *TODAY])
    return set(re.findall(r" error: .*\[([a-z-]+)\]", capsys.readouterr().out))


def test_one_mentee_with_two_mentors_is_a_conflict(root: Path) -> None:
    """The file has the mentee's name, so Git asks a person."""
    assert not _side_by_side(root, ("bbcdfg", "wxcdfg"), ("bbcdfg", "zxcdfg"))
    assert git(root, "diff", "--name-only", "--diff-filter=U").split() == [
        "data/pairs/2031/bbcdfg.yaml"
    ]


def test_a_mentor_beyond_capacity_shows_on_the_merge(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each branch is sound, and Git merges them; the checks of the result do not pass."""
    assert _side_by_side(root, ("bbcdfg", "wxcdfg"), ("ccdfgh", "wxcdfg"))
    assert "capacity-exceeded" in _problems(root, capsys)
    for branch in ("branch-0", "branch-1~1"):
        git(root, "switch", "--quiet", "--detach", branch)
        assert "capacity-exceeded" not in _problems(root, capsys)


def test_more_pairs_than_the_cap_show_on_the_merge(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """So branches must be up to date, or go through a merge queue, before they are merged."""
    cohort = root / "data/cohorts/2031.yaml"
    cohort.write_text(cohort.read_text().replace("pairs: 2\n", "pairs: 1\n"))
    commit(root, "One pair is enough")
    assert _side_by_side(root, ("bbcdfg", "wxcdfg"), ("ccdfgh", "zxcdfg"))
    assert "cap-exceeded" in _problems(root, capsys)
    git(root, "switch", "--quiet", "branch-0")
    assert "cap-exceeded" not in _problems(root, capsys)


def test_two_replacements_side_by_side_are_told_apart_on_the_merge(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Both sealed a second match; whichever of the two is kept, the other's pair shows."""
    people = [made.application(one) for one in ("bbbbbb", "cccccc")]
    people += [made.application(one, "mentor") for one in ("kkkkkk", "nnnnnn", "rrrrrr", "ssssss")]
    root = made.written(tmp_path / "programme", made.cohort(), *people)
    git(root, "init", "--quiet", "--initial-branch=main")
    for command in ("match", "announce"):
        assert run(["-C", str(root), command, "2026", "--today", "2026-11-03"]) == 0
    shutil.rmtree(root / "outbox")
    commit(root, "Announced")
    for mentee in ("bbbbbb", "cccccc"):
        git(root, "switch", "--quiet", "--create", mentee, "main")
        words = ["replace", "2026", mentee, "--left", "mentor", "--today", "2026-11-20"]
        assert run(["-C", str(root), *words]) == 0
        commit(root, f"Replace the mentor of {mentee}")
    for ours in ("ours", "theirs"):
        git(root, "switch", "--quiet", "--detach", "cccccc")
        git(root, "-c", "user.name=x", "-c", "user.email=x@example.org", "merge", "--quiet",
            "--no-edit", f"--strategy-option={ours}", "bbbbbb")  # fmt: skip
        assert "pair-not-sealed" in _problems(root, capsys)
