"""Removing an edition's people, including the history; its rules and released figures stay."""

import shutil
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from mentoring.files.changes import Changes
from mentoring.operations.erasure.person import readable
from mentoring.operations.erasure.prepare import Commit
from mentoring.operations.erasure.run_erasure import Erasure, carry_out
from mentoring.operations.erasure.subject import holders, of_editions, open_vault
from mentoring.operations.git.check_repository import require_whole
from mentoring.operations.git.objects import objects
from mentoring.operations.git.repository import Repository
from mentoring.operations.retention import OUTBOX, ended_voices, private
from mentoring.people.normalized_words import folded
from mentoring.store.programme import Programme
from mentoring.store.writer import changes


def remove(
    repository: Repository, cohorts: Iterable[str], today: date, *, dry_run: bool = False
) -> Erasure:
    """Remove all data about the people of these editions from the work tree, history and outbox.

    The cohort files stay and say that the edition is closed. Releases and their ledger stay too,
    and so do voices until their own end; those of any edition that have ended are removed as well.
    Raises MentoringError or DataError without any change if that is not possible.
    """
    names = sorted(set(cohorts))
    require_whole(repository)
    programme = readable(repository)
    members = _members(programme, names)
    ended = ended_voices(programme, today)
    quotes = [folded(entry.record.quote) for entry in ended]
    known = holders(objects(repository), open_vault(programme))
    subject = of_editions(frozenset(names), known, members, quotes)
    folders = (
        *(path for name in names for path in private(name)),
        *(ended_voice.path for ended_voice in ended),
    )
    what = [f"the people of {name}" for name in names] + ["ended voices"] * bool(ended)
    commit = Commit(
        message=f"Remove {', '.join(what)}\n\nTheir retention has ended; "
        "they are removed from the history as well.\n",
        changes=lambda programme: _closed(programme, names, today),
    )
    erasure = carry_out(repository, subject, commit, today, folders=folders, dry_run=dry_run)
    for name in () if dry_run else names:
        shutil.rmtree(repository.folder / OUTBOX / name, ignore_errors=True)
    own = tuple(f"{OUTBOX}/{name}/" for name in names)
    return replace(
        erasure, outbox=tuple(path for path in erasure.outbox if not path.startswith(own))
    )


def _members(programme: Programme, names: Iterable[str]) -> set[str]:
    """Members of these editions' rosters who are in no other roster and never had a key.

    The key file keeps the ids of those who had one, until they have destroyed it.
    """
    serving: dict[bool, set[str]] = {True: set(), False: set()}
    holders: set[str] = set()
    for name, edition in programme.editions.items():
        roster = edition.roster.record.members if edition.roster else ()
        serving[name in names] |= {member.id for member in roster}
        holders |= {
            holder.steward for holder in (edition.keys.record.stewards if edition.keys else ())
        }
    return serving[True] - serving[False] - holders


def _closed(programme: Programme, names: Iterable[str], today: date) -> Changes:
    cohorts = [programme.editions[name].cohort.record for name in names]
    still_open = [replace(cohort, closed=today) for cohort in cohorts if cohort.closed is None]
    return changes(programme.root, still_open)
