"""Erasing one person, or the people of editions whose retention has ended."""

import shutil
from collections.abc import Iterable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from datetime import date

from mentoring.errors import DataError, NeedsKeyError, UsageError
from mentoring.files.changes import Changes
from mentoring.files.decodings import plain
from mentoring.operations.erasure import plan as plans
from mentoring.operations.erasure.plan import Plan, text
from mentoring.operations.erasure.prepare import Removal, prepare, require_whole
from mentoring.operations.erasure.scan import Scan, in_outbox, scan
from mentoring.operations.erasure.subject import Holder, Quote, known_people, of_editions, of_person
from mentoring.operations.git import Repository, objects
from mentoring.operations.pairs.steps import recorded
from mentoring.operations.retention import OUTBOX, ended_voices, private
from mentoring.people.ledger import Erased
from mentoring.people.normalized_words import folded
from mentoring.people.traces import Traces
from mentoring.problems import Severity
from mentoring.store.programme import Programme
from mentoring.store.reader import load
from mentoring.store.record_kinds import path_of
from mentoring.store.vault import vault_of
from mentoring.store.writer import changes


@dataclass(frozen=True, kw_only=True, slots=True)
class Erasure:
    """The result of an erasure or a dry run: its plan, and a `scan` of the repository after it.

    People must delete the files in the `outbox`, and rewrite each remote with the `pushes`.
    `tombstones` replace the ids of an erased person; a `resumed` erasure does not know them.
    """

    plan: Plan
    scan: Scan
    outbox: tuple[str, ...]
    pushes: tuple[str, ...]
    done: bool
    resumed: bool = False
    tombstones: Mapping[str, str] = field(default_factory=dict)

    @property
    def clean(self) -> bool:
        """Whether no trace of the subject is left."""
        return not self.scan.certain


def erase(repository: Repository, person: str, today: date, *, dry_run: bool = False) -> Erasure:
    """Remove a person from the work tree and from every commit, tag, branch, note and stash.

    All applications under an address they have used go, in every edition. Raises MentoringError for
    a history that cannot be rewritten, UsageError for an unknown id or a steward with a key.
    """
    programme, known, quotes = _read(repository)
    editions = programme.editions
    for name, edition in editions.items():
        readers = edition.keys.record.readers if edition.keys else ()
        if any(reader.steward == person for reader in readers):
            raise UsageError(text("has-key", person=person, edition=name))
    taken = [entry.record.tombstone for edition in editions.values() for entry in edition.erased]
    subject = of_person(person, known, taken, quotes)
    if not any(holder.id == person for holder in known):  # then perhaps in a roster or a review
        texts = (plain(item.data, "latin-1") for item in objects(repository))
        if not any(map(subject.certain.within, texts)):
            raise UsageError(text("nobody", person=person))
    stones = subject.tombstones
    held = {(holder.id, holder.cohort) for holder in known}
    held |= {(member.id, name) for name, edition in editions.items() for member in edition.members}
    places = {(stones[own], cohort) for own, cohort in held if own in stones}
    removal = Removal(
        subject=subject,
        message=f"Erase {', '.join(sorted(stones.values()))}\n\n"
        "Removed from the history as well.\n",
        changes=lambda left: _recorded(left, places, today),
    )
    return replace(carry_out(repository, removal, today, dry_run=dry_run), tombstones=stones)


def _recorded(programme: Programme, places: Iterable[tuple[str, str]], today: date) -> Changes:
    """Enter each tombstone in its edition's ledger, and end its pairs; remove proposed ones."""
    stones = {stone for stone, _ in places}
    present = (place for place in sorted(places) if place[1] in programme.editions)
    entries = [Erased(cohort=cohort, tombstone=stone, on=today) for stone, cohort in present]
    every = (entry.record for edition in programme.editions.values() for entry in edition.pairs)
    pairs = [pair for pair in every if (now := pair.current) and {pair.mentee, now.mentor} & stones]
    ended = [recorded(pair, "ended", today) for pair in pairs if pair.latest.meaning.told]
    removed = {path_of(pair): None for pair in pairs if not pair.latest.meaning.told}
    return changes(programme.root, [*entries, *ended], others=removed)


