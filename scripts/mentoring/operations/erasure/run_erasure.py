"""An erasure from its preparation to its end, or as a rehearsal."""

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
    """What was done, or would be. `scan` is of the repository as it is then.

    `prepared` is missing where an erasure that had been interrupted was finished.
    """

    prepared: Prepared | None
    scan: Scan
    leftovers: Leftovers
    done: bool

    @property
    def clean(self) -> bool:
        """Whether nothing is left that gives somebody away."""
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
    """Take the subject out of the whole repository; with `dry_run` out of a clone of it.

    Raises MentoringError or DataError where that cannot be done; nothing has changed then.
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
    """Finish an erasure that was interrupted once its history was ready; None if there is none."""
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
