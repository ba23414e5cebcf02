"""Running an erasure from its preparation to its end, or as a dry run."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from mentoring.operations.erasure import plan as plans
from mentoring.operations.erasure.plan import Plan, break_locks, replace_history
from mentoring.operations.erasure.prepare import Commit, Prepared, prepare
from mentoring.operations.erasure.scan import Scan, in_outbox, scan
from mentoring.operations.erasure.subject import Subject
from mentoring.operations.git.repository import Repository
from mentoring.people.traces import Traces


@dataclass(frozen=True, kw_only=True, slots=True)
class Erasure:
    """The result of an erasure or a dry run. `scan` is of the repository after it.

    `prepared` is None if an interrupted erasure was completed. What an erasure cannot reach is left
    to people: the files in the `outbox` that mention the subject, and the `pushes`, the commands
    that rewrite each remote.
    """

    prepared: Prepared | None
    scan: Scan
    outbox: tuple[str, ...]
    pushes: tuple[str, ...]
    done: bool

    @property
    def clean(self) -> bool:
        """Whether no trace of the subject is left."""
        return not self.scan.certain


def carry_out(
    repository: Repository,
    subject: Subject,
    commit: Commit,
    today: date,
    *,
    folders: tuple[str, ...] = (),
    dry_run: bool = False,
) -> Erasure:
    """Remove the subject from the whole repository or, with `dry_run`, from a clone of it.

    Raises MentoringError or DataError without any change if that is not possible.
    """
    prepared = prepare(repository, subject, folders, commit, today)
    if dry_run:
        plans.discard(repository)
        return _erasure(repository, prepared.plan, prepared, prepared.scan, done=False)
    plans.save(repository, prepared.plan)
    return _finish(repository, prepared.plan, prepared)


def finish(repository: Repository) -> Erasure | None:
    """Complete an erasure that was interrupted after its preparation; None if there is none."""
    plan = plans.unfinished(repository)
    if plan is None:
        return None
    break_locks(repository)
    return _finish(repository, plan, None)


def _finish(repository: Repository, plan: Plan, prepared: Prepared | None) -> Erasure:
    replace_history(repository, plan)
    plans.discard(repository)
    left = scan(repository, Traces(dict(plan.certain)), Traces(dict(plan.doubtful)), plan.foreign)
    return _erasure(repository, plan, prepared, left, done=True)


def _erasure(
    repository: Repository, plan: Plan, prepared: Prepared | None, left: Scan, *, done: bool
) -> Erasure:
    certain = Traces(dict(plan.certain))
    return Erasure(
        prepared=prepared,
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
    for remote in plan.remotes:
        below = f"refs/remotes/{remote}/"
        old = {name.removeprefix(below) for name in plan.before if name.startswith(below)}
        new = {name.removeprefix(below) for name in plan.after if name.startswith(below)}
        head = plan.head.removeprefix("refs/heads/")
        sources = {name: f"{below}{name}" for name in sorted(new)} | {head: plan.head}
        refspecs = [f"+{source}:refs/heads/{name}" for name, source in sorted(sources.items())]
        changed = (name for name, _ in plan.after.items() - plan.before.items())
        refspecs += [f"+{name}:{name}" for name in _beside(changed)]
        refspecs += [f":refs/heads/{name}" for name in sorted(old - new - {head})]
        yield f"git push {remote} {' '.join(refspecs)}"
        if gone := _beside(plan.before.keys() - plan.after.keys()):
            yield f"git push {remote} --delete {' '.join(gone)}"


def _beside(refs: Iterable[str]) -> list[str]:
    """The tags and notes among the refs."""
    return sorted(name for name in refs if name.startswith(("refs/tags/", "refs/notes/")))
