"""Where the traces of people are: in the objects of a repository, in Git's files, in the outbox."""

import re
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from mentoring.files.decodings import plain, readings
from mentoring.files.embedded import is_opaque
from mentoring.files.tree import ANY_SIZE, read_input
from mentoring.operations.git.objects import names_in, objects, paths
from mentoring.operations.git.repository import Repository
from mentoring.people.traces import Traces
from mentoring.store.vault import Vault

LOOKED_AT = "looked-at.sha256"
OUTBOX = "outbox"
_SHORT = 12
_OBJECTS = re.compile(r"objects/([0-9a-f]{2}|pack|info)/")


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


def holds(data: bytes, traces: Traces) -> bool:
    """Whether the bytes contain a trace, in any encoding."""
    return any(traces.within(text) for text in readings(data))


def objects_with(
    repository: Repository, traces: Traces, vault: Vault, among: AbstractSet[str] | None = None
) -> frozenset[str]:
    """The names of all blobs, commits and tags with a trace, in any encoding or encrypted.

    Only objects that are `among` these names are decoded, which takes most of the time.
    """
    return frozenset(
        item.oid
        for item in objects(repository)
        if item.kind != "tree"
        and (among is None or item.oid in among)
        and holds(vault.opened(item.data), traces)
    )


def in_outbox(root: Path, traces: Traces) -> Iterator[str]:
    """The files below `outbox/` with a trace in their path or contents."""
    for path in sorted((root / OUTBOX).rglob("*")):
        if path.is_file() and not path.is_symlink():
            name = path.relative_to(root).as_posix()
            if traces.within(name) or holds(read_input(path, size=ANY_SIZE), traces):
                yield name


def scan(
    repository: Repository, certain: Traces, doubtful: Traces, foreign_refs: Sequence[str] = ()
) -> Scan:
    """Search all objects (packed, loose, unreachable), names of refs, and Git's own files.

    Objects are decoded in every known way. `doubtful` words are only searched for in files.
    Objects that `foreign_refs` reach belong to another repository.
    """
    where, examined = paths(repository), _looked_at(repository)
    lines = repository.lines("rev-list", "--objects", *foreign_refs) if foreign_refs else ()
    foreign = frozenset(line.split(" ")[0] for line in lines)
    sure: dict[bool, set[Hit]] = {True: set(), False: set()}
    unsure, unread = set[Hit](), []
    count = 0
    for item in objects(repository):
        count += 1
        place, oid = where.get(item.oid) or item.kind, item.oid[:_SHORT]
        is_foreign = item.oid in foreign
        texts = map(plain, names_in(item)) if item.kind == "tree" else readings(item.data)
        sure[is_foreign].update(_hits(texts, certain, place, oid))
        if item.kind == "blob" and not is_foreign:
            unsure.update(_hits([plain(item.data)], doubtful, place, oid, numbered=True))
            if is_opaque(item.data, whole=True) and sha256(item.data).hexdigest() not in examined:
                unread.append(Hit(where=place, object=oid))
    files = list(_files(repository.directory))
    for name in files:
        data = read_input(repository.directory / name, size=ANY_SIZE)
        sure[False].update(_hits([name, *readings(data)], certain, f".git/{name}"))
    sure[False].update(Hit(where=name) for name in repository.refs() if certain.within(name))
    return Scan(
        objects=count,
        files=len(files),
        foreign=len(sure[True]),
        unread=tuple(sorted(unread)),
        certain=tuple(sorted(sure[False])),
        doubtful=tuple(sorted(unsure)),
    )


def _looked_at(repository: Repository) -> frozenset[str]:
    """The digests of the public files that a person has examined."""
    if not repository.succeeds("rev-parse", "--verify", "--quiet", f"HEAD:{LOOKED_AT}"):
        return frozenset()
    return frozenset(line.split()[0] for line in repository.lines("show", f"HEAD:{LOOKED_AT}"))


def _hits(
    texts: Iterable[str], traces: Traces, place: str, oid: str = "", *, numbered: bool = False
) -> Iterator[Hit]:
    for text in texts:
        for mark in traces.marks(text):
            line = text.count("\n", 0, mark.start) + 1
            yield Hit(where=place, line=line, object=oid, word=mark.instead if numbered else "")


def _files(directory: Path) -> Iterator[str]:
    """The names of Git's files other than objects: reflogs, unfinished messages, the index."""
    for path in sorted(directory.rglob("*")):
        name = path.relative_to(directory).as_posix()
        if path.is_file() and not path.is_symlink() and not _OBJECTS.match(name):
            yield name
