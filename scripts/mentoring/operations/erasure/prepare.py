"""Making and checking a new history, while the old one is not changed."""

import shutil
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from mentoring.checks.run import check
from mentoring.errors import DataError, MentoringError
from mentoring.files.changes import Changes
from mentoring.files.decodings import plain
from mentoring.operations.erasure import plan as plans
from mentoring.operations.erasure.clone import mirror, stash, true_name, true_refs
from mentoring.operations.erasure.plan import Plan
from mentoring.operations.erasure.redaction import Redaction
from mentoring.operations.erasure.reseal_matches import resealed
from mentoring.operations.erasure.rewrite_history import Rewritten, rewrite
from mentoring.operations.erasure.scan import Scan, objects_with, scan
from mentoring.operations.erasure.scope import scope_of
from mentoring.operations.erasure.subject import Subject
from mentoring.operations.git.repository import Repository
from mentoring.problems import Problem, Severity
from mentoring.store.programme import Programme
from mentoring.store.reader import load
from mentoring.store.vault import vault_of


@dataclass(frozen=True, kw_only=True, slots=True)
class Commit:
    """The commit added after the new history: it ends the subject's pairs and records the erasure.

    `changes` are made to the programme without the subject.
    """

    message: str
    changes: Callable[[Programme], Changes]


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
    plans.work_folder(repository).mkdir()
    clone = mirror(repository, plans.mirror_of(repository))
    new_seals = resealed(clone, subject.tombstones, folders)
    vault = vault_of(repository.folder)
    tainted = objects_with(clone, subject.certain, vault)
    redaction = Redaction(
        subject=subject,
        folders=folders,
        resealed=new_seals,
        vault=vault,
        tainted=tainted | new_seals.keys(),
        named=objects_with(clone, subject.identity, vault, among=tainted),
    )
    scope = scope_of(clone, redaction)
    rewritten = rewrite(clone, redaction, scope)
    head = repository.text("symbolic-ref", "HEAD")
    head = rewritten.renamed.get(head, head)
    clone.run("symbolic-ref", "HEAD", head)
    if not clone.succeeds("rev-parse", "--verify", "--quiet", "HEAD"):
        raise MentoringError("Nothing would be left of this branch: delete the repository instead.")
    known = _errors(load(repository.folder), today)
    allowed = frozenset((redaction.path(error.path) or error.path, error.code) for error in known)
    _add(clone, commit, _author(repository), allowed, today)
    # git-filter-repo leaves maps from old hashes to new ones, and the old commits.
    shutil.rmtree(clone.directory / "filter-repo", ignore_errors=True)
    clone.run("gc", "--quiet", "--prune=now")
    left = scan(clone, subject.certain, subject.doubtful, scope.foreign)
    if left.certain:
        places = ", ".join(sorted({hit.where for hit in left.certain})[:5])
        raise MentoringError(f"Traces would be left in {places}. Nothing was changed.")
    plan = Plan(
        head=head,
        before={name: oid for name, oid in repository.refs().items() if name != "refs/stash"},
        after=true_refs(clone),
        stashes=_stashes(repository, clone, subject, rewritten),
        certain=tuple(subject.certain.instead.items()),
        doubtful=tuple(subject.doubtful.instead.items()),
        remotes=scope.remotes,
        foreign=tuple(map(true_name, scope.foreign)),
    )
    return Prepared(plan=plan, rewritten=rewritten, scan=left)


def _stashes(
    repository: Repository, clone: Repository, subject: Subject, rewritten: Rewritten
) -> tuple[tuple[str, str], ...]:
    """The stash entries that remain; an entry about the subject alone is dropped.

    A stash is a merge of the committed, staged and maybe untracked files.
    """
    entries = ((rewritten.now(old), message) for old, message in stash(repository))
    return tuple(
        (oid, subject.certain.cut(message))
        for oid, message in entries
        if oid and len(clone.text("rev-parse", f"{oid}^@").split()) > 1
    )


def _author(repository: Repository) -> dict[str, str]:
    """The author of the added commit: the user configured in the repository."""
    author: dict[str, str] = {}
    for role in ("AUTHOR", "COMMITTER"):
        name, _, rest = plain(repository.run("var", f"GIT_{role}_IDENT")).strip().partition(" <")
        author |= {f"GIT_{role}_NAME": name, f"GIT_{role}_EMAIL": rest.partition(">")[0]}
    return author


def _add(
    repository: Repository,
    commit: Commit,
    author: Mapping[str, str],
    allowed: frozenset[tuple[str, str]],
    today: date,
) -> None:
    """Add the commit to the current branch, if the programme is then valid.

    Raises DataError with every error that is not in `allowed`, the errors from before.
    """
    with tempfile.TemporaryDirectory(dir=repository.folder) as folder:
        root, index = Path(folder) / "tree", str(Path(folder) / "index")
        root.mkdir()
        place = {
            "GIT_WORK_TREE": str(root),
            "GIT_INDEX_FILE": index,
            "GIT_DIR": str(repository.folder),
        }
        repository.run("read-tree", "HEAD", settings=place)
        repository.run("checkout-index", "--all", "--quiet", settings=place)
        commit.changes(load(root)).apply()
        errors = _errors(load(root), today)
        if new := [error for error in errors if (error.path, error.code) not in allowed]:
            raise DataError(new)
        repository.run("add", "--all", settings=place)
        tree = plain(repository.run("write-tree", settings=place)).strip()
    if tree != repository.text("rev-parse", "HEAD^{tree}"):
        command = ("commit-tree", "-p", "HEAD", "-m", commit.message, tree)
        repository.run(
            "update-ref", "HEAD", plain(repository.run(*command, settings=author)).strip()
        )


def _errors(programme: Programme, today: date) -> list[Problem]:
    return [problem for problem in check(programme, today) if problem.severity is Severity.ERROR]
