"""Rewriting a bare clone with git-filter-repo: the commits with the subject, and their descendants.

Commits of a remote that never held the subject, such as the tool's own repository, do not change.
"""

import multiprocessing
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, partial
from multiprocessing.connection import Connection
from threading import Thread
from typing import Any

from mentoring.errors import MentoringError
from mentoring.files.decodings import encoded, plain
from mentoring.files.tree import read_input
from mentoring.operations.erasure.redaction import Redaction
from mentoring.operations.git import Repository
from mentoring.people.traces import Traces

NOTES = "refs/notes/"
_REMOTES = "refs/remotes/"
_RAW = (
    "log", f"--exclude={NOTES}*", "--all", "--topo-order", "--reverse", "--root", "-m", "--raw",
    "--no-abbrev", "--no-renames", "-z", "--format=%x01%H %P",
)  # fmt: skip
_COMMIT = "%(if)%(*objectname)%(then)%(*objectname)%(else)%(objectname)%(end)"
_TIPS = ("for-each-ref", f"--format=%(objectname) {_COMMIT} %(refname)")
_GONE = "0" * 40
_SUBMODULE = b"160000"
_HOST = "erased.invalid"  # RFC 2606: a name that never resolves
_Foreign = Any
"""An object of git-filter-repo, which has no types."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Scope:
    """The commits to rewrite, out of `total`; the `first` are the oldest of them.

    `revisions` name them for Git: the refs that point at one, without the parents that stay.
    `remotes` hold the subject, as far as this clone knows; `foreign` are the refs of the others.
    """

    commits: frozenset[str]
    total: int
    first: tuple[str, ...]
    revisions: tuple[str, ...]
    remotes: tuple[str, ...]
    foreign: tuple[str, ...]


def scope_of(clone: Repository, redaction: Redaction) -> Scope:
    """The part of a bare clone that must be rewritten."""
    tips = [line.split(" ", 2) for line in clone.lines(*_TIPS)]  # target, commit, ref
    tips = [tip for tip in tips if not tip[-1].startswith(NOTES)]
    identity, tainted = redaction.subject.identity, redaction.tainted
    new_path = cache(redaction.path)  # most commits change the files of earlier ones
    above: dict[str, list[str]] = {}
    ours, commits = set[str](), {commit for target, commit, _ in tips if target in tainted}
    for name, parents, files in _history(clone):
        above[name] = parents
        objects = {name, *files.values()} & tainted.keys()
        if objects or any(new_path(path) != path for path in files):
            commits.add(name)
        if any(tainted[found] for found in objects) or any(
            path.startswith(redaction.folders) or identity.within(path) for path in files
        ):
            ours.add(name)
    names = {ref.split("/")[2] for _, _, ref in tips if ref.startswith(_REMOTES)}
    behind = {name: set(clone.lines("rev-list", f"--remotes={name}")) for name in names}
    remotes = sorted(remote for remote, reached in behind.items() if reached & ours)
    foreign = set[str]().union(*(behind[remote] for remote in behind.keys() - set(remotes)))
    commits -= foreign
    commits.update(name for name in above if not commits.isdisjoint(above[name]))
    staying = {parent for name in commits for parent in above[name]} - commits
    revisions = [ref for _, commit, ref in tips if commit in commits]
    theirs = (_REMOTES, "refs/tags/")
    return Scope(
        commits=frozenset(commits),
        total=len(above),
        first=tuple(sorted(name for name in commits if commits.isdisjoint(above[name]))),
        revisions=(*revisions, *(f"^{parent}" for parent in sorted(staying))),
        remotes=tuple(remotes),
        foreign=tuple(ref for _, at, ref in tips if at in foreign and ref.startswith(theirs)),
    )


def _history(clone: Repository) -> Iterator[tuple[str, list[str], dict[str, str]]]:
    """The commits, parents first, merges once a parent: name, parents, changed blobs by path."""
    for entry in plain(clone.run(*_RAW)).split("\1")[1:]:
        head, *rest = entry.split("\0")
        name, *parents = head.split()
        fields = [word.lstrip("\n") for word in rest if word.strip("\n")]
        blobs = (change.split()[3] for change in fields[::2])
        yield name, parents, dict(zip(fields[1::2], blobs, strict=True))


def rewrite(
    repository: Repository, redaction: Redaction, scope: Scope
) -> tuple[dict[str, str], dict[str, str]]:
    """Rewrite the scope in a bare clone, rename refs, and remove unreachable objects.

    Returns the new hash of each commit by its old one (empty if it was about the subject alone),
    and the new names of refs by their old ones. Signatures are lost: they were for the old ones.
    """
    # Notes refer to commits by hash, and so must be attached again to the new history.
    notes: dict[str, dict[str, bytes]] = {}
    for ref in [name for name in repository.refs() if name.startswith(NOTES)]:
        listed = [line.split() for line in repository.lines("notes", f"--ref={ref}", "list")]
        tainted = repository.reached(ref).keys() & redaction.tainted.keys()
        if tainted or not scope.commits.isdisjoint(on for _, on in listed):
            notes[ref] = {on: repository.run("cat-file", "blob", note) for note, on in listed}
            repository.run("update-ref", "-d", ref)
    commits = _run(repository, redaction, scope) if scope.commits else {}
    for ref in repository.refs().keys() & set(scope.revisions):
        if commits.get(repository.text("rev-parse", f"{ref}^{{commit}}")) == "":
            repository.run("update-ref", "-d", ref)
    for ref, texts in notes.items():
        for old, text in texts.items():
            kept, new = redaction.content(ref, text), commits.get(old, old)
            if kept is not None and new:
                blob = plain(repository.run("hash-object", "-w", "--stdin", data=kept)).strip()
                repository.run("notes", f"--ref={ref}", "add", "-f", "-C", blob, new)
    return commits, _rename_refs(repository, redaction.subject.certain)


def _rename_refs(repository: Repository, traces: Traces) -> dict[str, str]:
    """Cut traces out of the names of refs, numbered where a name is in use; old to new names."""
    renamed = {}
    for ref, target in sorted(repository.refs().items()):
        if (wanted := traces.cut(ref)) != ref:
            repository.run("update-ref", "-d", ref)
            taken = [f"{name}/" for name in repository.refs()]
            new, number = wanted, 1
            while any(f"{new}/".startswith(name) or name.startswith(f"{new}/") for name in taken):
                number += 1
                new = f"{wanted}-{number}"
            repository.run("update-ref", new, target)
            renamed[ref] = new
    return renamed


def _run(repository: Repository, redaction: Redaction, scope: Scope) -> dict[str, str]:
    """Run git-filter-repo in a child process, which ends with this one; return its map of commits.

    It is a program: it works in the current folder, prints, exits and closes no files.
    """
    context = multiprocessing.get_context("spawn")
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=_filter, args=(sender, repository, redaction, scope.revisions))
    with receiver:
        process.start()
        sender.close()
        try:
            dropped, failure = receiver.recv()
        except EOFError:
            failure = "it ended without a result"
        finally:
            process.kill()
            process.join()
    if failure:
        raise MentoringError(f"git-filter-repo: {failure}")
    redaction.dropped.update(dropped)
    lines = plain(read_input(repository.directory / "filter-repo/commit-map")).splitlines()[1:]
    pairs = (line.split() for line in lines)
    return {old: "" if new == _GONE else new for old, new in pairs}


def _filter(
    sender: Connection, clone: Repository, redaction: Redaction, revisions: Sequence[str]
) -> None:
    """In the child process: rewrite, print nothing, and send the dropped versions or the error."""
    import git_filter_repo

    Thread(target=_end_with_parent, daemon=True).start()
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):
        os.dup2(nowhere, stream)
    os.chdir(clone.folder)
    arguments = ["--force", "--quiet", "--replace-refs", "delete-no-add", "--refs", *revisions]
    certain = redaction.subject.certain
    try:
        git_filter_repo.RepoFilter(
            git_filter_repo.FilteringOptions.parse_args(arguments, error_on_empty=False),
            file_info_callback=cache(partial(_file, redaction)),  # each version only once
            commit_callback=lambda commit, _: _commit(redaction, commit),
            tag_callback=lambda tag, _: _person(certain, tag, "tagger"),
            message_callback=lambda text: encoded(certain.cut(plain(text))),
        ).run()
    except (Exception, SystemExit) as error:  # noqa: BLE001 (a history can be anything)
        sender.send(({}, f"{type(error).__name__}, it cannot read this history"))
    else:
        sender.send((redaction.dropped, ""))


def _end_with_parent() -> None:
    if parent := multiprocessing.parent_process():
        parent.join()
        os._exit(1)


def _file(
    redaction: Redaction, name: bytes, mode: bytes, blob: bytes, value: _Foreign
) -> tuple[bytes | None, bytes, bytes]:
    """The redacted file in git-filter-repo's form: name (None if removed), mode and blob."""
    path = plain(name)
    moved = redaction.path(path)
    if moved is None or mode == _SUBMODULE:
        return (None if moved is None else encoded(moved)), mode, blob
    data = value.get_contents_by_identifier(blob)
    kept = redaction.content(path, data, plain(blob))
    if kept is None:
        return None, mode, blob
    return encoded(moved), mode, blob if kept == data else value.insert_file_with_contents(kept)


def _commit(redaction: Redaction, commit: _Foreign) -> None:
    """Redact a commit: deletions of files (under new paths), and the subject as author."""
    for change in commit.file_changes:
        if change.type == b"D":
            moved = redaction.path(plain(change.filename))
            change.filename = None if moved is None else encoded(moved)
    commit.file_changes = [change for change in commit.file_changes if change.filename is not None]
    for role in ("author", "committer"):
        _person(redaction.subject.certain, commit, role)


def _person(certain: Traces, holder: _Foreign, role: str) -> None:
    """Put a tombstone in place of the subject as author, committer or tagger."""
    fields = (f"{role}_email", f"{role}_name")
    words = [plain(getattr(holder, field) or b"") for field in fields]
    places = [place for word in words for place in certain.merged(word)]
    if places:
        stone = certain.instead[places[0].trace]
        for field, now in zip(fields, (f"{stone}@{_HOST}", stone), strict=True):
            setattr(holder, field, encoded(now))
