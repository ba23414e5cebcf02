"""Every object of a repository: packed, loose, reachable or not."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Literal, cast

from mentoring.operations.git.repository import environment

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mentoring.operations.git.repository import Repository

Kind = Literal["blob", "tree", "commit", "tag"]


@dataclass(frozen=True, slots=True)
class Object:
    """One object: its name (a hexadecimal hash), its kind, its bytes."""

    oid: str
    kind: Kind
    data: bytes


def objects(repository: Repository) -> Iterator[Object]:
    """All objects, in no order, one in memory at a time."""
    process = subprocess.Popen(
        ["git", "cat-file", "--batch", "--batch-all-objects", "--unordered", "--buffer"],  # noqa: S607
        cwd=repository.folder,
        env=environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
    )
    with process:
        output = cast("IO[bytes]", process.stdout)
        while head := output.readline():
            oid, kind, size = head.split()
            yield Object(oid.decode(), cast("Kind", kind.decode()), output.read(int(size)))
            output.read(1)


def names_in(tree: bytes) -> Iterator[bytes]:
    """The file names in the bytes of a tree: `mode name NUL`, then a hash of 20 bytes."""
    place = 0
    while place < len(tree):
        start, end = tree.index(b" ", place) + 1, tree.index(b"\0", place)
        yield tree[start:end]
        place = end + 21


def paths(repository: Repository) -> dict[str, str]:
    """A path of every file that some branch, tag, note or stash reaches, by the blob's name."""
    found = {}
    only = "--filter=object:type=blob"
    for line in repository.lines("rev-list", "--all", "--reflog", "--objects", only):
        oid, _, path = line.partition(" ")
        if path:
            found[oid] = path
    return found
