"""Replacing the old history by the new one, in steps that can each be repeated."""

from __future__ import annotations

import shutil

from mentoring.errors import MentoringError
from mentoring.operations.erasure.clone import stash
from mentoring.operations.erasure.plan import Plan, mirror_of
from mentoring.operations.git.repository import Repository

_WAITING = "refs/mentoring-erasure/"
# Git keeps copies here of what was last committed, fetched, merged or in conflict.
_COPIES = (
    "logs", "rr-cache", "lost-found", "COMMIT_EDITMSG", "FETCH_HEAD", "MERGE_MSG", "NOTES_EDITMSG",
    "ORIG_HEAD", "SQUASH_MSG", "TAG_EDITMSG", "gitk.cache",
)  # fmt: skip


def break_locks(repository: Repository) -> None:
    """Remove the locks of killed Git commands; call it only if no other process uses Git."""
    for lock in repository.directory.rglob("*.lock"):
        lock.unlink()


def swap(repository: Repository, plan: Plan) -> None:
    """Put the new history in place (refs in one transaction, work tree, stashes), then clean up.

    Raises MentoringError without any change if a branch has moved since the plan was made.
    """
    _bring(repository)
    _point(repository, plan)
    repository.run("symbolic-ref", "HEAD", plan.head)
    repository.run("reset", "--hard", "--quiet")
    _forget_copies(repository)
    _put_stashes(repository, plan)
    _let_go(repository)
    repository.run("gc", "--quiet", "--force", "--prune=now")


def _bring(repository: Repository) -> None:
    """Fetch all new objects, held by temporary refs until the real refs point at them."""
    options = ("--quiet", "--no-tags", "--no-write-fetch-head", "--no-auto-maintenance")
    source = str(mirror_of(repository).resolve())
    repository.run("fetch", *options, source, f"+refs/*:{_WAITING}*")


def _point(repository: Repository, plan: Plan) -> None:
    now = repository.refs()
    lines = []
    for ref in sorted({*plan.before, *plan.after}):
        old, new = plan.before.get(ref), plan.after.get(ref)
        if now.get(ref) == new:
            continue
        if now.get(ref) != old:
            raise MentoringError(
                f"{ref} has moved since the new history was made. Nothing was changed; remove the "
                "folder .git/mentoring-erasure and start again."
            )
        lines.append(f"update {ref} {new} {old or '0' * 40}" if new else f"delete {ref} {old}")
    lines = [line for line in lines if line.startswith("delete")] + [
        line for line in lines if line.startswith("update")
    ]
    repository.run("update-ref", "--no-deref", "--stdin", data=_text(lines))


def _forget_copies(repository: Repository) -> None:
    for name in _COPIES:
        path = repository.directory / name
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)


def _put_stashes(repository: Repository, plan: Plan) -> None:
    if stash(repository) == list(plan.stashes):
        return
    repository.run("update-ref", "-d", "refs/stash")
    for oid, message in reversed(plan.stashes):
        repository.run("stash", "store", "--quiet", "--message", message, oid)


def _let_go(repository: Repository) -> None:
    waiting = [name for name in repository.refs() if name.startswith(_WAITING)]
    lines = [f"delete {name}" for name in waiting]
    repository.run("update-ref", "--no-deref", "--stdin", data=_text(lines))


def _text(lines: list[str]) -> bytes:
    return "".join(f"{line}\n" for line in lines).encode("utf-8", "surrogateescape")
