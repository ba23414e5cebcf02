"""The right to erasure: removes one person from the work tree and the whole history."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from mentoring.errors import DataError, UsageError
from mentoring.files.decodings import plain
from mentoring.operations.erasure.commit import of_erasure
from mentoring.operations.erasure.run_erasure import Erasure, carry_out
from mentoring.operations.erasure.subject import Holder, Subject, holders, of_person
from mentoring.operations.git.check_repository import require_whole
from mentoring.operations.git.objects import objects
from mentoring.operations.git.repository import Repository
from mentoring.problems import Severity
from mentoring.store.programme import Programme
from mentoring.store.reader import load


@dataclass(frozen=True, kw_only=True, slots=True)
class ErasedPerson:
    """The tombstones that replace the person's ids, and the result of the erasure."""

    tombstones: Mapping[str, str]
    erasure: Erasure


def erase(
    repository: Repository, person: str, today: date, *, dry_run: bool = False
) -> ErasedPerson:
    """Remove a person from the work tree and from every commit, tag, branch, note and stash.

    All applications under an address they have used are removed, from every edition. Raises
    MentoringError if the repository cannot be rewritten, and UsageError if the id is unknown.
    """
    require_whole(repository)
    programme = readable(repository)
    known = tuple(holders(objects(repository)))
    taken = [one.record.tombstone for e in programme.editions.values() for one in e.erased]
    subject = of_person(person, known, taken)
    _require_somebody(repository, person, subject, known)
    commit = of_erasure(_editions(subject, known, programme), today)
    erasure = carry_out(repository, subject, commit, today, dry_run=dry_run)
    return ErasedPerson(tombstones=subject.tombstones, erasure=erasure)


def readable(repository: Repository) -> Programme:
    """The programme; raises DataError if a file cannot be read, and so cannot be redacted."""
    programme = load(repository.folder)
    errors = [problem for problem in programme.problems if problem.severity is Severity.ERROR]
    if errors:
        raise DataError(errors)
    return programme


def _require_somebody(
    repository: Repository, person: str, subject: Subject, known: Iterable[Holder]
) -> None:
    """Raise UsageError if the id is in no application, roster or review, now or in the history."""
    if any(one.id == person for one in known):
        return
    if not any(subject.certain.within(plain(one.data, "latin-1")) for one in objects(repository)):
        raise UsageError(f"Nobody has the id {person}, neither now nor in the history.")


def _editions(
    subject: Subject, known: Iterable[Holder], programme: Programme
) -> dict[str, tuple[str, ...]]:
    """The editions that contain each tombstone."""
    found: dict[str, set[str]] = {stone: set() for stone in subject.tombstones.values()}
    for one in known:
        if one.id in subject.tombstones:
            found[subject.tombstones[one.id]].add(one.cohort)
    for name, edition in programme.editions.items():
        for member in edition.roster.record.members if edition.roster else ():
            if member.id in subject.tombstones:
                found[subject.tombstones[member.id]].add(name)
    return {stone: tuple(sorted(cohorts)) for stone, cohorts in found.items()}
