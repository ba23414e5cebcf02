"""Commands given side by side: each sees what the one before it wrote, and none is lost."""

from __future__ import annotations

import csv
import fcntl
import hashlib
import io
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from mentoring.errors import MentoringError
from mentoring.files import lock
from mentoring.files.changes import plan
from mentoring.files.lock import locked
from mentoring.files.tables import write_table
from mentoring.store.reader import load
from mentoring.store.writer import changes

if TYPE_CHECKING:
    from collections.abc import Iterable

TESTS = Path(__file__).parents[1]
PROGRAMME = TESTS / "programme"
PAIR = "dzfdpm"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A copy of the miniature programme."""
    ignored = shutil.ignore_patterns("_expected")
    return shutil.copytree(PROGRAMME, tmp_path / "programme", ignore=ignored)


def together(root: Path, commands: Iterable[list[str]]) -> list[tuple[int, str]]:
    """What each of the commands says when all are given at once."""
    started = [
        subprocess.Popen(
            [sys.executable, "-m", "mentoring", "-C", root, *command],
            env={**os.environ, "PYTHONPATH": str(TESTS.parent / "scripts")},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        for command in commands
    ]
    said = [process.communicate(timeout=120)[0] for process in started]
    return [(process.returncode, text) for process, text in zip(started, said, strict=True)]


def test_meetings_logged_side_by_side_are_all_there(root: Path) -> None:
    """Three organisers, four meetings each."""
    for turn in range(4):
        days = [f"2032-02-{3 * turn + number:02}" for number in (1, 2, 3)]
        log = ["pair", "log", "2031", PAIR, "--minutes", "30", "--today", "2032-02-23"]
        done = together(root, ([*log, "--meeting", day] for day in days))
        assert {status for status, _ in done} == {0}, done
    assert {f"2032-02-{day:02}" for day in range(1, 13)} <= meetings(root)
    assert not list(root.glob(".mentoring-lock"))


def meetings(root: Path) -> set[str]:
    """The days on which the pair met, as its file has them."""
    pairs = (entry.record for entry in load(root).sound("2031").pairs)
    pair = next(pair for pair in pairs if pair.mentee == PAIR)
    return {str(meeting.date) for meeting in pair.latest.meetings}


def test_one_export_imported_twice_at_once_brings_everybody_once(
    root: Path, tmp_path: Path
) -> None:
    """The second import finds the people of the first."""
    golden = TESTS / "intake/golden/google-forms.csv"
    text = golden.read_text(encoding="utf-8-sig").replace("2026", "2031")
    rows = list(csv.reader(io.StringIO(text, newline="")))
    export = tmp_path / "answers.csv"  # without wishes, which name mentors of another programme
    wishless = ([*row[:30], *[""] * 6, *row[36:]] for row in rows[1:])
    export.write_bytes(write_table([rows[0], *wishless]))
    options = ["--cohort", "2031", "--mapping", "google-forms", "--keep-going"]
    before = len(load(root).sound("2031").people)
    together(root, [["import", str(export), *options]] * 2)
    emails = [person.person.email for person in load(root).sound("2031").people.values()]
    assert len(emails) == len(set(emails)) > before


def test_the_holder_is_named_and_waited_for(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A command that waits in vain names the holder, and says that nothing was changed."""
    monkeypatch.setattr(lock, "PATIENCE", 0.2)
    told: list[str] = []
    holding = (
        "import sys; from pathlib import Path; from mentoring.files.lock import locked\n"
        "with locked(Path(sys.argv[1]), 'mentoring send, process 42', print):\n"
        "    print('held', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", holding, root],
        env={**os.environ, "PYTHONPATH": str(TESTS.parent / "scripts")},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        with (
            pytest.raises(MentoringError, match=r"at work .*: mentoring send, process 42\. Give"),
            locked(root, "me", told.append),
        ):
            pass
        (waiting,) = told
        assert waiting.endswith("another command in this repository: mentoring send, process 42")
        holder.kill()
    staged = root / "data/pairs/2031/.x.yaml.1.tmp"
    staged.write_text("name: somebody")
    with locked(root, "me", told.append), locked(root, "me again", told.append):
        assert not staged.exists()  # the holder was killed, and may have left it
    assert len(told) == 1
    assert not (root / ".mentoring-lock").exists()


def test_the_lock_of_a_repository_is_inside_of_git(root: Path) -> None:
    """So it is never committed, and the work tree stays clean."""
    (root / ".git").mkdir()
    with locked(root, "me", print):
        assert (root / ".git/mentoring-lock").read_text() == "me"
        assert (root / ".git/mentoring-lock").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("now", [None, b"x: 2\n"])
