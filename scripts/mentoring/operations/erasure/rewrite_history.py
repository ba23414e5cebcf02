"""Rewriting every commit, tag, note and branch of a bare clone with git-filter-repo."""

import itertools
import multiprocessing
import os
from collections.abc import Collection, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from multiprocessing.connection import Connection
from threading import Thread
from typing import Any

from mentoring.errors import MentoringError
from mentoring.files.decodings import plain
from mentoring.files.tree import read_input
from mentoring.operations.erasure.redaction import Redaction
from mentoring.operations.erasure.scope import NOTES, Scope
from mentoring.operations.git.repository import Repository
from mentoring.people.traces import Traces

_Outcome = tuple[dict[str, str], Mapping[str, int]]
Place = tuple[bytes | None, bytes, Any]
"""A file in a commit in git-filter-repo's form: name (None if removed), mode and blob."""
Notes = dict[str, dict[str, bytes]]
"""For each ref below refs/notes/, the text of each note by its commit."""

_GONE = "0" * 40
_SUBMODULE = b"160000"


@dataclass(frozen=True, kw_only=True, slots=True)
class Rewritten:
    """The new hash of each commit of the scope, by its old hash (empty if the commit was dropped).

    `renamed` maps old to new names of refs whose names had a trace.
    `dropped` counts, by path, the file versions that were removed as a whole.
    """

    scope: Scope
    commits: Mapping[str, str]
    renamed: Mapping[str, str]
    dropped: Mapping[str, int]

    @property
    def changed(self) -> int:
        """The number of commits that changed."""
        return sum(old != new for old, new in self.commits.items())

    def now(self, commit: str) -> str:
        """The new hash of a commit; empty if it was dropped."""
        return self.commits.get(commit, commit)


def rewrite(repository: Repository, redaction: Redaction, scope: Scope) -> Rewritten:
    """Rewrite the scope in a bare clone, rename refs, and remove unreachable objects.

    Rewritten commits and tags lose their signatures, which were made for the old ones. Refs whose
    commits were all about the subject alone are deleted.
    """
    notes = _take_notes(repository, scope, redaction.tainted)
    commits, dropped = _run(repository, redaction, scope) if scope.commits else ({}, {})
    old = {name for name, new in commits.items() if not new}
    for ref in repository.refs().keys() & set(scope.refs):
        if repository.text("rev-parse", f"{ref}^{{commit}}") in old:
            repository.run("update-ref", "-d", ref)
    _put_notes(repository, notes, commits, redaction)
    renamed = _rename_refs(repository, redaction.subject.certain)
    return Rewritten(scope=scope, commits=commits, renamed=renamed, dropped=dropped)


def _take_notes(repository: Repository, scope: Scope, tainted: AbstractSet[str]) -> Notes:
    """Remove and return the notes of each ref that annotates the scope or has a tainted object.

    Notes refer to commits by hash, and so must be attached again to the new history.
    """
    taken: Notes = {}
    for ref in [name for name in repository.refs() if name.startswith(NOTES)]:
        listed = (line.split() for line in repository.lines("notes", f"--ref={ref}", "list"))
        notes = {commit: repository.run("cat-file", "blob", note) for note, commit in listed}
        objects = {line.split(" ")[0] for line in repository.lines("rev-list", "--objects", ref)}
        if not (tainted.isdisjoint(objects) and scope.commits.isdisjoint(notes)):
            repository.run("update-ref", "-d", ref)
            taken[ref] = notes
    return taken


def _put_notes(
    repository: Repository, notes: Notes, commits: Mapping[str, str], redaction: Redaction
) -> None:
    """Attach the redacted notes to the new commits; notes of removed commits are dropped."""
    for ref, by_commit in notes.items():
        for old, text in by_commit.items():
            kept, new = redaction.content("", text), commits.get(old, old)
            if kept is not None and new:
                blob = plain(repository.run("hash-object", "-w", "--stdin", data=kept)).strip()
                repository.run("notes", f"--ref={ref}", "add", "-f", "-C", blob, new)


def _rename_refs(repository: Repository, traces: Traces) -> dict[str, str]:
    """Replace traces in the names of refs by tombstones; return new names by old ones."""
    renamed = {}
    for ref, target in sorted(repository.refs().items()):
        if (wanted := traces.cut(ref)) != ref:
            repository.run("update-ref", "-d", ref)
            renamed[ref] = _free(wanted, repository.refs())
            repository.run("update-ref", renamed[ref], target)
    return renamed


def _free(wanted: str, taken: Collection[str]) -> str:
    """The wanted name, with a number added if it equals, contains or lies below another ref."""
    for number in itertools.count(1):
        name = wanted if number == 1 else f"{wanted}-{number}"
        pairs = ((f"{name}/", f"{ref}/") for ref in taken)
        if not any(one.startswith(two) or two.startswith(one) for one, two in pairs):
            return name
    raise AssertionError


