"""Finds and reads files: below a root without following links out of it, or named by the user."""

import os
import re
import stat
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from mentoring.errors import DataError, MentoringError
from mentoring.files.atomic import named
from mentoring.files.text import RECORD_BYTES, VISIBLE, describe, said, shown
from mentoring.problems import Problem

LARGEST = 64 * 1024 * 1024
ANY_SIZE = 4 * 1024 * 1024 * 1024  # if every byte has to be scanned, whatever the file

_DEEPEST = 16  # folders within folders
_FILE = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK  # opening a named pipe must not wait
_KINDS = {
    stat.S_IFLNK: "a symbolic link", stat.S_IFIFO: "a named pipe", stat.S_IFSOCK: "a socket",
    stat.S_IFCHR: "a device", stat.S_IFBLK: "a device", stat.S_IFDIR: "a folder",
    stat.S_IFREG: "a file",
}  # fmt: skip
_BAD_NAME = re.compile(rf'[\\<>:"|?*]|[^{VISIBLE}]|[. ]\Z')


def leads_out(path: str) -> bool:
    """Whether a path, relative and with forward slashes, could lead out of its folder."""
    return "\0" in path or not {"", ".", ".."}.isdisjoint(path.split("/"))


def read_input(path: Path, *, size: int = LARGEST) -> bytes:
    """The bytes of a plain file named on the command line; a link to one is followed.

    Raises MentoringError for a pipe or a device, which might never end, for a file of more than
    `size` bytes, and where the system refuses.
    """
    with named(path), os.fdopen(os.open(path, os.O_RDONLY | os.O_NONBLOCK), "rb") as file:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise MentoringError(said("not-plain-input", name=path.name))
        data = file.read(size + 1)
    if len(data) > size:
        raise MentoringError(said("too-large-input", name=path.name, size=size))
    return data


class Listing(NamedTuple):
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
        try:
            with _refusals(folder):
                here = self._folder_of(f"{folder}/*" if folder else "*", folder)
                found = [*_walk(here, folder, hidden=hidden)]
        except DataError as error:
            found = [problem for problem in error.problems if problem.code != "missing"]
        files = sorted(each for each in found if isinstance(each, str))
        problems = sorted(each for each in found if isinstance(each, Problem))
        return Listing(tuple(files), tuple(problems))

    def read(self, path: str, *, size: int = RECORD_BYTES) -> bytes:
        """The bytes of a plain file of at most `size` bytes; raises DataError for others."""
        with _refusals(path):
            place = f"{self._folder_of(path, path)}/{path.rpartition('/')[2]}"
            info = os.lstat(place)
            _require(stat.S_IFREG, info, path)
            with os.fdopen(os.open(place, _FILE), "rb", buffering=0) as file:
                data = file.read(min(size, info.st_size) + 1)
        if len(data) > size:
            raise DataError([_problem(path, "too-large", size=size)])
        return data

    def _folder_of(self, inner: str, path: str) -> str:
        """The folder that holds `inner`, which no link leads to; `path` is named in problems."""
        if leads_out(inner):
            raise DataError([_problem(path, "outside")])
        place = str(self.root)
        for step in inner.split("/")[:-1]:
            place = f"{place}/{step}"
            _require(stat.S_IFDIR, os.lstat(place), path)
        return place


def _walk(here: str, path: str, *, hidden: bool) -> Iterator[str | Problem]:
    """The files and problems in and below the folder `here`, which they call `path`."""
    with os.scandir(here) as found:
        wanted = [entry for entry in found if hidden or not entry.name.startswith(".")]
    alike: dict[str, str] = {}
    for entry in sorted(wanted, key=lambda entry: entry.name):
        below = f"{path}/{entry.name}".lstrip("/")
        if alike.setdefault(unicodedata.normalize("NFC", entry.name).casefold(), below) != below:
            yield _problem(below, "same-name")
        if _BAD_NAME.search(entry.name):
            yield _problem(below, "file-name")
        if entry.is_file(follow_symlinks=False):
            yield below
        elif below.count("/") > _DEEPEST:
            yield _problem(below, "too-deep/folders", depth=_DEEPEST)
        else:
            try:
                with _refusals(below):
                    _require(stat.S_IFDIR, entry.stat(follow_symlinks=False), below)
                    yield from _walk(entry.path, below, hidden=hidden)
            except DataError as error:
                yield from error.problems


def _require(kind: int, info: os.stat_result, path: str) -> None:
    """Raise DataError if the path is not of this kind."""
    found = stat.S_IFMT(info.st_mode)
    if found != kind:
        is_plain = found in {stat.S_IFREG, stat.S_IFDIR}
        code = "not-a-file" if kind == stat.S_IFREG else "not-a-folder"
        facts = {"found": _KINDS[found], "wanted": _KINDS[kind]}
        raise DataError([_problem(path, code if is_plain else "not-plain", **facts)])


def _problem(path: str, code: str, **facts: object) -> Problem:
    return Problem(path=shown(path), **describe(code, **facts))


@contextmanager
def _refusals(path: str) -> Iterator[None]:
    """Turn a refusal by the system into a problem of `path`."""
    try:
        yield
    except FileNotFoundError:
        raise DataError([_problem(path, "missing")]) from None
    except OSError as error:
        why = os.strerror(error.errno or 0)
        raise DataError([_problem(path, "unreadable", why=why)]) from error
