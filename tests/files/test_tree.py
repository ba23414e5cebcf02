"""Only plain files below the root are found and read."""

from __future__ import annotations

import os
import socket
import tempfile
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from files.children import without_rights
from mentoring.errors import DataError
from mentoring.files.tree import Tree

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A folder with two files, one of them deeper."""
    (tmp_path / "data" / "pairs").mkdir(parents=True)
    (tmp_path / "data" / "pairs" / "bcd234.yaml").write_bytes(b"pair")
    (tmp_path / "data" / "README.md").write_bytes(b"readme")
    return tmp_path


def listed(root: Path, folder: str = "data") -> tuple[list[str], list[tuple[str, str, str]]]:
    """The files, and path, code and message of each problem."""
    listing = Tree(root).list(folder)
    return list(listing.files), [(p.path, p.code, p.message) for p in listing.problems]


def refused(root: Path, path: str, size: int = 1000) -> tuple[str, str, str]:
    """Path, code and message of the one problem that reading meets."""
    with pytest.raises(DataError) as caught:
        Tree(root).read(path, size=size)
    (problem,) = caught.value.problems
    assert problem.hint
    return problem.path, problem.code, problem.message


def test_files_are_found_in_order(root: Path) -> None:
    """Sorted by path on every disk; hidden files and empty folders do not count."""
    (root / "data" / ".gitkeep").write_bytes(b"")
    (root / "data" / ".cache").mkdir()
    (root / "data" / "empty").mkdir()
    (root / "data" / "A.md").write_bytes(b"")
    assert listed(root) == (["data/A.md", "data/README.md", "data/pairs/bcd234.yaml"], [])
    assert listed(root, "") == listed(root)
    assert listed(root, "data/pairs") == (["data/pairs/bcd234.yaml"], [])
    assert listed(root, "nowhere/at/all") == ([], [])


def test_files_are_read(root: Path) -> None:
    """As bytes, up to a size."""
    assert Tree(root).read("data/pairs/bcd234.yaml", size=4) == b"pair"
    message = "the file has more than 3 bytes, the most that are read"
    assert refused(root, "data/pairs/bcd234.yaml", 3) == (
        "data/pairs/bcd234.yaml",
        "too-large",
        message,
    )
    assert refused(root, "data/x.yaml") == ("data/x.yaml", "missing", "there is no such file")
    assert refused(root, "x/y/z.yaml") == ("x/y/z.yaml", "missing", "there is no such file")


def test_links_are_not_followed(root: Path) -> None:
    """Neither to files nor to folders, inside or outside, nor in the middle of a path."""
    (root / "data" / "file.yaml").symlink_to("README.md")
    (root / "data" / "folder").symlink_to("/etc")
    (root / "data" / "dangling").symlink_to("nowhere")
    found, problems = listed(root)
    assert found == ["data/README.md", "data/pairs/bcd234.yaml"]
    message = "a symbolic link is where a file or folder belongs"
    assert problems == [
        ("data/dangling", "not-plain", message),
        ("data/file.yaml", "not-plain", message),
        ("data/folder", "not-plain", message),
    ]
    assert refused(root, "data/file.yaml")[1] == "not-plain"
    assert refused(root, "data/folder/passwd")[1] == "not-plain"
    assert listed(root, "data/folder") == ([], [("data/folder", "not-plain", message)])


def test_pipes_sockets_and_devices_are_not_opened(root: Path) -> None:
    """A named pipe would wait for ever."""
    os.mkfifo(root / "data" / "pipe.yaml")
    with socket.socket(socket.AF_UNIX) as server:
        place = os.open(root / "data", os.O_RDONLY)
        server.bind(f"/proc/self/fd/{place}/socket")
        os.close(place)
        assert [message for _, _, message in listed(root)[1]] == [
            "a named pipe is where a file or folder belongs",
            "a socket is where a file or folder belongs",
        ]
    assert refused(root, "data/pipe.yaml")[1] == "not-plain"
    assert refused(Path("/"), "dev/null") == (
        "dev/null",
        "not-plain",
        "a device is where a file or folder belongs",
    )


def test_a_folder_is_no_file_and_a_file_no_folder(root: Path) -> None:
    """Each is told from the other."""
    assert refused(root, "data/pairs") == (
        "data/pairs",
        "not-a-file",
        "a folder is where a file belongs",
    )
    assert refused(root, "data/README.md/x") == (
        "data/README.md/x",
        "not-a-folder",
        "a file is where a folder belongs",
    )


@pytest.mark.parametrize("path", ["../x", "data/../../x", "/etc/passwd", "a//b", "./x", "x\0"])
def test_no_path_leads_out(root: Path, path: str) -> None:
    """No id and no argument can name a file outside the root."""
    assert refused(root, path)[1] == "outside"
    assert [code for _, code, _ in listed(root, path)[1]] == ["outside"]


def test_names_that_fall_together(root: Path) -> None:
    """On a Mac or on Windows these would be one file."""
    for name in ("ABC.yaml", "abc.yaml", "stra\u00dfe", "STRASSE"):
        (root / "data" / name).write_bytes(b"")
    for form in ("NFC", "NFD"):
        (root / "data" / unicodedata.normalize(form, "é")).write_bytes(b"")
    (root / "data" / "Pairs").mkdir()
    problems = listed(root)[1]
    assert [path for path, _, _ in problems] == [
        "data/abc.yaml",
        "data/pairs",
        "data/stra\u00dfe",
        "data/é",
    ]
    assert {code for _, code, _ in problems} == {"same-name"}


def test_names_that_not_every_system_can_hold(root: Path) -> None:
    """Some terminals cannot show them either."""
    for name in (b"a:b", b"a\\b", b"a\nb", b"a\x1b[31mb", b"a\xffb", b"dot.", "a\u202eb".encode()):
        Path(os.fsdecode(bytes(root / "data") + b"/" + name)).write_bytes(b"")
    found, problems = listed(root)
    assert [(path, code) for path, code, _ in problems] == [
        ("data/a:b", "file-name"),
        ("data/a\\b", "file-name"),
        ("data/a\\nb", "file-name"),
        ("data/a\\u202eb", "file-name"),
        ("data/a\\udcffb", "file-name"),
        ("data/a\\x1b[31mb", "file-name"),
        ("data/dot.", "file-name"),
    ]
    assert len(found) == 9


def test_endless_folders_are_left(root: Path) -> None:
    """A maze is a problem, not a crash."""
    deep = root / "data"
    for _ in range(20):
        deep /= "d"
        deep.mkdir()
    ((path, code, message),) = listed(root)[1]
    assert (path.count("/"), code) == (17, "too-deep")
    assert message == "folders are nested deeper than 16 levels"


@pytest.fixture
def open_root() -> Iterator[Path]:
    """A folder that any user may enter."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        yield Path(name)


def test_what_may_not_be_read_is_told(open_root: Path) -> None:
    """A file or folder without permission is a problem among the others."""
    (open_root / "closed.yaml").write_bytes(b"x")
    (open_root / "closed.yaml").chmod(0)
    (open_root / "folder").mkdir(mode=0)

    message = "it cannot be read: Permission denied"
    with without_rights():
        assert listed(open_root, "") == (["closed.yaml"], [("folder", "unreadable", message)])
        assert refused(open_root, "closed.yaml") == ("closed.yaml", "unreadable", message)
        assert refused(open_root, "folder/x")[1] == "unreadable"
    (open_root / "folder").chmod(0o755)
