"""Running an erasure from its preparation to its end, or as a dry run."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from mentoring.operations.erasure.plan import (
    Plan,
    break_locks,
    discard,
    replace_history,
    save,
    unfinished,
)
from mentoring.operations.erasure.prepare import Removal, prepare
from mentoring.operations.erasure.rewrite_history import Rewritten
from mentoring.operations.erasure.scan import Scan, in_outbox, scan
from mentoring.operations.git.repository import Repository
from mentoring.people.traces import Traces


@dataclass(frozen=True, kw_only=True, slots=True)
class Erasure:
    """The result of an erasure or a dry run. `scan` is of the repository after it.

    `rewritten` is None if an interrupted erasure was completed. What an erasure cannot reach is
    left to people: the files in the `outbox` that mention the subject, and the `pushes`, the
    commands that rewrite each remote. `tombstones` replace the ids of an erased person.
    """

    rewritten: Rewritten | None
    scan: Scan
    outbox: tuple[str, ...]
    pushes: tuple[str, ...]
    done: bool
    tombstones: Mapping[str, str] = field(default_factory=dict)

    @property
    def clean(self) -> bool:
        """Whether no trace of the subject is left."""
        return not self.scan.certain


def carry_out(
    repository: Repository, removal: Removal, today: date, *, dry_run: bool = False
) -> Erasure:
    """Remove the subject from the whole repository or, with `dry_run`, from a clone of it.

    Raises MentoringError or DataError without any change if that is not possible.
    """
    discard(repository)
    is_saved = False
    try:
        plan, rewritten, left = prepare(repository, removal, today)
        if not dry_run:
            save(repository, plan)
            is_saved = True
    finally:
        if not is_saved:
            discard(repository)
    if dry_run:
        return _erasure(repository, plan, rewritten, left, done=False)
    return _finish(repository, plan, rewritten)


def finish(repository: Repository) -> Erasure | None:
    """Complete an erasure that was interrupted after its preparation; None if there is none."""
    plan = unfinished(repository)
    if plan is None:
        return None
    break_locks(repository)
    return _finish(repository, plan, None)


def _finish(repository: Repository, plan: Plan, rewritten: Rewritten | None) -> Erasure:
    replace_history(repository, plan)
    discard(repository)
    left = scan(repository, Traces(dict(plan.certain)), Traces(dict(plan.doubtful)), plan.foreign)
    return _erasure(repository, plan, rewritten, left, done=True)


def _erasure(
    repository: Repository, plan: Plan, rewritten: Rewritten | None, left: Scan, *, done: bool
) -> Erasure:
    certain = Traces(dict(plan.certain))
    return Erasure(
        rewritten=rewritten,
        scan=left,
        outbox=tuple(map(certain.cut, in_outbox(repository.folder, certain))),
        pushes=tuple(_pushes(plan)),
        done=done,
    )


def _pushes(plan: Plan) -> Iterator[str]:
    """The commands that push the new history to each remote that holds the subject.

    The current branch is pushed with the added commit. Tags and notes are pushed if they changed.
    Their old names are deleted by a separate command, which may fail because the clone does not
    know whether the remote has them.
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
