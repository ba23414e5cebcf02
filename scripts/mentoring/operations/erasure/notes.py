"""Git notes, which refer to commits by hash and so must be attached again to a new history."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mentoring.files.decodings import plain

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Set as AbstractSet

    from mentoring.operations.erasure.redaction import Redaction
    from mentoring.operations.erasure.scope import Scope
    from mentoring.operations.git.repository import Repository

NOTES = "refs/notes/"
Notes = dict[str, dict[str, bytes]]
"""For each ref below refs/notes/, the text of each note by its commit."""


def take_down(repository: Repository, scope: Scope, tainted: AbstractSet[str]) -> Notes:
    """Remove and return the notes of each ref that annotates the scope or has a tainted object.

    The refs are deleted.
    """
    refs = [name for name in repository.refs() if name.startswith(NOTES)]
    notes = {ref: _read(repository, ref) for ref in refs}
    for ref in refs:
        objects = {line.split(" ")[0] for line in repository.lines("rev-list", "--objects", ref)}
        if tainted.isdisjoint(objects) and scope.commits.isdisjoint(notes[ref]):
            del notes[ref]
        else:
            repository.run("update-ref", "-d", ref)
    return notes


def hang_up(
    repository: Repository, notes: Notes, commits: Mapping[str, str], redaction: Redaction
) -> None:
    """Attach the redacted notes to the new commits; notes of removed commits are dropped."""
    for ref, by_commit in notes.items():
        for old, text in by_commit.items():
            kept = redaction.content("", text)
            if kept is not None and commits.get(old, old):
                _add(repository, ref, commits.get(old, old), kept)


def _read(repository: Repository, ref: str) -> dict[str, bytes]:
    listed = (line.split() for line in repository.lines("notes", f"--ref={ref}", "list"))
    return {commit: repository.run("cat-file", "blob", note) for note, commit in listed}


def _add(repository: Repository, ref: str, commit: str, text: bytes) -> None:
    blob = plain(repository.run("hash-object", "-w", "--stdin", data=text)).strip()
    repository.run("notes", f"--ref={ref}", "add", "-f", "-C", blob, commit)