def remove(
    repository: Repository, cohorts: Iterable[str], today: date, *, dry_run: bool = False
) -> Erasure:
    """Remove all data about the people of these editions from the work tree, history and outbox.

    The cohort files, which then say that the edition is closed, stay, and so do releases, their
    ledger, and voices until their own end; those of any edition that have ended go as well.
    """
    names = sorted(set(cohorts))
    programme, known, _ = _read(repository)
    # Members of other rosters stay, and those who had a key: the key file keeps their ids until
    # they have destroyed it.
    members, staying = set[str](), set[str]()
    for name, edition in programme.editions.items():
        (members if name in names else staying).update(member.id for member in edition.members)
        stewards = edition.keys.record.stewards if edition.keys else ()
        staying.update(holder.steward for holder in stewards)
    ended = ended_voices(programme, today)
    spoken = [folded(entry.record.quote) for entry in ended]
    what = [f"the people of {name}" for name in names] + ["ended voices"] * bool(ended)
    own = (path for name in names for path in private(name))
    removal = Removal(
        subject=of_editions(set(names), known, members - staying, spoken),
        message=f"Remove {', '.join(what)}\n\nTheir retention has ended; "
        "they are removed from the history as well.\n",
        changes=lambda left: _closed(left, names, today),
        folders=(*own, *(voice.path for voice in ended)),
    )
    erasure = carry_out(repository, removal, today, dry_run=dry_run)
    for name in () if dry_run else names:
        shutil.rmtree(repository.folder / OUTBOX / name, ignore_errors=True)
    drafts = tuple(f"{OUTBOX}/{name}/" for name in names)
    outbox = tuple(path for path in erasure.outbox if not path.startswith(drafts))
    return replace(erasure, outbox=outbox)


def _closed(programme: Programme, names: Iterable[str], today: date) -> Changes:
    cohorts = [programme.editions[name].cohort.record for name in names]
    still_open = [replace(cohort, closed=today) for cohort in cohorts if cohort.closed is None]
    return changes(programme.root, still_open)


def _read(repository: Repository) -> tuple[Programme, set[Holder], list[Quote]]:
    """The programme, and its history's people and quotes; raises an error if any is unreadable."""
    require_whole(repository)
    programme = load(repository.folder)
    errors = [problem for problem in programme.problems if problem.severity is Severity.ERROR]
    if errors:
        raise DataError(errors)
    for name, edition in programme.editions.items():
        if edition.needs_key:
            raise NeedsKeyError(name)
    return programme, *known_people(objects(repository), vault_of(programme.root))


def carry_out(repository: Repository, removal: Removal, today: date, *, dry_run: bool) -> Erasure:
    """Remove the subject, with `dry_run` from a clone only; an error leaves all as it was."""
    plans.discard(repository)
    with ExitStack() as undone:
        undone.callback(plans.discard, repository)
        plan, left = prepare(repository, removal, today)
        if not dry_run:
            plans.save(repository, plan)
            undone.pop_all()
    return _finish(repository, plan, left if dry_run else None)


def finish(repository: Repository) -> Erasure | None:
    """Complete an erasure that was interrupted after its preparation; None if there is none."""
    plan = plans.unfinished(repository)
    if plan is None:
        return None
    plans.break_locks(repository)
    return replace(_finish(repository, plan), resumed=True)


def _finish(repository: Repository, plan: Plan, rehearsed: Scan | None = None) -> Erasure:
    """Put the new history in place and search it, unless it was only `rehearsed`."""
    certain, doubtful = Traces(dict(plan.certain)), Traces(dict(plan.doubtful))
    if rehearsed is None:
        plans.replace_history(repository, plan)
        plans.discard(repository)
    return Erasure(
        plan=plan,
        scan=rehearsed or scan(repository, certain, doubtful, plan.foreign),
        outbox=tuple(map(certain.cut, in_outbox(repository.folder, certain))),
        pushes=tuple(plans.pushes(plan)),
        done=rehearsed is None,
    )
