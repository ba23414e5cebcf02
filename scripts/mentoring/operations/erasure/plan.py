"""The plan of an erasure: kept on disk, and carried out in steps that can each be repeated."""

import json
import shutil
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from functools import partial
from pathlib import Path

import msgspec

from mentoring.errors import MentoringError
from mentoring.files.changes import write
from mentoring.files.decodings import encoded
from mentoring.files.messages import message
from mentoring.files.tree import read_input
from mentoring.operations.git import Repository
from mentoring.people.traces import Trace

_FOLDER, _PLAN = "mentoring-erasure", "plan.json"
_EARLIER = "refs/mentoring-erasure/"  # which earlier versions leave behind if they are interrupted
QUIET_FETCH = ("--quiet", "--no-tags", "--no-write-fetch-head", "--no-auto-maintenance")
# Git keeps copies here of what was last committed, fetched, merged or in conflict.
_COPIES = (
    "logs", "rr-cache", "lost-found", "COMMIT_EDITMSG", "FETCH_HEAD", "MERGE_MSG", "NOTES_EDITMSG",
    "ORIG_HEAD", "SQUASH_MSG", "TAG_EDITMSG", "gitk.cache",
)  # fmt: skip

text = partial(message, __package__)
Replacements = tuple[tuple[Trace, str], ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Plan:
    """A finished, checked history in a bare clone that is ready to replace the old one.

    `before` and `after` are the refs with their targets, `stashes` the new entries with messages,
    newest first. `remotes` hold the subject; `foreign` are the refs of others. Of all `commits`,
    `changed` get another hash, the `first` of them are the oldest. `dropped` counts removed files.
    """

    head: str
    before: Mapping[str, str]
    after: Mapping[str, str]
    stashes: tuple[tuple[str, str], ...]
    certain: Replacements
    doubtful: Replacements
    remotes: tuple[str, ...]
    foreign: tuple[str, ...]
    commits: int = 0  # like all that follow, absent from plans of earlier versions
    changed: int = 0
    first: tuple[str, ...] = ()
    dropped: Mapping[str, int] = field(default_factory=dict)


def work_folder(repository: Repository) -> Path:
    """The folder inside `.git` in which an erasure works; it is removed at the end."""
    return repository.directory / _FOLDER


def clone_in(repository: Repository) -> Repository:
    """The bare clone in the work folder."""
    return Repository(work_folder(repository) / "mirror.git")


def stashes(repository: Repository) -> list[tuple[str, str]]:
    """The stash entries, the newest first: (commit, message)."""
    lines = repository.lines("stash", "list", "--format=%H %gs")
    return [(oid, message) for oid, _, message in (line.partition(" ") for line in lines)]


def save(repository: Repository, plan: Plan) -> None:
    """Write the plan to disk, so that from now on repeating the erasure completes it."""
    write(work_folder(repository) / _PLAN, json.dumps(asdict(plan)).encode(), private=True)


def unfinished(repository: Repository) -> Plan | None:
    """The plan of an interrupted erasure; raises MentoringError if it was changed by hand."""
    if not repository.there or not (file := work_folder(repository) / _PLAN).exists():
        return None
    try:
        return msgspec.convert(json.loads(read_input(file)), Plan)
    except (ValueError, RecursionError, msgspec.ValidationError) as error:
        raise MentoringError(text("bad-plan", folder=_FOLDER, plan=_PLAN)) from error


def discard(repository: Repository) -> None:
    """Remove the work folder."""
    shutil.rmtree(work_folder(repository), ignore_errors=True)


def break_locks(repository: Repository) -> None:
    """Remove the locks of killed Git commands; call it only if no other process uses Git."""
    for lock in repository.directory.rglob("*.lock"):
        lock.unlink()


def replace_history(repository: Repository, plan: Plan) -> None:
    """Put the new history in place, then clean up; raises MentoringError if a branch has moved."""
    # No refs hold the fetched objects until the moves: nothing collects garbage before `gc` below,
    # and a second run fetches them again, since the clone stays until the end.
    clone = clone_in(repository)
    names = encoded("".join(f"{name}\n" for name in clone.refs()))
    repository.run("fetch", *QUIET_FETCH, "--stdin", str(clone.folder), data=names)
    _update_refs(repository, sorted(_moves(repository.refs(), plan)))
    repository.run("symbolic-ref", "HEAD", plan.head)
    repository.run("reset", "--hard", "--quiet")
    for copy in map(repository.directory.joinpath, _COPIES):
        shutil.rmtree(copy, ignore_errors=True)
        copy.unlink(missing_ok=True)
    if stashes(repository) != list(plan.stashes):
        repository.run("update-ref", "-d", "refs/stash")
        for oid, message in reversed(plan.stashes):
            repository.run("stash", "store", "--quiet", "--message", message, oid)
    earlier = [name for name in repository.refs() if name.startswith(_EARLIER)]
    _update_refs(repository, (f"delete {name}" for name in earlier))
    repository.run("gc", "--quiet", "--force", "--prune=now")


def pushes(plan: Plan) -> Iterator[str]:
    """The commands that push the new history to each remote that holds the subject.

    Tags and notes are pushed if they changed. Their old names are deleted by a separate command,
    which may fail because the clone does not know whether the remote has them.
    """
    beside = ("refs/tags/", "refs/notes/")
    changed = sorted(ref for ref, _ in plan.after.items() - plan.before.items())
    gone = sorted(plan.before.keys() - plan.after.keys())
    for remote in plan.remotes:
        below = f"refs/remotes/{remote}/"
        old, new = (
            {ref.removeprefix(below) for ref in refs if ref.startswith(below)}
            for refs in (plan.before, plan.after)
        )
        head = plan.head.removeprefix("refs/heads/")
        sources = {name: f"{below}{name}" for name in new} | {head: plan.head}
        refspecs = [f"+{source}:refs/heads/{name}" for name, source in sorted(sources.items())]
        refspecs += [f"+{ref}:{ref}" for ref in changed if ref.startswith(beside)]
        refspecs += [f":refs/heads/{name}" for name in sorted(old - new - {head})]
        yield f"git push {remote} {' '.join(refspecs)}"
        if names := [ref for ref in gone if ref.startswith(beside)]:
            yield f"git push {remote} --delete {' '.join(names)}"


def _moves(now: Mapping[str, str], plan: Plan) -> Iterator[str]:
    """The changes of refs that are still to be made; sorted, deletions come first."""
    for ref in sorted({*plan.before, *plan.after}):
        old, new = plan.before.get(ref), plan.after.get(ref)
        if now.get(ref) == new:
            continue
        if now.get(ref) != old:
            raise MentoringError(text("moved", ref=ref, folder=_FOLDER))
        yield f"update {ref} {new} {old or '0' * 40}" if new else f"delete {ref} {old}"


def _update_refs(repository: Repository, lines: Iterable[str]) -> None:
    data = encoded("".join(f"{line}\n" for line in lines))
    repository.run("update-ref", "--no-deref", "--stdin", data=data)
