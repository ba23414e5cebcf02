"""The steps of an atomic write: a file is staged beside its place, then put there at once."""

import errno
import hashlib
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from mentoring.errors import MentoringError
from mentoring.files.messages import messages

_STAGED = re.compile(r"\..+\.(\d{1,9})\.tmp")  # the number is the writer's process id
_HERE = os.O_NOFOLLOW | os.O_NONBLOCK  # follows no link, waits for no other end of a pipe


def append(path: Path, text: str) -> None:
    """Append text to a file that the CI host reads, such as its job summary."""
    with named(path), path.open("a", encoding="utf-8") as file:
        file.write(text)


def content(path: Path) -> bytes | None:
    """The content of a file; None if there is none."""
    with named(path):
        try:
            with open(path, "rb", opener=lambda name, flags: os.open(name, flags | _HERE)) as file:
                return file.read()
        except FileNotFoundError:
            return None


def digest(path: Path) -> str | None:
    """The SHA-256 of a file's content; None if there is none."""
    data = content(path)
    return None if data is None else hashlib.sha256(data).hexdigest()


def stage(path: Path, data: bytes, *, private: bool = False, sync: bool = True) -> Path:
    """Write `data` to a temporary file beside `path`; with `sync`, flush it to the disk."""
    staged = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    mode, folder_mode = (0o600, 0o700) if private else (0o644, 0o777)
    with named(path):
        _make_folder(path.parent, folder_mode)
        kept = path.stat().st_mode & 0o777 if path.exists() and not private else None
        try:
            with open(staged, "xb", opener=lambda name, flags: os.open(name, flags, mode)) as file:
                if kept is not None:
                    os.fchmod(file.fileno(), kept)
                file.write(data)
                file.flush()
                if sync:
                    os.fsync(file.fileno())
        except BaseException:
            staged.unlink(missing_ok=True)
            raise
    return staged


def _make_folder(folder: Path, mode: int) -> None:
    """Make the folder and its missing parents, each with this mode."""
    if not folder.is_dir():
        _make_folder(folder.parent, mode)
        with suppress(FileExistsError):
            folder.mkdir(mode)


def replace(staged: Path, path: Path) -> None:
    """Replace `path` by a staged file."""
    with named(path):
        staged.replace(path)


def sync_folder(folder: Path) -> None:
    """Flush a folder's list of names to the disk."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def is_temporary(name: str) -> bool:
    """Whether a name is that of a temporary file, which a killed process leaves behind."""
    return _STAGED.fullmatch(name) is not None


def remove_left_overs(folder: Path, *, below: bool = False) -> None:
    """Remove from a folder the temporary files of processes that were killed.

    With `below`, every temporary file in and below it, where no process may be writing.
    """
    for path in list(folder.glob("**/.*.tmp" if below else ".*.tmp")):
        found = _STAGED.fullmatch(path.name)
        if found and (below or not _runs(int(found[1]))):
            with suppress(OSError):
                path.unlink()


@contextmanager
def named(path: Path) -> Iterator[None]:
    """Turn an OSError into a MentoringError that names the path and what to do."""
    try:
        yield
    except OSError as error:
        raise MentoringError(f"{path}: {cure(error)}") from error


def cure(error: OSError) -> str:
    """Why the system refused, and what to do about it."""
    number = error.errno or 0
    cures = messages("mentoring.files")["system"]
    return str(cures.get(errno.errorcode.get(number), os.strerror(number)))


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:  # another user's process
        return True
    return process != os.getpid()
