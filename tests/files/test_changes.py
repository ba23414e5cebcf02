"""Several files change as one, in order, and a run that was killed is finished by the next."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from files.children import killed, told, with_little_room
from mentoring.errors import MentoringError
from mentoring.files.changes import plan
from mentoring.files.lock import locked

pytestmark = pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")

OLD = {"a/one.yaml": b"1", "a/two.yaml": b"2", "b/three.yaml": b"3", "same.yaml": b"s"}
WANTED = {
    "b/three.yaml": None,
    "a/one.yaml": b"one",
    "c/d/four.yaml": b"four",
    "same.yaml": b"s",
    "a/never.yaml": None,
}
NEW = {"a/one.yaml": b"one", "a/two.yaml": b"2", "c/d/four.yaml": b"four", "same.yaml": b"s"}


def held(root: Path) -> dict[str, bytes]:
    """All files below a folder."""
    files = (path for path in root.rglob("*") if path.is_file())
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in files}


def fill(root: Path, files: dict[str, bytes]) -> None:
    """Makes a folder hold just these files."""
    for path in root.rglob("*"):
        if path.is_file():
            path.unlink()
    for name, data in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(data)


def test_a_plan_shows_what_it_would_do(tmp_path: Path) -> None:
    """Each file and its change, in the order given; nothing is written yet."""
    fill(tmp_path, OLD)
    changes = plan(tmp_path, WANTED)
    assert [(change.path, change.status) for change in changes.files] == [
        ("b/three.yaml", "removed"),
        ("a/one.yaml", "changed"),
        ("c/d/four.yaml", "new"),
        ("same.yaml", "unchanged"),
        ("a/never.yaml", "unchanged"),
    ]
    assert changes.summary() == [
        "removed b/three.yaml",
        "changed a/one.yaml",
        "new     c/d/four.yaml",
    ]
    assert held(tmp_path) == OLD


def test_applying_does_it_once(tmp_path: Path) -> None:
    """The files are as wanted, empty folders are removed, and a second run changes nothing."""
    fill(tmp_path, OLD)
    assert plan(tmp_path, WANTED).apply()
    assert held(tmp_path) == NEW
    assert not (tmp_path / "b").exists()
    assert plan(tmp_path, WANTED).summary() == []
    assert not plan(tmp_path, WANTED).apply()


def test_a_kill_at_any_moment_leaves_work_for_the_next_run(tmp_path: Path) -> None:
    """Killed before each call in turn: every file is old or new, in order; the next run ends it."""
    calls = 0
    alive = True
    states = set()
    while alive:
        calls += 1
        fill(tmp_path, OLD)
        alive = killed(lambda: plan(tmp_path, WANTED).apply(), calls)
        now = {name: data for name, data in held(tmp_path).items() if not name.endswith(".tmp")}
        assert all(data in {OLD.get(name), NEW.get(name)} for name, data in now.items())
        states.add((now.get("b/three.yaml"), now["a/one.yaml"], now.get("c/d/four.yaml")))
        plan(tmp_path, WANTED).apply()
        assert held(tmp_path) == NEW
    assert states == {
        (b"3", b"1", None),
        (None, b"1", None),
        (None, b"one", None),
        (None, b"one", b"four"),
    }


@pytest.mark.parametrize("count", [3, 50])
def test_a_full_disk_changes_nothing(tmp_path: Path, count: int) -> None:
    """When the last file does not fit, the first one is not replaced either."""
    old = {f"{number}.yaml": b"old" for number in range(count)}
    fill(tmp_path, old)

    def apply() -> None:
        with_little_room(1000)
        plan(tmp_path, {**dict.fromkeys(old, b"new"), "large.yaml": b"x" * 5000}).apply()

    message = "the file would be larger than the system allows"
    assert told(apply) == f"MentoringError: {tmp_path}/large.yaml: {message}"
    assert held(tmp_path) == old


def test_many_files(tmp_path: Path) -> None:
    """Hundreds of files are written as safely as one."""
    files = {f"{number % 7}/{number}.yaml": str(number).encode() for number in range(300)}
    assert plan(tmp_path, files, private=True).apply()
    assert held(tmp_path) == files
    assert {(tmp_path / name).stat().st_mode & 0o777 for name in files} == {0o600}
    plan(tmp_path, dict.fromkeys(files)).apply()
    assert not any(tmp_path.iterdir())


@pytest.mark.parametrize("folder", ["", ".git"])
def test_files_at_the_root_change_with_others(tmp_path: Path, folder: str) -> None:
    """Under the lock, a file at the root keeps its new bytes, with and without Git."""
    (tmp_path / folder).mkdir(exist_ok=True)
    with locked(tmp_path, "a test", print):
        plan(tmp_path, {"top.yaml": b"1", "a/one.yaml": b"1"}).apply()
        plan(tmp_path, {"a/one.yaml": b"2", "top.yaml": b"2"}).apply()
    assert {path: data for path, data in held(tmp_path).items() if ".git" not in path} == {
        "a/one.yaml": b"2",
        "top.yaml": b"2",
    }


def test_what_cannot_be_replaced_leaves_no_trace(tmp_path: Path) -> None:
    """A folder that comes in the way between planning and applying is an error that names it."""
    changes = plan(tmp_path, {"a.yaml": b"a", "b.yaml": b"b"})
    (tmp_path / "a.yaml").mkdir()
    with pytest.raises(MentoringError, match="a folder is where the file belongs"):
        changes.apply()
    assert held(tmp_path) == {}


@pytest.mark.parametrize("path", ["../x", "a/../../x", "/x", "a//x", "", "a/", "a/./x", "x\0"])
def test_no_path_leads_out(tmp_path: Path, path: str) -> None:
    """An id with dots and slashes in it is an error before anything is written."""
    with pytest.raises(MentoringError, match="leads out"):
        plan(tmp_path, {"fine.yaml": b"", path: b"x"})


def test_no_link_leads_out(tmp_path: Path) -> None:
    """Neither a folder that is a link nor a file that is one is written through."""
    root, elsewhere = tmp_path / "root", tmp_path / "elsewhere"
    root.mkdir()
    elsewhere.mkdir()
    (root / "folder").symlink_to(elsewhere)
    (root / "file").symlink_to(elsewhere / "file")
    for path in ("folder/x", "file"):
        with pytest.raises(MentoringError, match="symbolic link"):
            plan(root, {path: b"x"})
    assert held(elsewhere) == {}


names = st.lists(st.sampled_from("abc"), min_size=1, max_size=3).map("/".join).map("{}.yaml".format)
wishes = st.dictionaries(names, st.sampled_from([None, b"", b"x", b"y"]))


@given(wishes, wishes)
def test_any_wish_is_met(before: dict[str, bytes | None], after: dict[str, bytes | None]) -> None:
    """Any state becomes any other, and files that are not named stay."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        plan(root, before).apply()
        plan(root, after).apply()
        expected = {**before, **after}
        assert held(root) == {name: data for name, data in expected.items() if data is not None}
        assert all(any(path.iterdir()) for path in root.rglob("*") if path.is_dir())
