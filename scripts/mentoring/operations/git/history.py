"""What the repository's history says of some files, and the data as a commit has them."""

from __future__ import annotations

import io
import tarfile
from collections.abc import Iterator
from pathlib import Path

from mentoring.operations.git.repository import Repository


def has_history(repository: Repository) -> bool:
    """Whether the whole history is at hand: a repository, with a commit, that is not shallow."""
    if not repository.there or not repository.succeeds("rev-parse", "--quiet", "--verify", "HEAD"):
        return False
    return repository.text("rev-parse", "--is-shallow-repository") == "false"


def touched(repository: Repository, path: str) -> list[tuple[str, str]]:
    """The commits that touched a file, oldest first, each with how: A, M, D or T."""
    lines = repository.lines(
        "log", "--full-history", "--no-renames", "--name-status", "--format=%H", "--", path
    )
    found: list[tuple[str, str]] = []
    commit = ""
    for line in lines:
        status, tab, _ = line.partition("\t")
        if tab:
            found.append((commit, status))
        else:
            commit = line
    return found[::-1]


def parents(repository: Repository, commit: str) -> list[str]:
    """The commits before a commit; none before the first of a history."""
    return repository.text("log", "-1", "--format=%P", commit).split()


def changed(repository: Repository, base: str, under: str) -> Iterator[tuple[str, str]]:
    """The files below a folder that HEAD has changed or removed since it left a base."""
    lines = repository.lines(
        "diff", "--no-renames", "--name-status", "--diff-filter=a", f"{base}...HEAD", "--", under
    )
    for line in lines:
        status, _, path = line.partition("\t")
        yield status, path


def unpack(repository: Repository, commit: str, into: Path) -> None:
    """Write `data/` as a commit has it below a folder."""
    packed = repository.run("archive", "--format=tar", commit, "data")
    with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
        archive.extractall(into, filter="data")
