"""The obstacles to rewriting a history, and what a dry run does not change."""

from __future__ import annotations

import base64
import hashlib
from typing import TYPE_CHECKING

import pytest

from mentoring.cli.boundary import run
from mentoring.errors import DataError, MentoringError
from mentoring.operations.erasure.erase import erase
from mentoring.operations.git import Repository
from mentoring.store.reader import load
from operations import history
from operations.history import CANARY, EMAIL, MENTEE, TODAY, commit, git

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def _state(root: Path) -> str:
    """A digest of every file, also inside `.git`, without Git's caches."""
    found = hashlib.sha256()
    for path in sorted(root.rglob("*")):
        if path.is_file() and path.name != "index":
            found.update(str(path.relative_to(root)).encode() + path.read_bytes())
    return found.hexdigest()


def _merge_under_way(root: Path) -> None:
    git(root, "switch", "--quiet", "--create", "side")
    git(root, "commit", "--quiet", "--allow-empty", "--message", "Side")
    git(root, "switch", "--quiet", "main")
    git(root, "merge", "--quiet", "--no-ff", "--no-commit", "side")


def _shallow(root: Path) -> None:
    (root / ".git/shallow").write_text(git(root, "rev-parse", "HEAD") + "\n")


SPOILERS: dict[str, tuple[str, Callable[[Path], object]]] = {
    "changed": ("The work tree has changes", lambda root: (root / "README.md").write_text("x")),
    "untracked": ("The work tree has changes", lambda root: (root / "new.txt").write_text("x")),
    "detached": ("No branch is checked out", lambda root: git(root, "switch", "--detach")),
    "merging": ("A merge, rebase or bisection", _merge_under_way),
    "shallow": ("git fetch --unshallow", _shallow),
    "worktrees": (
        "more than one work tree",
        lambda root: git(root, "worktree", "add", "--quiet", "-b", "b", str(root.parent / "two")),
    ),
    "alternates": (
        "borrows objects",
        lambda root: (root / ".git/objects/info/alternates").write_text(str(root.parent)),
    ),
    "kept": (
        "marked to be kept",
        lambda root: (root / ".git/objects/pack/pack-1.keep").write_text(""),
    ),
    "partial": (
        "partial clone",
        lambda root: git(root, "config", "remote.origin.promisor", "true"),
    ),
    "blob-tag": (
        "does not point at a commit",
        lambda root: git(root, "tag", "blob", "HEAD:README.md"),
    ),
}


@pytest.mark.parametrize("name", SPOILERS)
def test_a_repository_that_is_not_whole_is_refused(root: Path, name: str) -> None:
    """Each message says what to do, and nothing is changed."""
    message, spoil = SPOILERS[name]
    spoil(root)
    before = _state(root)
    with pytest.raises(MentoringError, match=message):
        erase(Repository(root), MENTEE, TODAY)
    assert _state(root) == before


def test_all_that_is_in_the_way_is_said_at_once(root: Path) -> None:
    """One message names both obstacles."""
    (root / "new.txt").write_text("x")
    git(root, "switch", "--detach")
    with pytest.raises(MentoringError, match=r"(?s)No branch.*\n.*work tree has changes"):
        erase(Repository(root), MENTEE, TODAY)


def test_a_folder_without_history_is_refused(tmp_path: Path) -> None:
    """A folder without a history is refused with a message."""
    with pytest.raises(MentoringError, match="not the top of a Git repository"):
        erase(Repository(tmp_path), MENTEE, TODAY)


def test_a_file_that_cannot_be_read_stops_it(root: Path) -> None:
    """A record that cannot be read must be corrected before an erasure."""
    (root / "data/pairs/2026" / f"{MENTEE}.yaml").write_text("mentee: [")
    commit(root, "Break")
    with pytest.raises(DataError):
        erase(Repository(root), MENTEE, TODAY)


