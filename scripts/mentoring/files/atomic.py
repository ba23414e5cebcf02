"""Writing a file so that whoever looks, whenever, finds the old bytes or the new ones."""

from __future__ import annotations

import errno
import os
import re
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from mentoring.errors import MentoringError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_LEFT_OVER = re.compile(r"\..+\.(\d{1,9})\.tmp")  # as `stage` names them, by its process

_CURES = {
    errno.ENOSPC: "the disk is full; free some space and run the command again",
    errno.EDQUOT: "your disk quota is used up; free some space and run the command again",
    errno.EFBIG: "the file would be larger than the system allows",
    errno.EROFS: "the disk can only be read; mount it for writing",
    errno.EACCES: "permission denied; make the file and its folder writable for you",
    errno.EPERM: "not permitted; make the file and its folder writable for you",
    errno.ENAMETOOLONG: "the name is too long for this disk",
    errno.ENOTDIR: "a file stands where a folder is needed; move it away",
    errno.EISDIR: "a folder stands where the file belongs; move it away",
    errno.ENOENT: "it vanished meanwhile; run the command again",
    errno.ELOOP: "a symbolic link stands where a file belongs; remove it",
}


def write(path: Path, data: bytes, *, mode: int = 0o644) -> bool:
    """Makes `path` hold `data`, in one step; tells whether anything had to change.

    A new file gets `mode` less the umask, one that is there keeps its own; missing folders are
    made. Raises MentoringError when the system refuses: then what was there is still there, whole.
    """
    if not differs(path, data):
        return False
    remove_left_overs(path.parent)
    replace(stage(path, data, mode=mode), path)
    sync_folder(path.parent)
    return True


def differs(path: Path, data: bytes | None) -> bool:
    """Whether `path` holds anything but `data` (None: no file at all)."""
    with named(path):
        try:
            return _read(path) != data
        except FileNotFoundError:
            return data is not None


def stage(path: Path, data: bytes, *, mode: int = 0o644) -> Path:
    """Brings `data` down to the disk in a temporary file beside `path`."""
    staged = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    with named(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            _create(staged, data, _mode(path), mode)
        except BaseException:
            staged.unlink(missing_ok=True)
            raise
    return staged


def replace(staged: Path, path: Path) -> None:
    """Puts a staged file in the place of `path`."""
    with named(path):
        try:
            staged.replace(path)
        except BaseException:
            staged.unlink(missing_ok=True)
            raise


def sync_folder(folder: Path) -> None:
    """Brings a folder's list of names down to the disk."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def remove_left_overs(folder: Path) -> None:
    """Removes the temporary files of processes that were killed."""
    if not folder.is_dir():
        return
    for path in folder.iterdir():
        found = _LEFT_OVER.fullmatch(path.name)
        if found and not _runs(int(found[1])):
            with suppress(OSError):
                path.unlink()


@contextmanager
def named(path: Path) -> Iterator[None]:
    """Turns what the system refuses into an error that names the path and the cure."""
    try:
        yield
    except OSError as error:
        number = error.errno or 0
        raise MentoringError(f"{path}: {_CURES.get(number, os.strerror(number))}") from error


def _read(path: Path) -> bytes:
    descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    with os.fdopen(descriptor, "rb") as file:
        return file.read()


def _create(staged: Path, data: bytes, kept: int | None, mode: int) -> None:
    descriptor = os.open(staged, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, mode)
    with os.fdopen(descriptor, "wb") as file:
        if kept is not None:
            os.fchmod(descriptor, kept)
        file.write(data)
        file.flush()
        os.fsync(descriptor)


def _mode(path: Path) -> int | None:
    with suppress(FileNotFoundError):
        return path.stat().st_mode & 0o777
    return None


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:  # it runs, for somebody else
        return True
    return process != os.getpid()