def test_a_file_that_somebody_else_changed_is_not_written_over(
    tmp_path: Path, now: bytes | None
) -> None:
    """Whatever lock an editor ignores: what was planned on other bytes is refused as a whole."""
    for name in ("a.yaml", "b.yaml"):
        (tmp_path / name).write_bytes(b"x: 1\n")
    planned = plan(tmp_path, {"a.yaml": b"x: 3\n", "b.yaml": b"x: 3\n", "c.yaml": b"x: 3\n"})
    if now is None:
        (tmp_path / "b.yaml").unlink()
    else:
        (tmp_path / "b.yaml").write_bytes(now)
    with pytest.raises(MentoringError, match=r"b\.yaml has changed since"):
        planned.apply()
    assert (tmp_path / "a.yaml").read_bytes() == b"x: 1\n"
    assert sorted(path.name for path in tmp_path.iterdir()) in (["a.yaml"], ["a.yaml", "b.yaml"])


def test_a_new_file_does_not_take_the_place_of_one_that_came_meanwhile(tmp_path: Path) -> None:
    """Two people may make the same file."""
    planned = plan(tmp_path, {"a.yaml": b"x: 3\n"})
    (tmp_path / "a.yaml").write_bytes(b"x: 1\n")
    with pytest.raises(MentoringError, match="has changed since"):
        planned.apply()
    assert (tmp_path / "a.yaml").read_bytes() == b"x: 1\n"


def test_a_record_changed_since_the_edition_was_read_is_not_written(root: Path) -> None:
    """A match takes minutes; an editor saves in between."""
    edition = load(root).sound("2031")
    pair = next(entry.record for entry in edition.pairs if entry.record.mentee == PAIR)
    path = root / f"data/pairs/2031/{PAIR}.yaml"
    path.write_text(path.read_text() + "# looked at\n")
    with pytest.raises(MentoringError, match="has changed since"):
        changes(root, [pair], edition=edition)


def test_what_a_killed_command_began_is_finished_only_where_nobody_changed_it(
    tmp_path: Path,
) -> None:
    """Its note says which bytes each file had and is to have; a file put back stays as it is."""
    (tmp_path / "data").mkdir()
    told: list[str] = []
    for put_back in (False, True):
        for name in "ab":
            (tmp_path / f"data/{name}").write_bytes(b"old")
            (tmp_path / f"data/.{name}.1.tmp").write_bytes(b"new")
        old, new = (hashlib.sha256(data).hexdigest() for data in (b"old", b"new"))
        steps = [(f"data/{name}", f"data/.{name}.1.tmp", old, new) for name in "ab"]
        (tmp_path / ".mentoring-plan").write_text(json.dumps(steps))
        (tmp_path / "data/.a.1.tmp").replace(tmp_path / "data/a")
        if put_back:
            (tmp_path / "data/a").write_bytes(b"old")
        (tmp_path / ".mentoring-lock").write_text("mentoring replace, process 1")
        with locked(tmp_path, "me", told.append):
            names = sorted(path.name for path in (tmp_path / "data").iterdir())
            assert names == ["a", "b"]
        expected = b"old" if put_back else b"new"
        assert {(tmp_path / f"data/{name}").read_bytes() for name in "ab"} == {expected}
    assert told == ["Finished first what was interrupted: mentoring replace, process 1"]
    assert [path.name for path in tmp_path.iterdir()] == ["data"]


def test_a_killed_command_is_told_until_it_is_finished(tmp_path: Path) -> None:
    """With its files; not while a command is at work, and not once all of it is done."""
    (tmp_path / "data").mkdir()
    for name in "ab":
        (tmp_path / f"data/{name}").write_bytes(b"old")
        (tmp_path / f"data/.{name}.1.tmp").write_bytes(b"new")
    old, new = (hashlib.sha256(data).hexdigest() for data in (b"old", b"new"))
    steps = [(f"data/{name}", f"data/.{name}.1.tmp", old, new) for name in "ab"]
    (tmp_path / ".mentoring-plan").write_text(json.dumps(steps))
    held = tmp_path / ".mentoring-lock"
    held.write_text("mentoring replace, process 1")
    files = ["data/a", "data/.a.1.tmp", "data/b", "data/.b.1.tmp"]
    assert lock.unfinished(tmp_path) == ("mentoring replace, process 1", files)
    with held.open() as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        assert lock.unfinished(tmp_path) == ("", [])
    for name in "ab":
        (tmp_path / f"data/.{name}.1.tmp").replace(tmp_path / f"data/{name}")
    assert lock.unfinished(tmp_path) == ("", [])
