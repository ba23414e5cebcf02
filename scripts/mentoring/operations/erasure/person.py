"""The right to erasure: removes one person from the work tree and the whole history."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from mentoring.errors import DataError, UsageError
from mentoring.files.changes import Changes
from mentoring.files.decodings import plain
from mentoring.operations.erasure.prepare import Commit
from mentoring.operations.erasure.run_erasure import Erasure, carry_out
from mentoring.operations.erasure.subject import (
    Holder,
    Subject,
    holders,
    of_person,
    open_vault,
    quoted,
)
from mentoring.operations.git.check_repository import require_whole
from mentoring.operations.git.objects import objects
from mentoring.operations.git.repository import Repository
from mentoring.operations.pairs.steps import end
from mentoring.people.ledger import Erased
from mentoring.problems import Severity
from mentoring.store.programme import Programme
from mentoring.store.reader import load
from mentoring.store.record_kinds import path_of
from mentoring.store.writer import changes


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
    MentoringError if the repository cannot be rewritten, and UsageError if the id is unknown, or
    that of a steward with a key.
    """
    require_whole(repository)
    programme = readable(repository)
    _require_no_key(programme, person)
    known = tuple(holders(objects(repository), open_vault(programme)))
    taken = [entry.record.tombstone for e in programme.editions.values() for entry in e.erased]
    subject = of_person(person, known, taken, quoted(objects(repository)))
    if not any(holder.id == person for holder in known):  # then perhaps in a roster or a review
        texts = (plain(item.data, "latin-1") for item in objects(repository))
        if not any(map(subject.certain.within, texts)):
            raise UsageError(f"No person has the id {person}, neither now nor in the history.")
    cohorts = _editions(subject, known, programme)
    commit = Commit(
        message=f"Erase {', '.join(sorted(cohorts))}\n\nRemoved from the history as well.\n",
        changes=lambda programme: _changes(programme, cohorts, today),
    )
    erasure = carry_out(repository, subject, commit, today, dry_run=dry_run)
    return ErasedPerson(tombstones=subject.tombstones, erasure=erasure)


def _require_no_key(programme: Programme, person: str) -> None:
    """Raise UsageError if the person is a steward who can read an encrypted edition."""
    for edition in programme.editions.values():
        stewards = edition.keys.record.stewards if edition.keys else ()
        if any(holder.steward == person and holder.reads for holder in stewards):
            raise UsageError(
                f"{person} has a key of {edition.name}. First: mentoring keys remove "
                f"{edition.name} {person}"
            )


def readable(repository: Repository) -> Programme:
    """The programme; raises DataError if a file cannot be read, and so cannot be redacted."""
    programme = load(repository.folder)
    errors = [problem for problem in programme.problems if problem.severity is Severity.ERROR]
    if errors:
        raise DataError(errors)
    return programme


def _editions(
    subject: Subject, known: Iterable[Holder], programme: Programme
) -> dict[str, tuple[str, ...]]:
    """The editions that contain each tombstone."""
    cohorts: dict[str, set[str]] = {stone: set() for stone in subject.tombstones.values()}
    for holder in known:
        if holder.id in subject.tombstones:
            cohorts[subject.tombstones[holder.id]].add(holder.cohort)
    for name, edition in programme.editions.items():
        for member in edition.roster.record.members if edition.roster else ():
            if member.id in subject.tombstones:
                cohorts[subject.tombstones[member.id]].add(name)
    return {stone: tuple(sorted(names)) for stone, names in cohorts.items()}


def _changes(programme: Programme, cohorts: Mapping[str, tuple[str, ...]], today: date) -> Changes:
    """A ledger entry for each tombstone; its pairs end, and go if they were not announced yet."""
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
        if (current := entry.record.current)
        and not {entry.record.mentee, current.mentor}.isdisjoint(cohorts)
    ]
    ended = [end(pair, None, today) for pair in pairs if pair.latest.meaning.told]
    removed = {path_of(pair): None for pair in pairs if not pair.latest.meaning.told}
    return changes(programme.root, [*entries, *ended], others=removed)
