"""Finds and reads the files below a root without following links out of it."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from mentoring.errors import DataError
from mentoring.files import names
from mentoring.files.limits import LIMITS
from mentoring.files.text import shown, too_large
from mentoring.problems import Problem

_DEEPEST = 16  # folders within folders
_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW
_FILE = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK  # opening a named pipe must not wait
_KINDS = {
    stat.S_IFLNK: "a symbolic link",
    stat.S_IFIFO: "a named pipe",
    stat.S_IFSOCK: "a socket",
    stat.S_IFCHR: "a device",
    stat.S_IFBLK: "a device",
    stat.S_IFDIR: "a folder",
    stat.S_IFREG: "a file",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Listing:
    """The plain files found, as sorted paths relative to the root, and the problems."""

    files: tuple[str, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Tree:
    """The files below one root, named by their path relative to it, with forward slashes."""

    root: Path

    def list(self, folder: str = "", *, hidden: bool = False) -> Listing:
        """The files in `folder` and below it; hidden ones (`.name`) are left out unless asked for.

        A missing folder holds no files. Links, pipes, devices and sockets are problems, and so are
        names that some system rejects or cannot tell apart.
        """
        files: list[str] = []
        problems: list[Problem] = []
        try:
            with _refusals(folder), self._enter(f"{folder}/*" if folder else "*") as here:
                _look_through(here, folder, files, problems, hidden=hidden)
        except DataError as error:
            problems += [problem for problem in error.problems if problem.code != "missing"]
        return Listing(files=tuple(sorted(files)), problems=tuple(sorted(problems)))

    def read(self, path: str, *, size: int = LIMITS.size) -> bytes:
        """The bytes of a plain file of at most `size` bytes; raises DataError for others."""
        with _refusals(path), self._enter(path) as here:
            data = _read(path.rpartition("/")[2], here, size)
        if len(data) > size:
            raise DataError([too_large(shown(path), size)])
        return data

    @contextmanager
    def _enter(self, path: str) -> Iterator[int]:
        """A descriptor of the folder that holds `path`, opened folder by folder."""
        if names.leads_out(path):
            raise _RefusedError("outside", "the path leads out of its folder")
        here = os.open(self.root, os.O_RDONLY | os.O_DIRECTORY)
        try:
            for step in path.split("/")[:-1]:
                outer, here = here, _open_folder(step, here)
                os.close(outer)
            yield here
        finally:
            os.close(here)


def _look_through(
    here: int, path: str, files: list[str], problems: list[Problem], *, hidden: bool
) -> None:
    """Collect the files and problems of the folder that is open as `here`."""
    with os.scandir(here) as found:
        wanted = [entry for entry in found if hidden or not entry.name.startswith(".")]
    entries = sorted(wanted, key=lambda entry: entry.name)
    problems += names.problems(path, [entry.name for entry in entries])
    for entry in entries:
        below = f"{path}/{entry.name}".lstrip("/")
        if entry.is_file(follow_symlinks=False):
            files.append(below)
            continue
        try:
            with _refusals(below):
                _look_below(entry.name, here, below, files, problems, hidden=hidden)
        except DataError as error:
            problems += error.problems


def _look_below(
    name: str, here: int, path: str, files: list[str], problems: list[Problem], *, hidden: bool
) -> None:
    if path.count("/") > _DEEPEST:
        raise _RefusedError("too-deep", f"folders are nested deeper than {_DEEPEST} levels")
    inner = _open_folder(name, here)
    try:
        _look_through(inner, path, files, problems, hidden=hidden)
    finally:
        os.close(inner)


def _open_folder(name: str, here: int) -> int:
    """A descriptor of the folder `name` in the one that is open as `here`."""
    try:
        return os.open(name, _FOLDER, dir_fd=here)
    except OSError:
        _require(stat.S_IFDIR, os.stat(name, dir_fd=here, follow_symlinks=False))
        raise


def _read(name: str, here: int, size: int) -> bytes:
    """The content of a plain file, up to just over `size` bytes; opens nothing else."""
    _require(stat.S_IFREG, os.stat(name, dir_fd=here, follow_symlinks=False))
    with os.fdopen(os.open(name, _FILE, dir_fd=here), "rb", buffering=0) as file:
        info = os.fstat(file.fileno())
        _require(stat.S_IFREG, info)  # the file may have been replaced meanwhile
        return file.read(min(size, info.st_size) + 1)


def _require(kind: int, info: os.stat_result) -> None:
    found = stat.S_IFMT(info.st_mode)
    if found == kind:
        return
    if found not in {stat.S_IFREG, stat.S_IFDIR}:
        message = f"{_KINDS[found]} stands where a file or folder belongs"
        raise _RefusedError("not-plain", message)
    code = "not-a-file" if kind == stat.S_IFREG else "not-a-folder"
    raise _RefusedError(code, f"{_KINDS[found]} stands where {_KINDS[kind]} belongs")


class _RefusedError(Exception):
    """A problem's code and message."""


@contextmanager
def _refusals(path: str) -> Iterator[None]:
    """Turn a refusal, by us or by the system, into a problem of `path`."""
    try:
        yield
    except _RefusedError as error:
        code, message = error.args
        hint = "Remove it, or put the file itself in its place."
    except FileNotFoundError:
        code, message, hint = "missing", "there is no such file", "Check the name."
    except OSError as error:
        code, message = "unreadable", f"it cannot be read: {os.strerror(error.errno or 0)}"
        hint = "Check its permissions, and those of its folder."
    else:
        return
    raise DataError([Problem(path=shown(path), code=code, message=message, hint=hint)])
