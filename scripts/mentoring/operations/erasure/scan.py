"""Where the traces of people are: in the objects of a repository, in Git's files, in the outbox."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from pathlib import Path

from mentoring.files.decodings import is_opaque, plain, readings
from mentoring.files.tree import ANY_SIZE, read_input
from mentoring.operations.erasure.subject import Subject
from mentoring.operations.git import Repository, objects
from mentoring.operations.retention import OUTBOX
from mentoring.people.traces import Traces
from mentoring.store.record_kinds import LOOKED_AT
from mentoring.store.vault import Vault

_SHORT = 12
_OBJECTS = re.compile(r"objects/([0-9a-f]{2}|pack|info)/")


@dataclass(frozen=True, kw_only=True, slots=True, order=True)
class Hit:
    """A place with a trace; `word` numbers a doubtful word, which reports must not contain."""

    where: str
    line: int = 0
    object: str = ""
    word: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Scan:
    """How much was searched, and the places with traces.

    `foreign` counts those in another repository's commits, which are not changed. `unread` are
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
    return any(map(traces.within, readings(data)))


def tainted_objects(repository: Repository, subject: Subject, vault: Vault) -> dict[str, bool]:
    """The blobs, commits and tags with a certain trace, and whether it is an id or a code."""
    tainted = {}
    for item in objects(repository):
        data = vault.opened(item.data) if item.kind != "tree" else b""
        if holds(data, subject.certain):
            tainted[item.oid] = holds(data, subject.identity)
    return tainted


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
    """Search all objects, names of refs, and Git's files; `foreign_refs` reach what is not ours."""
    paths, looked_at = repository.paths(), f"HEAD:{LOOKED_AT}"
    listed = repository.lines("show", looked_at) if repository.has(looked_at) else ()
    examined = {line.split()[0] for line in listed}
    theirs = repository.reached(*foreign_refs) if foreign_refs else {}
    found: dict[str, set[Hit]] = defaultdict(set)
    count = files = 0
    for item in objects(repository):
        count += 1
        here = partial(Hit, where=paths.get(item.oid) or item.kind, object=item.oid[:_SHORT])
        texts = map(plain, item.names) if item.kind == "tree" else readings(item.data)
        hits = (here(line=line) for line, _ in _lines(texts, certain))
        found["foreign" if item.oid in theirs else "certain"].update(hits)
        if item.kind == "blob" and item.oid not in theirs:
            words = _lines([plain(item.data)], doubtful)
            found["doubtful"].update(here(line=line, word=number) for line, number in words)
            if is_opaque(item.data, whole=True) and sha256(item.data).hexdigest() not in examined:
                found["unread"].add(here())
    # Git's files other than objects: reflogs, unfinished messages, the index.
    folder = repository.directory
    for path in folder.rglob("*"):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and not path.is_symlink() and not _OBJECTS.match(name):
            files += 1
            own = _lines([name, *readings(read_input(path, size=ANY_SIZE))], certain)
            found["certain"].update(Hit(where=f".git/{name}", line=line) for line, _ in own)
    refs = repository.refs()
    found["certain"].update(Hit(where=name) for name in refs if certain.within(name))
    return Scan(
        objects=count,
        files=files,
        foreign=len(found["foreign"]),
        unread=tuple(sorted(found["unread"])),
        certain=tuple(sorted(found["certain"])),
        doubtful=tuple(sorted(found["doubtful"])),
    )


def _lines(texts: Iterable[str], traces: Traces) -> Iterator[tuple[int, str]]:
    for text in texts:
        for start, _, trace in traces.merged(text):
            yield text.count("\n", 0, start) + 1, traces.instead[trace]
