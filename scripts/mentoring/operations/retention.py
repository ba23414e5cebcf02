"""Retention: the data held for each edition, and whether their last day is past or near."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, get_args

from mentoring.files.tree import Tree
from mentoring.people.application import Voice
from mentoring.people.ledger import Frozen
from mentoring.store.entry import Entry
from mentoring.store.programme import Programme
from mentoring.store.record_kinds import DATA, KINDS, PERSONAL

SOON = timedelta(days=60)
OUTBOX = "outbox"


RetentionStatus = Literal["past", "soon", "later"]
"""Past its date (or of a closed edition), due within sixty days, or later."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Holding:
    """The data held about the people of one edition, and until which day.

    `people` counts applications, `files` the files in the work tree, `history` the paths in earlier
    commits, and `outbox` the files that Git does not track.
    """

    cohort: str
    until: date
    closed: bool
    people: int
    files: int
    history: int
    outbox: int
    status: RetentionStatus


def retention_status(until: date, today: date, *, closed: bool = False) -> RetentionStatus:
    """The status on a day of data that are kept until another."""
    if closed or today > until:
        return "past"
    return "soon" if today + SOON >= until else "later"


def private(cohort: str) -> tuple[str, ...]:
    """The folders and files of an edition that are about people; its other files are kept."""
    kinds = (kind for kind in KINDS if issubclass(kind.record, (*PERSONAL, Frozen)))
    paths = [kind.pattern.replace("{cohort}", cohort).partition("{")[0] for kind in kinds]
    return (*dict.fromkeys(paths), f"{DATA}/matches/{cohort}/")


def holdings(programme: Programme, history: Iterable[str], today: date) -> list[Holding]:
    """The holdings of each edition, the first due first; `history` are the paths in any commit."""
    tree = Tree(programme.root)
    files, drafts = tree.list(DATA).files, tree.list(OUTBOX).files
    past, kept = set(history) - set(files), []
    for edition in programme.editions.values():
        cohort, below = edition.cohort.record, private(edition.name)
        until, closed = cohort.privacy.retain_until, cohort.closed is not None
        holding = Holding(
            cohort=edition.name,
            until=until,
            closed=closed,
            people=len(edition.applications),
            files=sum(path.startswith(below) for path in files),
            history=sum(path.startswith(below) for path in past),
            outbox=sum(path.startswith(f"{OUTBOX}/{edition.name}/") for path in drafts),
            status=retention_status(until, today, closed=closed),
        )
        if holding.files or holding.history or holding.outbox:
            kept.append(holding)
    order = get_args(RetentionStatus)
    return sorted(kept, key=lambda holding: (order.index(holding.status), holding.until))


def strays(programme: Programme) -> tuple[str, ...]:
    """Files in the outbox that belong to no edition, and so have no retention date."""
    known = tuple(f"{OUTBOX}/{cohort}/" for cohort in programme.editions)
    files = Tree(programme.root).list(OUTBOX).files
    return tuple(path for path in files if not path.startswith(known))


def ended_voices(programme: Programme, today: date) -> tuple[Entry[Voice], ...]:
    """The voices of all editions whose consent has ended."""
    voices = (entry for edition in programme.editions.values() for entry in edition.voices)
    return tuple(entry for entry in voices if entry.record.until < today)
