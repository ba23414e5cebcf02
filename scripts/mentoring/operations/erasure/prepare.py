"""Making and checking a new history, while the old one is not changed."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import date

from mentoring.errors import MentoringError
from mentoring.files.decodings import plain
from mentoring.operations.erasure import commit as commits
from mentoring.operations.erasure import plan as plans
from mentoring.operations.erasure.clone import mirror, stash, true_name, true_refs
from mentoring.operations.erasure.commit import Commit
from mentoring.operations.erasure.plan import Plan
from mentoring.operations.erasure.redaction import Redaction
from mentoring.operations.erasure.reseal_matches import resealed
from mentoring.operations.erasure.rewrite_history import Rewritten, rewrite
from mentoring.operations.erasure.scan_objects import Scan, scan
from mentoring.operations.erasure.scope import objects_with, scope_of
from mentoring.operations.erasure.subject import Subject
from mentoring.operations.git.repository import Repository


@dataclass(frozen=True, kw_only=True, slots=True)
class Prepared:
    """The plan, and the findings of the preparation."""

    plan: Plan
    rewritten: Rewritten
    scan: Scan


def prepare(
    repository: Repository, subject: Subject, folders: tuple[str, ...], commit: Commit, today: date
) -> Prepared:
    """Make the new history in a clone inside `.git`, add the commit, and check for traces.

    Raises MentoringError if a trace is left, and DataError if the programme would not be valid.
    The repository is not changed in either case.
    """
    plans.discard(repository)
    try:
        return _prepared(repository, subject, folders, commit, today)
    except BaseException:
        plans.discard(repository)
        raise


def _prepared(
    repository: Repository, subject: Subject, folders: tuple[str, ...], commit: Commit, today: date
) -> Prepared:
    plans.workshop(repository).mkdir()
    clone = mirror(repository, plans.mirror_of(repository))
    new_seals = resealed(clone, subject.tombstones, folders)
    redaction = Redaction(
        subject=subject,
        folders=folders,
        resealed=new_seals,
        tainted=objects_with(clone, subject.certain) | new_seals.keys(),
        named=objects_with(clone, subject.identity),
    )
    scope = scope_of(clone, redaction)
    rewritten = rewrite(clone, redaction, scope)
    head = repository.text("symbolic-ref", "HEAD")
    head = rewritten.renamed.get(head, head)
    clone.run("symbolic-ref", "HEAD", head)
    if not clone.succeeds("rev-parse", "--verify", "--quiet", "HEAD"):
        raise MentoringError("Nothing would be left of this branch: delete the repository instead.")
    known = commits.errors(repository.folder, today)
    allowed = frozenset((redaction.path(path) or path, code) for path, code in known)
    commits.add(clone, commit, _author(repository), allowed, today)
    # git-filter-repo leaves maps from old hashes to new ones, and the old commits.
    shutil.rmtree(clone.directory / "filter-repo", ignore_errors=True)
    clone.run("gc", "--quiet", "--prune=now")
    found = scan(clone, subject.certain, subject.doubtful, scope.foreign)
    if found.certain:
        places = ", ".join(sorted({hit.where for hit in found.certain})[:5])
        raise MentoringError(f"Traces would be left in {places}. Nothing was changed.")
    return Prepared(
        plan=_plan(repository, clone, subject, rewritten, head),
        rewritten=rewritten,
        scan=found,
    )


def _plan(
    repository: Repository, clone: Repository, subject: Subject, rewritten: Rewritten, head: str
) -> Plan:
    before = {name: oid for name, oid in repository.refs().items() if name != "refs/stash"}
    return plans.Plan(
        head=head,
        before=before,
        after=true_refs(clone),
        stashes=_stashes(repository, clone, subject, rewritten),
        certain=subject.certain,
        doubtful=subject.doubtful,
        remotes=rewritten.scope.remotes,
        foreign=tuple(map(true_name, rewritten.scope.foreign)),
    )


def _stashes(
    repository: Repository, clone: Repository, subject: Subject, rewritten: Rewritten
) -> tuple[tuple[str, str], ...]:
    """The stash entries that remain; an entry about the subject alone is dropped."""
    new = [(rewritten.now(old), _cut(subject, message)) for old, message in stash(repository)]
    return tuple((oid, message) for oid, message in new if oid and _is_stash(clone, oid))


def _is_stash(clone: Repository, oid: str) -> bool:
    """Whether a commit is a stash: a merge of the committed, staged and maybe untracked files."""
    return len(clone.text("rev-parse", f"{oid}^@").split()) > 1


def _cut(subject: Subject, text: str) -> str:
    return subject.certain.cut(text)


def _author(repository: Repository) -> dict[str, str]:
    """The author of the added commit: the user configured in the repository."""
    found: dict[str, str] = {}
    for role in ("AUTHOR", "COMMITTER"):
        name, _, rest = plain(repository.run("var", f"GIT_{role}_IDENT")).strip().partition(" <")
        found |= {f"GIT_{role}_NAME": name, f"GIT_{role}_EMAIL": rest.partition(">")[0]}
    return found
