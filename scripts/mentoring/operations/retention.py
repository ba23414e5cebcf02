"""Retention: the data held for each edition, and whether their last day is past or near."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from mentoring.files.tree import Tree
from mentoring.people.application import Voice
from mentoring.people.ledger import Frozen
from mentoring.store.entry import Entry
from mentoring.store.programme import Programme
from mentoring.store.record_kinds import DATA, KINDS, PERSONAL

SOON = timedelta(days=60)
OUTBOX = "outbox"


class RetentionStatus(StrEnum):
    """The retention status of a holding on a day."""

    PAST = "past"
    SOON = "soon"
    LATER = "later"


@dataclass(frozen=True, kw_only=True, slots=True)
class Holding:
    """The data held about the people of one edition, and until which day.

    `people` counts applications. `files` are in the work tree, `history` are paths in earlier
    commits, and `outbox` are files that Git does not track.
    """

    cohort: str
    until: date
    closed: bool
    people: int
    files: int
    history: int
    outbox: int

    def status(self, today: date) -> RetentionStatus:
        """The status on a day: past its date, due within sixty days, or later."""
        if self.closed or today > self.until:
            return RetentionStatus.PAST
        return RetentionStatus.SOON if today + SOON >= self.until else RetentionStatus.LATER


def private(cohort: str) -> tuple[str, ...]:
    """The folders and files of an edition that are about people; its other files are kept."""
    kinds = (kind for kind in KINDS if issubclass(kind.record, (*PERSONAL, Frozen)))
    paths = [kind.pattern.replace("{cohort}", cohort).partition("{")[0] for kind in kinds]
    return (*dict.fromkeys(paths), f"{DATA}/matches/{cohort}/")


def holdings(programme: Programme, history: Iterable[str]) -> tuple[Holding, ...]:
    """The holdings of each edition, without editions that hold nothing.

    `history` are the paths of all files in any commit.
    """
    tree = Tree(programme.root)
    files, drafts = tree.list(DATA).files, tree.list(OUTBOX).files
    past, kept = set(history) - set(files), []
    for edition in programme.editions.values():
        cohort, below = edition.cohort.record, private(edition.name)
        holding = Holding(
            cohort=edition.name,
            until=cohort.privacy.retain_until,
            closed=cohort.closed is not None,
            people=len(edition.applications),
            files=sum(path.startswith(below) for path in files),
            history=sum(path.startswith(below) for path in past),
            outbox=sum(path.startswith(f"{OUTBOX}/{edition.name}/") for path in drafts),
        )
        if holding.files or holding.history or holding.outbox:
            kept.append(holding)
    return tuple(kept)


def strays(programme: Programme) -> tuple[str, ...]:
    """Files in the outbox that belong to no edition, and so have no retention date."""
    known = tuple(f"{OUTBOX}/{cohort}/" for cohort in programme.editions)
    files = Tree(programme.root).list(OUTBOX).files
    return tuple(path for path in files if not path.startswith(known))


def ended_voices(programme: Programme, today: date) -> tuple[Entry[Voice], ...]:
    """The voices of all editions whose consent has ended."""
    voices = (entry for edition in programme.editions.values() for entry in edition.voices)
    return tuple(entry for entry in voices if entry.record.until < today)
