"""Running an erasure from its preparation to its end, or as a dry run."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from mentoring.operations.erasure import plan as plans
from mentoring.operations.erasure.commit import Commit
from mentoring.operations.erasure.leftovers import Leftovers, leftovers
from mentoring.operations.erasure.plan import Plan
from mentoring.operations.erasure.prepare import Prepared, prepare
from mentoring.operations.erasure.replace_history import break_locks, swap
from mentoring.operations.erasure.scan_objects import Scan, scan
from mentoring.operations.erasure.subject import Subject
from mentoring.operations.git.repository import Repository


@dataclass(frozen=True, kw_only=True, slots=True)
class Erasure:
    """The result of an erasure or a dry run. `scan` is of the repository after it.

    `prepared` is None if an interrupted erasure was completed.
    """

    prepared: Prepared | None
    scan: Scan
    leftovers: Leftovers
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
    if not dry_run:
        plans.save(repository, prepared.plan)
        return _finish(repository, prepared.plan, prepared)
    plans.discard(repository)
    return Erasure(
        prepared=prepared,
        scan=prepared.scan,
        leftovers=leftovers(repository, prepared.plan),
        done=False,
    )


def finish(repository: Repository) -> Erasure | None:
    """Complete an erasure that was interrupted after its preparation; None if there is none."""
    plan = plans.unfinished(repository)
    if plan is None:
        return None
    break_locks(repository)
    return _finish(repository, plan, None)


def _finish(repository: Repository, plan: Plan, prepared: Prepared | None) -> Erasure:
    swap(repository, plan)
    plans.discard(repository)
    return Erasure(
        prepared=prepared,
        scan=scan(repository, plan.certain, plan.doubtful, plan.foreign),
        leftovers=leftovers(repository, plan),
        done=True,
    )
