"""A bare clone to work on, with every ref and stash, but no objects that only reflogs reach."""

from pathlib import Path

from mentoring.operations.git.repository import Repository

STASHES = "refs/stashes/"
_REMOTES, PARKED = "refs/remotes/", "refs/parked/"


def mirror(repository: Repository, folder: Path) -> Repository:
    """A bare clone in `folder`, with stashes at `refs/stashes/0`, 1, …, the newest first.

    Remote-tracking branches get another name, since git-filter-repo would turn them into branches.
    """
    # Use the transport instead of copying files, so that only reachable objects are cloned.
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
    """The clone's refs under their original names, without stashes."""
    refs = clone.refs().items()
    return {true_name(name): oid for name, oid in refs if not name.startswith(STASHES)}


def true_name(ref: str) -> str:
    """The original name of a ref of the clone."""
    return _REMOTES + ref.removeprefix(PARKED) if ref.startswith(PARKED) else ref


def stash(repository: Repository) -> list[tuple[str, str]]:
    """The stash entries, the newest first: (commit, message)."""
    if not repository.succeeds("rev-parse", "--verify", "--quiet", "refs/stash"):
        return []
    lines = repository.lines("stash", "list", "--format=%H %gs")
    return [(oid, message) for oid, _, message in (line.partition(" ") for line in lines)]


def _aliases(repository: Repository) -> list[str]:
    """Symbolic refs, such as a remote's HEAD, which a clone would turn into branches."""
    lines = repository.lines("for-each-ref", "--format=%(refname) %(symref)")
    return [line.split()[0] for line in lines if len(line.split()) > 1]


def _lines(words: list[str]) -> bytes:
    return "".join(f"{word}\n" for word in words).encode()
