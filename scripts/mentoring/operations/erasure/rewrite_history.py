"""Rewriting every commit, tag, note and branch of a bare clone with git-filter-repo."""

from __future__ import annotations

import itertools
import multiprocessing
import os
from collections.abc import Mapping
from dataclasses import dataclass
from multiprocessing.connection import Connection
from threading import Thread
from typing import Any

from mentoring.errors import MentoringError
from mentoring.files.decodings import plain
from mentoring.files.inputs import read_input
from mentoring.operations.erasure.notes import hang_up, take_down
from mentoring.operations.erasure.redaction import Redaction
from mentoring.operations.erasure.scope import Scope
from mentoring.operations.git.repository import Repository
from mentoring.people.traces import Traces

_Outcome = tuple[dict[str, str], dict[str, int]]
Place = tuple[bytes | None, bytes, Any]
"""A file in a commit in git-filter-repo's form: name (None if removed), mode and blob."""

_GONE = "0" * 40


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

    Rewritten commits and tags lose their signatures, which were made for the old ones.
    """
    notes = take_down(repository, scope, redaction.tainted)
    commits, dropped = _run(repository, redaction, scope) if scope.commits else ({}, {})
    _drop_emptied(repository, scope, commits)
    hang_up(repository, notes, commits, redaction)
    renamed = rename_refs(repository, redaction.subject.certain)
    return Rewritten(scope=scope, commits=commits, renamed=renamed, dropped=dropped)


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
    return _recorded(repository), redaction.dropped


def _recorded(repository: Repository) -> dict[str, str]:
    lines = plain(read_input(repository.directory / "filter-repo/commit-map")).splitlines()[1:]
    pairs = [line.split() for line in lines]
    return {old: "" if new == _GONE else new for old, new in pairs}


def _drop_emptied(repository: Repository, scope: Scope, commits: Mapping[str, str]) -> None:
    """Delete the refs whose commits were all about the subject alone."""
    old = {name for name, new in commits.items() if not new}
    for ref in repository.refs().keys() & set(scope.refs):
        if repository.text("rev-parse", f"{ref}^{{commit}}") in old:
            repository.run("update-ref", "-d", ref)


def rename_refs(repository: Repository, traces: Traces) -> dict[str, str]:
    """Replace traces in the names of refs by tombstones; return new names by old ones."""
    renamed = {}
    for ref, target in sorted(repository.refs().items()):
        if (wanted := traces.cut(ref)) != ref:
            repository.run("update-ref", "-d", ref)
            renamed[ref] = _free(repository, wanted)
            repository.run("update-ref", renamed[ref], target)
    return renamed


def _free(repository: Repository, wanted: str) -> str:
    """The wanted name, with a number added if it conflicts with another ref."""
    taken = set(repository.refs())
    for number in itertools.count(1):
        name = wanted if number == 1 else f"{wanted}-{number}"
        beside = (other for other in taken if other.startswith(f"{name}/"))
        above = (other for other in taken if name.startswith(f"{other}/"))
        if name not in taken and not any(beside) and not any(above):
            return name
    raise AssertionError


class _Writer:
    """The callbacks of git-filter-repo. Each file version is examined only once."""

    def __init__(self, redaction: Redaction) -> None:
        self._redaction = redaction
        self._files: dict[tuple[bytes, bytes], Place] = {}

    def file(self, name: bytes, mode: bytes, blob: bytes, value: Any) -> Place:  # noqa: ANN401
        """The redacted file."""
        if (name, blob) not in self._files:
            self._files[name, blob] = self._file(name, mode, blob, value)
        found, _, new = self._files[name, blob]
        return found, mode, new

    def _file(self, name: bytes, mode: bytes, blob: bytes, value: Any) -> Place:  # noqa: ANN401
        path = plain(name)
        moved = self._redaction.path(path)
        if moved is None or mode == b"160000":
            return (None if moved is None else name), mode, blob
        data = value.get_contents_by_identifier(blob)
        kept = self._redaction.content(path, data, plain(blob))
        if kept is None:
            return None, mode, blob
        same = kept == data
        return _bytes(moved), mode, blob if same else value.insert_file_with_contents(kept)

    def commit(self, commit: Any, _metadata: Any) -> None:  # noqa: ANN401 (git-filter-repo's)
        """Redact a commit: its files, deletions (under new paths), and the subject as author."""
        for change in commit.file_changes:
            if change.type == b"D":
                moved = self._redaction.path(plain(change.filename))
                change.filename = None if moved is None else _bytes(moved)
        commit.file_changes = [one for one in commit.file_changes if one.filename is not None]
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