def _run(repository: Repository, redaction: Redaction, scope: Scope) -> _Outcome:
    """Run git-filter-repo in a child process, which ends with this one.

    It is written as a program: it works in the current folder, prints, exits with SystemExit and
    closes no files.
    """
    context = multiprocessing.get_context("spawn")
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=_report, args=(sender, repository, redaction, scope))
    process.start()
    sender.close()
    try:
        done: _Outcome | str = receiver.recv()
    except EOFError:
        done = "it ended without a result"
    finally:
        process.kill()
        process.join()
        receiver.close()
    if isinstance(done, str):
        raise MentoringError(f"git-filter-repo: {done}")
    return done


def _report(sender: Connection, repository: Repository, redaction: Redaction, scope: Scope) -> None:
    """In the child process: send the result or the error."""
    Thread(target=_end_with_parent, daemon=True).start()
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):
        os.dup2(nowhere, stream)
    try:
        sender.send(_filtered(repository, redaction, scope))
    except (Exception, SystemExit) as error:  # noqa: BLE001 (a history can be anything)
        sender.send(f"{type(error).__name__}, it cannot read this history")


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _filtered(repository: Repository, redaction: Redaction, scope: Scope) -> _Outcome:
    """Run git-filter-repo here; return its map of commits, and the dropped file versions."""
    import git_filter_repo

    os.chdir(repository.folder)
    untouched = [f"^{parent}" for parent in sorted(scope.parents)]
    arguments = ["--force", "--quiet", "--replace-refs", "delete-no-add", "--refs"]
    writer = _Writer(redaction)
    git_filter_repo.RepoFilter(
        git_filter_repo.FilteringOptions.parse_args(
            [*arguments, *scope.refs, *untouched], error_on_empty=False
        ),
        file_info_callback=writer.file,
        commit_callback=writer.commit,
        tag_callback=writer.tag,
        message_callback=writer.text,
    ).run()
    lines = plain(read_input(repository.directory / "filter-repo/commit-map")).splitlines()[1:]
    pairs = (line.split() for line in lines)
    return {old: "" if new == _GONE else new for old, new in pairs}, redaction.dropped


class _Writer:
    """The callbacks of git-filter-repo. Each file version is examined only once."""

    def __init__(self, redaction: Redaction) -> None:
        self._redaction = redaction
        self._files: dict[tuple[bytes, bytes], Place] = {}

    def file(self, name: bytes, mode: bytes, blob: bytes, value: Any) -> Place:  # noqa: ANN401
        """The redacted file."""
        if (name, blob) not in self._files:
            self._files[name, blob] = self._file(name, mode, blob, value)
        path, _, new = self._files[name, blob]
        return path, mode, new

    def _file(self, name: bytes, mode: bytes, blob: bytes, value: Any) -> Place:  # noqa: ANN401
        path = plain(name)
        moved = self._redaction.path(path)
        if moved is None or mode == _SUBMODULE:
            return (None if moved is None else name), mode, blob
        data = value.get_contents_by_identifier(blob)
        kept = self._redaction.content(path, data, plain(blob))
        if kept is None:
            return None, mode, blob
        new = blob if kept == data else value.insert_file_with_contents(kept)
        return _bytes(moved), mode, new

    def commit(self, commit: Any, _metadata: Any) -> None:  # noqa: ANN401 (git-filter-repo's)
        """Redact a commit: its files, deletions (under new paths), and the subject as author."""
        for change in commit.file_changes:
            if change.type == b"D":
                moved = self._redaction.path(plain(change.filename))
                change.filename = None if moved is None else _bytes(moved)
        commit.file_changes = [
            change for change in commit.file_changes if change.filename is not None
        ]
        for role in ("author", "committer"):
            self._person(commit, role)

    def tag(self, tag: Any, _metadata: Any) -> None:  # noqa: ANN401 (git-filter-repo's)
        """Redact a tag, whose tagger may be the subject."""
        self._person(tag, "tagger")

    def text(self, text: bytes) -> bytes:
        """A message without the subject."""
        return _bytes(self._redaction.subject.certain.cut(plain(text)))

    def _person(self, holder: Any, role: str) -> None:  # noqa: ANN401 (git-filter-repo's)
        fields = f"{role}_name", f"{role}_email"
        old = tuple(getattr(holder, field) or b"" for field in fields)
        new = self._redaction.subject.address_instead(*map(plain, old))
        for field, before, now in zip(fields, old, map(_bytes, new), strict=True):
            if now != before:
                setattr(holder, field, now)


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogateescape")
