"""Looking for somebody in every object and every file of a repository."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mentoring.files.decodings import plain, readings
from mentoring.operations.git.objects import names_in, objects, paths

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from mentoring.operations.git.objects import Object
    from mentoring.operations.git.repository import Repository
    from mentoring.people.traces import Mark, Traces

_SHORT = 12


@dataclass(frozen=True, kw_only=True, slots=True, order=True)
class Hit:
    """A place where a trace stands: a path and the object that has it, or a file beside them.

    `word` tells doubtful words apart without saying them.
    """

    where: str
    line: int = 0
    object: str = ""
    word: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Scan:
    """How much was looked at, and where somebody was found."""

    objects: int
    files: int
    certain: tuple[Hit, ...]
    doubtful: tuple[Hit, ...]


def scan(repository: Repository, certain: Traces, doubtful: Traces) -> Scan:
    """Every object (packed, loose, unreachable), name of a ref, and file of the repository itself.

    Objects are read in every form they may have; `doubtful` words are looked for in files alone.
    """
    where = paths(repository)
    found: list[Hit] = []
    judge: list[Hit] = []
    count = 0
    for one in objects(repository):
        count += 1
        place = where.get(one.oid) or one.kind
        found += _hits(_texts(one), certain, place, one.oid[:_SHORT])
        if one.kind == "blob":
            judge += _doubts(plain(one.data), doubtful, place, one.oid[:_SHORT])
    files = list(_files(repository.directory))
    for file in files:
        name = file.relative_to(repository.directory).as_posix()
        found += _hits([name, *readings(file.read_bytes())], certain, f".git/{name}")
    found += [Hit(where=name) for name in repository.refs() if certain.within(name)]
    return Scan(
        objects=count,
        files=len(files),
        certain=tuple(sorted(set(found))),
        doubtful=tuple(sorted(set(judge))),
    )


def _texts(one: Object) -> Iterator[str]:
    if one.kind == "tree":
        yield from map(plain, names_in(one.data))
    else:
        yield from readings(one.data)


def _hits(texts: Iterable[str], traces: Traces, place: str, oid: str = "") -> Iterator[Hit]:
    for text in texts:
        for mark in traces.marks(text):
            yield Hit(where=place, line=_line(text, mark), object=oid)


def _doubts(text: str, traces: Traces, place: str, oid: str) -> Iterator[Hit]:
    for mark in traces.marks(text):
        yield Hit(where=place, line=_line(text, mark), object=oid, word=mark.instead)


def _line(text: str, mark: Mark) -> int:
    return text.count("\n", 0, mark.start) + 1


_OBJECTS = re.compile(r"objects/([0-9a-f]{2}|pack|info)/")


def _files(directory: Path) -> Iterator[Path]:
    """The files beside the objects: reflogs, messages being written, the index."""
    for path in sorted(directory.rglob("*")):
        name = path.relative_to(directory).as_posix()
        if path.is_file() and not path.is_symlink() and not _OBJECTS.match(name):
            yield path
