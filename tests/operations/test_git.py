"""A failure of Git is an error with Git's own words, and never an empty result."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from mentoring.cli.boundary import run
from mentoring.operations.git import GitError, Repository, objects
from operations.history import commit, git

if TYPE_CHECKING:
    from collections.abc import Callable

PROGRAMME = Path(__file__).parents[1] / "programme"
SCRIPTS = Path(__file__).parents[2] / "scripts"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The miniature programme under Git."""
    ignored = shutil.ignore_patterns("_expected")
    root = shutil.copytree(PROGRAMME, tmp_path / "programme", ignore=ignored)
    git(root, "init", "--quiet", "--initial-branch=main")
    (root / ".gitignore").write_text("outbox/\n")
    commit(root, "Everybody")
    return root


def _largest_object(root: Path) -> Path:
    loose = (path for path in root.glob(".git/objects/??/*") if path.is_file())
    return max(loose, key=lambda path: path.stat().st_size)


def _overwrite(path: Path, data: bytes) -> None:
    path.chmod(0o600)
    path.write_bytes(data)


HARMS: dict[str, Callable[[Path], object]] = {
    "a broken config": lambda root: _overwrite(root / ".git/config", b"[core\n"),
    "a config with NUL": lambda root: _overwrite(root / ".git/config", b"[core]\n\0=\n"),
    "a version of tomorrow": lambda root: git(root, "config", "core.repositoryformatversion", "9"),
    "an unknown extension": lambda root: (
        git(root, "config", "core.repositoryformatversion", "1"),
        git(root, "config", "extensions.tomorrow", "true"),
    ),
    "no HEAD": lambda root: (root / ".git/HEAD").unlink(),
    "a HEAD of rubbish": lambda root: _overwrite(root / ".git/HEAD", b"rubbish\n"),
    "no objects": lambda root: shutil.rmtree(root / ".git/objects"),
    "no refs": lambda root: shutil.rmtree(root / ".git/refs"),
    "a .git that points nowhere": lambda root: (
        shutil.rmtree(root / ".git"),
        (root / ".git").write_text("gitdir: /nowhere\n"),
    ),
    "a .git that is a text": lambda root: (
        shutil.rmtree(root / ".git"),
        (root / ".git").write_text("hello\n"),
    ),
    "an empty .git": lambda root: (shutil.rmtree(root / ".git"), (root / ".git").mkdir()),
    "a damaged object": lambda root: _overwrite(_largest_object(root), b"rubbish"),
    "an object cut short": lambda root: _overwrite(
        _largest_object(root), _largest_object(root).read_bytes()[:40]
    ),
    "a branch of rubbish": lambda root: _overwrite(root / ".git/refs/heads/main", b"rubbish\n"),
    "a branch to nowhere": lambda root: _overwrite(root / ".git/refs/heads/main", b"1" * 40),
}
WHOLE = {"a damaged object", "an object cut short"}


@pytest.mark.parametrize("harm", HARMS)
def test_a_repository_that_git_refuses_is_an_error_in_its_words(
    root: Path, harm: str, capfd: pytest.CaptureFixture[str]
) -> None:
    """Each command reports the failure in Git's words, and changes nothing."""
    HARMS[harm](root)
    data = {path: path.read_bytes() for path in root.glob("data/**/*") if path.is_file()}
    commands = {
        "retention": ["retention", "--today", "2032-02-23"],
        "erase": ["erase", "bprtwc", "--yes", "--today", "2032-02-23"],
        "export": ["export-person", "gngsmf", "--today", "2032-02-23"],
    }
    for name, command in commands.items():
        status = run(["-C", str(root), *command])
        said = capfd.readouterr().err
        if name == "erase" or harm not in WHOLE:  # only erasing reads the bytes of every object
            assert status == 1, (name, said)
            assert "git " in said or "Git " in said, (name, said)
        assert "Internal error" not in said
    assert data == {path: path.read_bytes() for path in data}


def test_every_object_is_read_or_none(root: Path) -> None:
    """An object that cannot be read is an error, because it may contain a name."""
    _overwrite(_largest_object(root), b"rubbish")
    with pytest.raises(GitError, match="git cat-file: "):
        list(objects(Repository(root)))


def test_a_repository_of_somebody_else_is_an_error(
    root: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """Git's advice about a folder with another owner is passed on."""
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    monkeypatch.setenv("HOME", str(root))
    assert run(["-C", str(root), "retention", "--today", "2032-02-23"]) == 1
    assert "dubious ownership" in capfd.readouterr().err


def test_without_git_the_message_says_so(
    root: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """Without Git a repository is an error; a folder without one is still validated."""
    monkeypatch.setenv("PATH", str(root))
    for command in (["retention"], ["erase", "bprtwc", "--yes"], ["validate"]):
        assert run(["-C", str(root), *command]) == 1, command
        assert "Git is not installed" in capfd.readouterr().err
    shutil.rmtree(root / ".git")
    assert not Repository(root).inside
    assert run(["-C", str(root), "validate", "--today", "2032-02-23"]) == 0


def test_a_repository_of_sha_256_is_read_and_said_not_to_be_erasable(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """Objects with SHA-256 names are read; `erase` refuses them and says why."""
    root = shutil.copytree(PROGRAMME / "data", tmp_path / "programme/data").parent
    git(root, "init", "--quiet", "--object-format=sha256", "--initial-branch=main")
    commit(root, "Everybody")
    names = {one.kind for one in objects(Repository(root)) if len(one.oid) == 64}
    assert names == {"blob", "tree", "commit"}
    assert run(["-C", str(root), "retention", "--today", "2032-02-23"]) == 0
    assert run(["-C", str(root), "erase", "bprtwc", "--yes", "--today", "2032-02-23"]) == 1
    assert "SHA-256 names" in capfd.readouterr().err


@pytest.mark.parametrize("by", [signal.SIGTERM, signal.SIGKILL])
def test_the_worker_of_an_erasure_ends_with_it(root: Path, by: signal.Signals) -> None:
    """No child process continues after the command has ended."""
    with subprocess.Popen(
        [sys.executable, "-m", "mentoring", "-C", root, "erase", "bprtwc", "--yes",
         "--today", "2032-02-23"],
        env={**os.environ, "PYTHONPATH": str(SCRIPTS)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as erasing:  # fmt: skip
        worker = _wait_for(lambda: _children(erasing.pid))
        erasing.send_signal(by)
        assert erasing.wait(10) in {130, -by}
    assert _wait_for(lambda: not any(map(_runs, worker)))


def _children(process: int) -> list[int]:
    """The child process of a process."""
    pids = map(int, _proc(process, f"task/{process}/children").split())
    return [pid for pid in pids if "spawn_main" in _proc(pid, "cmdline")]


def _runs(process: int) -> bool:
    return _proc(process, "stat").rpartition(") ")[2][:1] not in {"", "Z"}


def _proc(process: int, file: str) -> str:
    """The system's information on a process; empty once it has ended."""
    with suppress(OSError):
        return Path(f"/proc/{process}/{file}").read_text()
    return ""


def _wait_for(condition: Callable[[], object]) -> object:
    """The value of a condition once it is true, within half a minute."""
    end = time.monotonic() + 30
    while not (found := condition()) and time.monotonic() < end:
        time.sleep(0.01)
    return found
