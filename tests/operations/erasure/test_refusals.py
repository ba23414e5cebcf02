"""If anything fails while a new history is made, the repository does not change."""

from __future__ import annotations

import shutil
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from mentoring.errors import DataError, MentoringError
from mentoring.operations.erasure import prepare
from mentoring.operations.erasure.erase import carry_out, erase
from mentoring.operations.erasure.plan import work_folder
from mentoring.operations.erasure.prepare import Removal
from mentoring.operations.erasure.subject import known_people, of_person
from mentoring.operations.git import Repository, objects
from mentoring.store.reader import load
from mentoring.store.vault import Vault
from mentoring.store.writer import changes
from operations import history
from operations.history import CANARY, MENTEE, OTHER, TODAY, commit, git

if TYPE_CHECKING:
    from pathlib import Path

CONFIG = "data/programme.yaml"


def _is_untouched(root: Path, head: str) -> bool:
    left = work_folder(Repository(root)).exists() or git(root, "status", "--porcelain")
    return git(root, "rev-parse", "HEAD") == head and not left


def test_a_trace_that_is_left_stops_it(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """If the rewriting misses a place, the search finds it before anything is changed."""
    monkeypatch.setattr(prepare, "rewrite", lambda *_: ({}, {}))
    head = git(root, "rev-parse", "HEAD")
    with pytest.raises(MentoringError, match=r"Traces would be left in README\.md"):
        erase(Repository(root), MENTEE, TODAY)
    assert _is_untouched(root, head)


def test_a_programme_that_would_not_be_sound_stops_it(root: Path) -> None:
    """An erasure that would cause a new error in the data is refused."""
    known, _ = known_people(objects(Repository(root)), Vault({}))
    spoilt = replace(load(root).editions["2026"].people[OTHER], experiments=("AMS",))
    removal = Removal(
        subject=of_person(MENTEE, known, []),
        message="x",
        changes=lambda found: changes(found.root, [spoilt]),
    )
    head = git(root, "rev-parse", "HEAD")
    with pytest.raises(DataError) as caught:
        carry_out(Repository(root), removal, TODAY, dry_run=False)
    assert "experiment-not-accepted" in {problem.code for problem in caught.value.problems}
    assert _is_untouched(root, head)


def test_errors_that_were_there_do_not_stop_it(root: Path) -> None:
    """Errors that the data had before do not stop an erasure."""
    path = root / f"data/applications/2026/{OTHER}.yaml"
    path.write_text(path.read_text().replace("[ALICE]", "[AMS]"))
    commit(root, "Spoil")
    erase(Repository(root), MENTEE, TODAY)
    assert MENTEE.encode() not in history.raw(root)


def test_a_branch_of_which_nothing_is_left_is_refused(root: Path) -> None:
    """A branch that holds only one person is not rewritten: the repository should be deleted."""
    config = (root / CONFIG).read_bytes()
    git(root, "switch", "--quiet", "--orphan", "alone")
    (root / ".git/info/exclude").write_text(CONFIG)  # there to be read, and in no commit
    (root / CONFIG).parent.mkdir(exist_ok=True)
    (root / CONFIG).write_bytes(config)
    (root / "letter.txt").write_text(f"Dear {CANARY}", encoding="utf-16")
    commit(root, "Alone")
    head = git(root, "rev-parse", "HEAD")
    with pytest.raises(MentoringError, match="Nothing would be left of this branch"):
        erase(Repository(root), MENTEE, TODAY)
    assert _is_untouched(root, head)


def test_a_pair_that_was_only_proposed_goes(root: Path) -> None:
    """A proposed pair was not announced, so its file is removed; `match` proposes another."""
    git(root, "reset", "--quiet", "--hard", "HEAD^")
    erase(Repository(root), MENTEE, TODAY)
    assert [e.record.mentee for e in load(root).editions["2026"].pairs] == [OTHER]
    assert not (root / "data/pairs/2026/erased-1.yaml").exists()


def test_changes_that_are_not_committed_are_named(root: Path) -> None:
    """Changed, renamed and untracked files are named by path, a new folder as a whole."""
    (root / "README.md").write_text("More\n")
    git(root, "mv", f"data/applications/2026/{OTHER}.yaml", "spare copy.yaml")
    for name in ("one.txt", "two.txt"):
        (root / "notes").mkdir(exist_ok=True)
        (root / "notes" / name).write_text(name)
    with pytest.raises(MentoringError) as caught:
        erase(Repository(root), MENTEE, TODAY)
    _, _, named = str(caught.value).partition("untracked files too:\n")
    assert {line.strip() for line in named.splitlines()} == {
        "README.md",
        f"data/applications/2026/{OTHER}.yaml",
        "notes/",
        "spare copy.yaml",
    }


def test_an_id_that_stands_in_the_history_alone_is_erased(root: Path) -> None:
    """A person whose files were deleted long ago is erased from the history."""
    config = (root / CONFIG).read_bytes()
    shutil.rmtree(root / "data")
    shutil.rmtree(root / "docs")
    (root / CONFIG).parent.mkdir()
    (root / CONFIG).write_bytes(config)
    commit(root, "Begin again")
    done = erase(Repository(root), MENTEE, TODAY)
    assert done.tombstones == {MENTEE: "erased-1"}
    assert MENTEE.encode() not in history.raw(root)
