"""All objects of a repository: packed, loose, reachable or not."""

import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Literal, cast

from mentoring.files.decodings import plain
from mentoring.operations.git.repository import (
    GitError,
    Repository,
    environment,
    git_errors,
    words_of,
)

Kind = Literal["blob", "tree", "commit", "tag"]


@dataclass(frozen=True, slots=True)
class Object:
    """One object: its name (a hexadecimal hash), its kind, its bytes."""

    oid: str
    kind: Kind
    data: bytes


def objects(repository: Repository) -> Iterator[Object]:
    """All objects in no particular order, with one in memory at a time.

    Raises GitError if Git cannot read an object, because its contents are then unknown.
    """
    with git_errors():
        process = subprocess.Popen(
            ["git", "cat-file", "--batch", "--batch-all-objects", "--unordered", "--buffer"],  # noqa: S607
            cwd=repository.folder,
            env=environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
    with process:
        output, errors = cast("IO[bytes]", process.stdout), cast("IO[bytes]", process.stderr)
        while len(head := output.readline().split()) == len(("name", "kind", "size")):
            oid, kind, size = plain(head[0]), plain(head[1]), int(head[2])
            yield Object(oid, cast("Kind", kind), output.read(size))
            output.read(1)
        words = errors.read()
    if process.returncode or head:
        raise GitError(f"git cat-file: {words_of(words)}")


def names_in(tree: Object) -> Iterator[bytes]:
    """The file names in a tree's bytes: entries of `mode name NUL` and a binary hash."""
    place, width = 0, len(tree.oid) // 2
    while place < len(tree.data):
        start, end = tree.data.index(b" ", place) + 1, tree.data.index(b"\0", place)
        yield tree.data[start:end]
        place = end + 1 + width


def paths(repository: Repository) -> dict[str, str]:
    """A path for every blob that a branch, tag, note or stash reaches, by the blob's name."""
    by_blob = {}
    only = "--filter=object:type=blob"
    for line in repository.lines("rev-list", "--all", "--reflog", "--objects", only):
        oid, _, path = line.partition(" ")
        if path:
            by_blob[oid] = path
    return by_blob
