"""A write is done or not done, and what the system refuses is told in words."""

from __future__ import annotations

import os
import random
import signal
import stat
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from files.children import killed, told, with_little_room, without_rights
from mentoring.errors import MentoringError
from mentoring.files.changes import write

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder that any user may enter and write to."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o777)
        yield Path(name)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 64 kB."""
    if os.geteuid():
        pytest.skip("only root may mount; a limit on file sizes stands in for it in another test")
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "none", tmp_path], check=True)
    yield tmp_path
    subprocess.run(["umount", tmp_path], check=True)


def names(folder: Path) -> list[str]:
    """What a folder holds."""
    return sorted(path.name for path in folder.iterdir())


def test_it_tells_whether_anything_changed(tmp_path: Path) -> None:
    """Equal bytes are not written again, not even touched."""
    path = tmp_path / "data" / "new" / "a.yaml"
    assert write(path, b"one")
    before = path.stat()
    assert not write(path, b"one")
    assert path.stat().st_mtime_ns == before.st_mtime_ns
    assert write(path, b"two")
    assert path.read_bytes() == b"two"
    assert names(path.parent) == ["a.yaml"]


def test_modes(tmp_path: Path) -> None:
    """A new file gets the usual mode less the umask; an old one keeps its own."""
    old, new = tmp_path / "old", tmp_path / "new"
    old.write_bytes(b"")
    old.chmod(0o751)
    write(old, b"x")
    mask = os.umask(0o027)
    try:
        write(new, b"x")
    finally:
        os.umask(mask)
    assert stat.S_IMODE(old.stat().st_mode) == 0o751
    assert stat.S_IMODE(new.stat().st_mode) == 0o640


def test_a_private_file_and_the_folders_made_for_it_are_their_owners_alone(tmp_path: Path) -> None:
    """Also where the file stood open to all before; folders that were there stay as they are."""
    tmp_path.chmod(0o755)
    path = tmp_path / "outbox/2026/letter.eml"
    write(path, b"x", private=True)
    open_once = tmp_path / "outbox/letter.eml"
    open_once.write_bytes(b"")
    open_once.chmod(0o644)
    write(open_once, b"x", private=True)
    modes = {
        parent: stat.S_IMODE(parent.stat().st_mode)
        for parent in (*path.parents[:3], path, open_once)
    }
    assert list(modes.values()) == [0o700, 0o700, 0o755, 0o600, 0o600]


@pytest.mark.parametrize("there", [True, False])
def test_a_kill_at_any_moment_leaves_the_old_or_the_new(tmp_path: Path, there: bool) -> None:  # noqa: FBT001
    """Killed before each of its calls in turn, a write leaves no half file; the next ends it."""
    path = tmp_path / "a.yaml"
    outcomes = set()
    calls = 0
    alive = True
    while alive:
        calls += 1
        path.write_bytes(b"old" * 10_000) if there else path.unlink(missing_ok=True)
        alive = killed(lambda: write(path, b"new" * 20_000), calls)
        outcomes.add(path.read_bytes()[:3] if path.exists() else None)
        assert not path.exists() or path.stat().st_size in {30_000, 60_000}
        write(path, b"next")
        assert names(tmp_path) == ["a.yaml"]
    assert outcomes == {b"old" if there else None, b"new"}
    assert calls > 20


def test_kills_at_random_moments(tmp_path: Path) -> None:
    """A process that writes on and on is killed from outside, time and again."""
    path = tmp_path / "a.yaml"
    contents = [b"1" * 100_000, b"2" * 200_000]
    path.write_bytes(contents[0])
    script = (
        "import sys, pathlib; from mentoring.files.changes import write\n"
        "print('ready', flush=True)\n"
        f"while True:\n  for c in {(b'1', 100_000), (b'2', 200_000)}:\n"
        "    write(pathlib.Path(sys.argv[1]), c[0] * c[1])\n"
    )
    moments = random.Random(2026)
    for _ in range(12):
        with subprocess.Popen([sys.executable, "-c", script, str(path)], stdout=-1) as child:
            assert child.stdout
            child.stdout.readline()
            time.sleep(moments.uniform(0, 0.03))
            child.send_signal(signal.SIGKILL)
        assert path.read_bytes() in contents
    write(path, b"next")
    assert names(tmp_path) == ["a.yaml"]


def test_what_a_live_process_stages_is_left_alone(tmp_path: Path) -> None:
    """Only the temporary files of dead processes are removed, and only such files."""
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=-1) as child:
        staged = [f".a.yaml.{child.pid}.tmp", ".a.yaml.1.tmp", ".notes.tmp", "b.999999999.tmp"]
        for name in [*staged, ".a.yaml.999999999.tmp", f".b.{os.getpid()}.tmp"]:
            (tmp_path / name).write_bytes(b"half")
        write(tmp_path / "a.yaml", b"x")
        assert names(tmp_path) == sorted(["a.yaml", *staged])
        child.communicate(b"\n")


def test_what_a_stranger_stages_is_left_alone(folder: Path) -> None:
    """A process that one may not signal runs all the same."""
    (folder / ".a.yaml.1.tmp").write_bytes(b"half")
    with without_rights():
        write(folder / "a.yaml", b"x")
    assert names(folder) == [".a.yaml.1.tmp", "a.yaml"]


def test_a_full_disk(tmp_path: Path) -> None:
    """Where there is no room the old file stays whole, and nothing else is left."""
    path = tmp_path / "a.yaml"
    path.write_bytes(b"old")

    def write_too_much() -> None:
        with_little_room(1000)
        write(path, b"x" * 5000)

    assert told(write_too_much) == (
        f"MentoringError: {path}: the file would be larger than the system allows"
    )
    assert path.read_bytes() == b"old"
    assert names(tmp_path) == ["a.yaml"]


def test_a_small_disk(small_disk: Path) -> None:
    """It takes what fits, keeps what it has when it is full, and says when it is read-only."""
    path = small_disk / "a.yaml"
    write(path, b"x" * 20_000)
    with pytest.raises(MentoringError, match="the disk is full; free some space"):
        write(path, b"y" * 60_000)
    assert path.read_bytes() == b"x" * 20_000
    assert names(small_disk) == ["a.yaml"]
    subprocess.run(["mount", "-o", "remount,ro", small_disk], check=True)
    with pytest.raises(MentoringError, match="can only be read; mount it for writing"):
        write(path, b"y")


def test_a_folder_without_permission(folder: Path) -> None:
    """Neither a file in it nor a folder in it can be made; the error says what to do."""
    (folder / "a.yaml").write_bytes(b"old")
    folder.chmod(0o555)
    for path in (folder / "a.yaml", folder / "b" / "c.yaml"):
        with without_rights(), pytest.raises(MentoringError, match="permission denied; make") as e:
            write(path, b"new")
        assert str(path) in str(e.value)
    assert names(folder) == ["a.yaml"]
    folder.chmod(0o755)


def test_a_link_or_folder_in_the_place_of_the_file(tmp_path: Path) -> None:
    """Links are not followed, folders not replaced, names not cut."""
    (tmp_path / "folder" / "inner").mkdir(parents=True)
    (tmp_path / "file").write_bytes(b"")
    (tmp_path / "link").symlink_to("file")
    ways = {
        "link": "symbolic link is where the file belongs",
        "folder": "folder is where the file belongs",
        "file/inner": "file is where a folder is needed",
        "folder/" + "x" * 300: "name is too long",
    }
    for name, message in ways.items():
        with pytest.raises(MentoringError, match=message):
            write(tmp_path / name, b"new")
    assert (tmp_path / "file").read_bytes() == b""
    assert names(tmp_path / "folder") == ["inner"]


def test_a_pipe_does_not_make_it_wait(tmp_path: Path) -> None:
    """A named pipe in the file's place is replaced."""
    os.mkfifo(tmp_path / "a.yaml")
    assert write(tmp_path / "a.yaml", b"x")
    assert (tmp_path / "a.yaml").read_bytes() == b"x"
