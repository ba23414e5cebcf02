"""Searching every object and file of a repository for traces of a person."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from mentoring.files.decodings import plain, readings
from mentoring.files.inputs import LARGE, read_input
from mentoring.files.opaque import is_opaque
from mentoring.operations.git.objects import Object, names_in, objects, paths
from mentoring.operations.git.repository import Repository
from mentoring.people.traces import Mark, Traces

_SHORT = 12
LOOKED_AT = "looked-at.sha256"


@dataclass(frozen=True, kw_only=True, slots=True, order=True)
class Hit:
    """A place with a trace: a path and its object, or a file outside the objects.

    `word` numbers doubtful words, so that reports need not contain them.
    """

    where: str
    line: int = 0
    object: str = ""
    word: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Scan:
    """How much was searched, and the places with traces.

    `foreign` counts places in commits of another repository, which are not changed. `unread` are
    files that no program can read.
    """

    objects: int
    files: int
    foreign: int
    unread: tuple[Hit, ...]
    certain: tuple[Hit, ...]
    doubtful: tuple[Hit, ...]


def scan(
    repository: Repository, certain: Traces, doubtful: Traces, foreign_refs: Sequence[str] = ()
) -> Scan:
    """Search all objects (packed, loose, unreachable), names of refs, and Git's own files.

    Objects are decoded in every known way. `doubtful` words are only searched for in files.
    Objects that `foreign_refs` reach belong to another repository.
    """
    where = paths(repository)
    foreign = _reachable(repository, foreign_refs)
    known = _looked_at(repository)
    found = {True: list[Hit](), False: list[Hit]()}
    judge: list[Hit] = []
    unread: list[Hit] = []
    count = 0
    for each in objects(repository):
        count += 1
        place = where.get(each.oid) or each.kind
        is_foreign = each.oid in foreign
        found[is_foreign] += _hits(_texts(each), certain, place, each.oid[:_SHORT])
        if each.kind == "blob" and not is_foreign:
            judge += _doubts(plain(each.data), doubtful, place, each.oid[:_SHORT])
            if is_opaque(each.data, whole=True) and sha256(each.data).hexdigest() not in known:
                unread.append(Hit(where=place, object=each.oid[:_SHORT]))
    files = list(_files(repository.directory))
    for file in files:
        name = file.relative_to(repository.directory).as_posix()
        found[False] += _hits(
            [name, *readings(read_input(file, size=LARGE))], certain, f".git/{name}"
        )
    found[False] += [Hit(where=name) for name in repository.refs() if certain.within(name)]
    return Scan(
        objects=count,
        files=len(files),
        foreign=len(set(found[True])),
        unread=tuple(sorted(unread)),
        certain=tuple(sorted(set(found[False]))),
        doubtful=tuple(sorted(set(judge))),
    )


def _reachable(repository: Repository, refs: Sequence[str]) -> frozenset[str]:
    lines = repository.lines("rev-list", "--objects", *refs) if refs else ()
    return frozenset(line.split(" ")[0] for line in lines)


def _looked_at(repository: Repository) -> frozenset[str]:
    """The digests of the public files that a person has examined."""
    if not repository.succeeds("rev-parse", "--verify", "--quiet", f"HEAD:{LOOKED_AT}"):
        return frozenset()
    return frozenset(line.split()[0] for line in repository.lines("show", f"HEAD:{LOOKED_AT}"))


def _texts(one: Object) -> Iterator[str]:
    if one.kind == "tree":
        yield from map(plain, names_in(one))
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
    """Git's files other than objects: reflogs, unfinished messages, the index."""
    for path in sorted(directory.rglob("*")):
        name = path.relative_to(directory).as_posix()
        if path.is_file() and not path.is_symlink() and not _OBJECTS.match(name):
            yield path