def test_a_rehearsal_changes_nothing(decorated: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With --dry-run everything is done in a clone, which is then deleted."""
    before = _state(decorated)
    assert run(["-C", str(decorated), "erase", MENTEE, "--today", str(TODAY), "--dry-run"]) == 0
    assert _state(decorated) == before
    assert "commits would be rewritten." in capsys.readouterr().out


def test_a_version_that_was_never_sound_goes_as_a_whole(root: Path) -> None:
    """An old version of a record that cannot be read is dropped."""
    path = root / "data/pairs/2026" / f"{MENTEE}.yaml"
    good = path.read_text()
    path.write_text(good + "goals: [He said")
    commit(root, "Slip")
    path.write_text(good)
    commit(root, "Mend")
    done = erase(Repository(root), MENTEE, TODAY)
    assert done.plan.dropped == {"data/pairs/2026/erased-1.yaml": 1}
    assert b"He said" not in history.raw(root)
    assert [e.path for e in load(root).editions["2026"].pairs]


def test_a_note_that_cannot_be_cut_goes_as_a_whole_and_is_listed(root: Path) -> None:
    """A note in which an encoding hides the name is removed, and the report says so."""
    note = base64.b64encode(f"Dear {CANARY}, welcome to us all.".encode()).decode()
    git(root, "notes", "add", "--message", note, "HEAD")
    done = erase(Repository(root), MENTEE, TODAY)
    assert done.plan.dropped == {"refs/notes/commits": 1}
    assert note.encode() not in history.raw(root)


def test_a_push_cleans_the_remote(decorated: Path, tmp_path: Path) -> None:
    """The printed command rewrites every branch and tag of the remote."""
    remote = tmp_path / "remote.git"
    git(tmp_path, "init", "--quiet", "--bare", str(remote))
    git(decorated, "remote", "add", "origin", str(remote))
    git(decorated, "branch", "elsewhere", "HEAD^")
    git(decorated, "push", "--quiet", "origin", "main", "elsewhere", f"withdraw-{MENTEE}", "--tags")
    git(decorated, "push", "--quiet", "origin", "refs/notes/*:refs/notes/*")
    git(decorated, "branch", "--quiet", "-D", "elsewhere")
    for push in erase(Repository(decorated), MENTEE, TODAY).pushes:
        git(decorated, *push.split()[1:], "--quiet")
    git(remote, "gc", "--quiet", "--prune=now")
    after = history.raw(remote)
    assert not [trace for trace in (MENTEE, EMAIL, CANARY) if trace.encode() in after]
    assert git(remote, "branch", "--format=%(refname:short)").splitlines() == [
        "elsewhere",
        "main",
        "withdraw-erased-1",
    ]
    assert git(remote, "tag").splitlines() == ["announced", "met-erased-1"]


@pytest.fixture
def with_upstream(decorated: Path, tmp_path: Path) -> Path:
    """The programme, with the tool's own repository as a second remote; its author has the name."""
    upstream = tmp_path / "upstream"
    upstream.mkdir()
    git(upstream, "init", "--quiet", "--initial-branch=main")
    git(upstream, "config", "user.name", CANARY)
    git(upstream, "config", "user.email", EMAIL)
    (upstream / "AUTHORS").write_text(f"{CANARY} <{EMAIL}>\n")
    commit(upstream, "Write the tool", author=f"{CANARY} <{EMAIL}>")
    git(upstream, "tag", "--annotate", "--message", f"By {CANARY}", "v1")
    git(decorated, "remote", "add", "upstream", str(upstream))
    git(decorated, "fetch", "--quiet", "--tags", "upstream")
    return decorated


def test_a_remote_that_holds_nobody_is_left_alone(with_upstream: Path) -> None:
    """No push to that remote is printed, and its branches and tags do not change."""
    refs = ("refs/remotes/upstream/main", "refs/tags/v1")
    before = {ref: git(with_upstream, "rev-parse", ref) for ref in refs}
    done = erase(Repository(with_upstream), MENTEE, TODAY)
    assert done.pushes == ()
    assert {ref: git(with_upstream, "rev-parse", ref) for ref in refs} == before
    assert done.scan.foreign > 0
    assert done.clean


def test_commits_before_the_person_came_stay_as_they_are(root: Path) -> None:
    """The person's commits are the first that change; a branch without them keeps its hashes."""
    git(root, "switch", "--quiet", "--orphan", "pages")
    (root / "index.md").write_text("Welcome.\n")
    commit(root, "Begin the pages")
    git(root, "switch", "--quiet", "main")
    pages = git(root, "rev-parse", "pages")
    erase(Repository(root), MENTEE, TODAY)
    assert git(root, "rev-parse", "pages") == pages


@pytest.mark.parametrize("ref", [f"refs/heads/{MENTEE}", f"refs/heads/{MENTEE}/letters",
                                 f"refs/notes/{MENTEE}", f"refs/tags/{MENTEE}"])  # fmt: skip
def test_a_ref_that_is_an_id_gets_the_tombstone(root: Path, ref: str) -> None:
    """Branches, notes and tags are renamed, with a number if the name is in use."""
    for name in (ref.replace(MENTEE, "erased-1"), ref):
        if name.startswith("refs/notes/"):
            git(root, "notes", f"--ref={name}", "add", "--message", "A quiet day", "HEAD")
        else:
            git(root, "update-ref", name, "HEAD")
    erase(Repository(root), MENTEE, TODAY)
    names = Repository(root).refs()
    assert not [name for name in names if MENTEE in name]
    assert any(name.startswith(ref.replace(MENTEE, "erased-1")) for name in names)


def test_the_branch_at_work_may_bear_the_id(root: Path) -> None:
    """The branch is checked out under its new name."""
    git(root, "branch", "--move", MENTEE)
    erase(Repository(root), MENTEE, TODAY)
    assert git(root, "symbolic-ref", "--short", "HEAD") == "erased-1"
    assert git(root, "status", "--porcelain") == ""
