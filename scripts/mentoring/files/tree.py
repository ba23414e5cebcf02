"""Finding and reading the files below a root without being led astray."""

from __future__ import annotations

import os
import re
import stat
import unicodedata
from collections import defaultdict
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from mentoring.errors import DataError
from mentoring.files.limits import LIMITS
from mentoring.files.text import BIDI, CONTROL, SEPARATORS
from mentoring.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

_DEEPEST = 16  # folders within folders
_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW
_FILE = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK  # opening a named pipe must not wait
_BAD_NAME = re.compile(rf'[\t\n\r\\<>:"|?*{CONTROL}{SEPARATORS}{BIDI}\ud800-\udfff]|[. ]\Z')
_KINDS = {
    stat.S_IFLNK: "a symbolic link",
    stat.S_IFIFO: "a named pipe",
    stat.S_IFSOCK: "a socket",
    stat.S_IFCHR: "a device",
    stat.S_IFBLK: "a device",
    stat.S_IFDIR: "a folder",
    stat.S_IFREG: "a file",
}


class Listing(NamedTuple):
    """The plain files that were found, by path relative to the root, sorted; and what is wrong."""

    files: tuple[str, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Tree:
    """The files below one root, named by their path relative to it, with forward slashes."""

    root: Path

    def list(self, folder: str = "") -> Listing:
        """The files in `folder` and below it, hidden ones (`.name`) left out.

        A folder that is not there holds no file. Links, pipes, devices and sockets are problems,
        and so are names that some system cannot hold or takes for the same.
        """
        search = _Search()
        try:
            with self._folder(folder.split("/") if folder else [], folder) as here:
                search.folder(here, folder, 0)
        except DataError as error:
            search.problems += [p for p in error.problems if p.code != "missing"]
        return Listing(tuple(sorted(search.files)), tuple(sorted(search.problems)))

    def read(self, path: str, *, size: int = LIMITS.size) -> bytes:
        """The bytes of a file; raises DataError unless it is a plain one of at most `size` bytes."""
        *folders, name = path.split("/")
        with self._folder(folders, path) as here, _refusals(path):
            _require(_safe(name), os.stat(name, dir_fd=here, follow_symlinks=False), stat.S_IFREG)
            with open(os.open(name, _FILE, dir_fd=here), "rb") as file:
                _require(name, os.fstat(file.fileno()), stat.S_IFREG)
                data = file.read(size + 1)
        if len(data) > size:
            raise DataError([_too_large(path, size)])
        return data

    @contextmanager
    def _folder(self, names: Iterable[str], path: str) -> Iterator[int]:
        """A descriptor of the folder that `names` lead to, entered one by one."""
        with _refusals(path):
            here = os.open(self.root, os.O_RDONLY | os.O_DIRECTORY)
        try:
            for name in names:
                with _refusals(path):
                    _require(
                        _safe(name), os.stat(name, dir_fd=here, follow_symlinks=False), stat.S_IFDIR
                    )
                    inner = os.open(name, _FOLDER, dir_fd=here)
                os.close(here)
                here = inner
            yield here
        finally:
            os.close(here)


@dataclass(slots=True)
class _Search:
    """What was found on the way through a folder."""

    files: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def folder(self, here: int, path: str, depth: int) -> None:
        """Looks through the folder that is open as `here`."""
        with os.scandir(here) as found:
            entries = sorted((e for e in found if not e.name.startswith(".")), key=lambda e: e.name)
        self.problems += _bad_names(path, [entry.name for entry in entries])
        for entry in entries:
            self._entry(entry, here, f"{path}/{entry.name}".lstrip("/"), depth)

    def _entry(self, entry: os.DirEntry[str], here: int, path: str, depth: int) -> None:
        try:
            if entry.is_file(follow_symlinks=False):
                self.files.append(path)
            else:
                self._inner(entry, here, path, depth)
        except DataError as error:
            self.problems += error.problems

    def _inner(self, entry: os.DirEntry[str], here: int, path: str, depth: int) -> None:
        with _refusals(path):
            _require(entry.name, entry.stat(follow_symlinks=False), stat.S_IFDIR)
            if depth == _DEEPEST:
                raise _RefusedError("depth", f"folders are nested deeper than {_DEEPEST} levels")
            inner = os.open(entry.name, _FOLDER, dir_fd=here)
        try:
            self.folder(inner, path, depth + 1)
        finally:
            os.close(inner)


class _RefusedError(Exception):
    """A code and a message about what is found at a path."""


def _safe(name: str) -> str:
    if name in {"", ".", ".."} or "\0" in name:
        raise _RefusedError("outside", "the path leaves its folder")
    return name


def _require(name: str, info: os.stat_result, kind: int) -> None:
    found = stat.S_IFMT(info.st_mode)
    if found != kind:
        code = "not-a-file" if kind == stat.S_IFREG else "not-a-folder"
        raise _RefusedError(code, f"{_KINDS[found]} stands where {_KINDS[kind]} belongs")


@contextmanager
def _refusals(path: str) -> Iterator[None]:
    """Turns what is refused, by us or by the system, into a problem of `path`."""
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
    raise DataError([Problem(path=_shown(path), code=code, message=message, hint=hint)])


def _too_large(path: str, size: int) -> Problem:
    message = f"the file has more than {size} bytes"
    hint = "Split it, or take out what does not belong here."
    return Problem(path=_shown(path), code="too-large", message=message, hint=hint)


def _bad_names(folder: str, names: list[str]) -> Iterator[Problem]:
    same: dict[str, list[str]] = defaultdict(list)
    for name in names:
        same[unicodedata.normalize("NFC", name).casefold()].append(name)
        if _BAD_NAME.search(name):
            message = "the name holds a character that not every system can hold"
            hint = "Rename it: letters, digits, hyphens and dots are safe."
            path = _shown(f"{folder}/{name}".lstrip("/"))
            yield Problem(path=path, code="file-name", message=message, hint=hint)
    for first, *others in same.values():
        for name in others:
            message = f"on some systems this is the same file as {_shown(first)}"
            path = _shown(f"{folder}/{name}".lstrip("/"))
            yield Problem(path=path, code="same-name", message=message, hint="Rename one of them.")


def _shown(path: str) -> str:
    """A path that can be printed: odd characters as escapes."""
    return _BAD_NAME.sub(lambda m: ascii(m[0])[1:-1], path)
