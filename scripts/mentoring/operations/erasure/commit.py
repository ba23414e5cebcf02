"""The commit added after the new history: it ends the subject's pairs and records the erasure."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from mentoring.checks.run import check
from mentoring.errors import DataError
from mentoring.files.changes import Changes
from mentoring.files.decodings import plain
from mentoring.operations.git.repository import Repository
from mentoring.operations.pairs.steps import end
from mentoring.people.ledger import Erased
from mentoring.people.pair import Pair
from mentoring.problems import Problem, Severity
from mentoring.store.programme import Programme
from mentoring.store.reader import load
from mentoring.store.record_kinds import path_of
from mentoring.store.writer import changes


@dataclass(frozen=True, kw_only=True, slots=True)
class Commit:
    """The commit's message, and its changes to the programme without the subject."""

    message: str
    changes: Callable[[Programme], Changes]


def errors(root: Path, today: date) -> frozenset[tuple[str, str]]:
    """The errors in the programme's files, by path and code."""
    return frozenset((error.path, error.code) for error in _errors(load(root), today))


def add(
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
        _require_sound(root, allowed, today)
        repository.run("add", "--all", settings=place)
        tree = plain(repository.run("write-tree", settings=place)).strip()
    if tree == repository.text("rev-parse", "HEAD^{tree}"):
        return
    new = repository.run("commit-tree", "-p", "HEAD", "-m", commit.message, tree, settings=author)
    repository.run("update-ref", "HEAD", plain(new).strip())


def _require_sound(root: Path, allowed: frozenset[tuple[str, str]], today: date) -> None:
    found = [
        error for error in _errors(load(root), today) if (error.path, error.code) not in allowed
    ]
    if found:
        raise DataError(found)


def _errors(programme: Programme, today: date) -> list[Problem]:
    return [one for one in check(programme, today) if one.severity is Severity.ERROR]


def of_erasure(cohorts: Mapping[str, tuple[str, ...]], today: date) -> Commit:
    """The commit of an erasure; `cohorts` has the editions of each tombstone."""
    stones = sorted(cohorts)
    return Commit(
        message=f"Erase {', '.join(stones)}\n\nRemoved from the history as well.\n",
        changes=lambda programme: _erased(programme, cohorts, today),
    )


def _erased(programme: Programme, cohorts: Mapping[str, tuple[str, ...]], today: date) -> Changes:
    entries = [
        Erased(cohort=cohort, tombstone=stone, on=today)
        for stone, editions in sorted(cohorts.items())
        for cohort in editions
        if cohort in programme.editions
    ]
    pairs = [
        entry.record
        for edition in programme.editions.values()
        for entry in edition.pairs
        if (one := entry.record.current)
        and not {entry.record.mentee, one.mentor}.isdisjoint(cohorts)
    ]
    ended = [end(pair, None, today) for pair in pairs if not _proposed(pair)]
    unborn: dict[str, bytes | None] = {path_of(pair): None for pair in pairs if _proposed(pair)}
    return changes(programme.root, [*entries, *ended], others=unborn)


def _proposed(pair: Pair) -> bool:
    return not pair.latest.meaning.told
