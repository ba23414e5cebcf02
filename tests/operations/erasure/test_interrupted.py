"""An erasure that is interrupted leaves the old history or a new one that a second run finishes."""

from __future__ import annotations

import itertools
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Any

import pytest

from mentoring.cli.boundary import run
from mentoring.errors import MentoringError
from mentoring.operations.erasure.erase import erase, finish
from mentoring.operations.erasure.plan import break_locks, replace_history, unfinished, work_folder
from mentoring.operations.git import Repository
from operations import history
from operations.history import MENTEE, TODAY, commit, git

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

STEPS = 11


class PowerCutError(BaseException):
    """It is not an Exception, so that no handler catches it."""


def _cut_after(steps: int) -> Callable[..., bytes]:
    """Git's commands; the one after the given number of steps fails."""
    count, run_git = itertools.count(1), Repository.run

    def cut(repository: Repository, *arguments: str, **options: Any) -> bytes:
        if next(count) > steps:
            raise PowerCutError
        return run_git(repository, *arguments, **options)

    return cut


def _made_ready(root: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with a finished new history, interrupted before it replaces the old one."""
    with monkeypatch.context() as patch:
        patch.setattr("mentoring.operations.erasure.plan.replace_history", _power_cut)
        with pytest.raises(PowerCutError):
            erase(Repository(root), MENTEE, TODAY)
    return root


def _power_cut(*_: object) -> None:
    raise PowerCutError


def _finish_with_a_cut(root: Path, steps: int, monkeypatch: pytest.MonkeyPatch) -> None:
    plan = unfinished(Repository(root))
    with monkeypatch.context() as patch:
        patch.setattr(Repository, "run", _cut_after(steps))
        replace_history(Repository(root), plan)


def test_the_second_run_finishes_whatever_the_step(
    decorated: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The replacing is cut after each Git command in turn; then the command is given again."""
    ready = _made_ready(decorated, monkeypatch)
    for steps in itertools.count():
        copy = tmp_path / str(steps)
        subprocess.run(["cp", "-a", str(ready), str(copy)], check=True)
        try:
            _finish_with_a_cut(copy, steps, monkeypatch)
        except PowerCutError:
            assert run(["-C", str(copy), "erase", MENTEE]) == 0
            _assert_done(copy)
        else:
            break
    assert steps > STEPS


def _assert_done(root: Path) -> None:
    assert MENTEE.encode() not in history.raw(root)
    assert git(root, "status", "--porcelain") == ""
    assert not work_folder(Repository(root)).exists()
    assert len(git(root, "stash", "list").splitlines()) == 2
    assert git(root, "notes", "show", "HEAD^") == "erased-1 rang"


def test_an_erasure_of_an_earlier_version_is_finished_without_a_trace(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its plan has no numbers, and it held the new history by refs of its own."""
    _made_ready(root, monkeypatch)
    file = work_folder(Repository(root)) / "plan.json"
    plan = json.loads(file.read_bytes())
    for name in ("commits", "changed", "first", "dropped"):
        del plan[name]
    file.write_text(json.dumps(plan))
    git(root, "fetch", "-q", str(file.parent / "mirror.git"), "+refs/*:refs/mentoring-erasure/*")
    assert "refs/mentoring-erasure/heads/main" in Repository(root).refs()
    assert finish(Repository(root))
    assert not [name for name in Repository(root).refs() if "mentoring-erasure" in name]
    assert MENTEE.encode() not in history.raw(root)


def test_a_branch_that_moved_meanwhile_is_not_overwritten(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Work that was committed after the interruption is not lost: the second run refuses."""
    _made_ready(root, monkeypatch)
    (root / "README.md").write_text("Later work\n")
    commit(root, "Work on")
    with pytest.raises(MentoringError, match="refs/heads/main has moved"):
        finish(Repository(root))
    assert (root / "README.md").read_text() == "Later work\n"


def test_a_failure_before_the_swap_leaves_the_repository_as_it_was(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The new history is made in a clone, so a failure there does not change the repository."""
    before = git(root, "rev-parse", "HEAD"), git(root, "for-each-ref")
    monkeypatch.setattr("mentoring.operations.erasure.prepare.scan", _power_cut)
    with pytest.raises(PowerCutError):
        erase(Repository(root), MENTEE, TODAY)
    assert (git(root, "rev-parse", "HEAD"), git(root, "for-each-ref")) == before
    assert not work_folder(Repository(root)).exists()


def test_a_rehearsal_does_not_finish_what_was_interrupted(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A dry run does not complete an erasure."""
    _made_ready(root, monkeypatch)
    assert run(["-C", str(root), "erase", MENTEE, "--dry-run"]) == 1
    assert "Finish it first" in capsys.readouterr().err
    assert unfinished(Repository(root))


@pytest.mark.parametrize("text", ["", "[]", '{"head": 1}', "[" * 100_000, "\udcff"])
def test_a_plan_changed_by_hand_is_refused_in_plain_words(
    text: str, root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing is changed; the message says which folder to remove, and then it works."""
    _made_ready(root, monkeypatch)
    folder = work_folder(Repository(root))
    (folder / "plan.json").write_bytes(text.encode("utf-8", "surrogateescape"))
    head = git(root, "rev-parse", "HEAD")
    assert run(["-C", str(root), "erase", MENTEE, "--today", str(TODAY)]) == 1
    assert "it was changed by hand. Remove the folder" in capsys.readouterr().err
    assert git(root, "rev-parse", "HEAD") == head
    shutil.rmtree(folder)
    assert run(["-C", str(root), "erase", MENTEE, "--today", str(TODAY)]) == 0


@pytest.mark.parametrize("seconds", [0.3, 0.8, 1.1, 1.4, 1.7, 2.0])
def test_a_killed_command_is_finished_or_never_began(root: Path, seconds: float) -> None:
    """After a SIGKILL at any moment, the next run removes the person; the work tree is clean."""
    command = [sys.executable, "-m", "mentoring", "-C", str(root), "erase", MENTEE]
    with subprocess.Popen(
        [*command, "--today", str(TODAY)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as process:
        time.sleep(seconds)
        os.killpg(process.pid, signal.SIGKILL)
    if not unfinished(Repository(root)):
        break_locks(Repository(root))  # before a plan is saved, Git itself asks for that
    assert run(["-C", str(root), "erase", MENTEE, "--today", str(TODAY)]) in {0, 2}
    assert MENTEE.encode() not in history.raw(root)
    assert git(root, "status", "--porcelain") == ""
