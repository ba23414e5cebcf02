"""Writing a file so that whoever looks, whenever, finds the old bytes or the new ones."""

from __future__ import annotations

import errno
import os
import re
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from mentoring.errors import MentoringError

if TYPE_CHECKING:
    from collections.abc import Iterator

_LEFT_OVER = re.compile(r"\..+\.(\d+)\.tmp")  # see `stage`: the number is the writer's process id

_CURES = {
    errno.ENOSPC: "the disk is full; free some space and run the command again",
    errno.EDQUOT: "your disk quota is used up; free some space and run the command again",
    errno.EFBIG: "the file is larger than the system allows here",
    errno.EROFS: "the disk is mounted read-only; mount it for writing",
    errno.EACCES: "permission denied; make the folder and the file writable for you",
    errno.EPERM: "not permitted; make the folder and the file writable for you",
    errno.ENAMETOOLONG: "the name is too long for this disk; use a shorter folder name",
    errno.ENOTDIR: "a file stands where a folder is needed; move it away",
    errno.EISDIR: "a folder stands where the file belongs; move it away",
    errno.ENOENT: "it vanished meanwhile; run the command again",
}


def write(path: Path, data: bytes, *, mode: int = 0o644) -> bool:
    """Makes `path` hold `data`, in one step; tells whether anything had to change.

    A new file gets `mode` less the umask, an existing one keeps its own. Missing folders are made.
    Raises MentoringError when the system refuses; then the old file is still there, whole.
    """
    if not differs(path, data):
        return False
    remove_left_overs(path.parent)
    staged = stage(path, data, mode=mode)
    replace(staged, path)
    sync_folder(path.parent)
    return True


def differs(path: Path, data: bytes | None) -> bool:
    """Whether `path` holds anything but `data` (None: no file at all)."""
    with refusals_named(path):
        try:
            return path.read_bytes() != data
        except FileNotFoundError:
            return data is not None


def stage(path: Path, data: bytes, *, mode: int = 0o644) -> Path:
    """Writes `data` to a temporary file beside `path`, down to the disk."""
    staged = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    with refusals_named(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            with open(os.open(staged, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as file:
                with suppress(FileNotFoundError):
                    os.fchmod(file.fileno(), path.stat().st_mode & 0o777)
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
        except BaseException:
            staged.unlink(missing_ok=True)
            raise
    return staged


def replace(staged: Path, path: Path) -> None:
    """Puts a staged file in the place of `path`."""
    with refusals_named(path):
        try:
            os.replace(staged, path)
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
    """Removes the temporary files of writers that were killed."""
    if not folder.is_dir():
        return
    for entry in os.scandir(folder):
        found = _LEFT_OVER.fullmatch(entry.name)
        if found and not _runs(int(found[1])):
            with suppress(OSError):
                os.unlink(entry.path)


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (OverflowError, PermissionError):
        return True
    return process != os.getpid()


@contextmanager
def refusals_named(path: Path) -> Iterator[None]:
    """Turns what the system refuses into an error that names the path and the cure."""
    try:
        yield
    except OSError as error:
        cure = _CURES.get(error.errno or 0, os.strerror(error.errno or 0))
        raise MentoringError(f"{path}: {cure}") from error
