"""A bare clone to work on: every ref and every stash, and nothing that only a reflog remembers."""

from __future__ import annotations

from pathlib import Path

from mentoring.operations.git.repository import Repository

STASHES = "refs/stashes/"
_REMOTES, PARKED = "refs/remotes/", "refs/parked/"


def mirror(repository: Repository, folder: Path) -> Repository:
    """A bare clone in `folder`, its stashes at `refs/stashes/0`, 1, … from the newest on.

    Remote-tracking branches are parked under another name: git-filter-repo makes branches of them.
    """
    # Through the transport rather than by copying, so that only what is reachable comes along.
    origin, copy = str(repository.directory.resolve()), str(folder.resolve())
    repository.run("clone", "--quiet", "--mirror", "--no-local", "--template=", origin, copy)
    clone = Repository(folder)
    for name in ["refs/stash", *_aliases(repository)]:
        clone.run("update-ref", "-d", name)
    clone.run("config", "--remove-section", "remote.origin")
    for name, oid in clone.refs().items():
        if name.startswith(_REMOTES):
            clone.run("update-ref", PARKED + name.removeprefix(_REMOTES), oid)
            clone.run("update-ref", "-d", name)
    stashes = [oid for oid, _ in stash(repository)]
    if stashes:
        pack = repository.run("pack-objects", "--revs", "--stdout", "-q", data=_lines(stashes))
        clone.run("index-pack", "--stdin", data=pack)
        for number, oid in enumerate(stashes):
            clone.run("update-ref", f"{STASHES}{number}", oid)
    return clone


def true_refs(clone: Repository) -> dict[str, str]:
    """The refs of the clone under the names that they have where it came from; no stashes."""
    refs = clone.refs().items()
    return {true_name(name): oid for name, oid in refs if not name.startswith(STASHES)}


def true_name(ref: str) -> str:
    """The name that a ref of the clone has where it came from."""
    return _REMOTES + ref.removeprefix(PARKED) if ref.startswith(PARKED) else ref


def stash(repository: Repository) -> list[tuple[str, str]]:
    """The stash entries, the newest first: (commit, message)."""
    if not repository.succeeds("rev-parse", "--verify", "--quiet", "refs/stash"):
        return []
    lines = repository.lines("stash", "list", "--format=%H %gs")
    return [(oid, message) for oid, _, message in (line.partition(" ") for line in lines)]


def _aliases(repository: Repository) -> list[str]:
    """Refs that only point at another, such as a remote's HEAD; a clone makes branches of them."""
    lines = repository.lines("for-each-ref", "--format=%(refname) %(symref)")
    return [line.split()[0] for line in lines if len(line.split()) > 1]


def _lines(words: list[str]) -> bytes:
    return "".join(f"{word}\n" for word in words).encode()
