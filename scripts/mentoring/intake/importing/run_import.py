"""Runs an import: reads an export by its mapping and accounts for every row and cell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import get_args

from mentoring.errors import DataError
from mentoring.intake.importing import applications, later_forms
from mentoring.intake.importing.context import Import, Outcome, Verdict, refused
from mentoring.intake.reading.answers import Answers
from mentoring.problems import Problem
from mentoring.store.programme import Edition, Programme
from mentoring.store.record_kinds import Record

IMPORTERS = {
    "application": (applications.imported, ("submitted", "role", "person.email")),
    "review": (later_forms.reviews, ()),  # its schema requires its fields
}
"""What imports a kind of record, and the fields without which a row belongs to none."""
OF_A_PAIR = (later_forms.pairs, ("submitted", "by", "email"))
FATES = ("read", "ignored", "unread", "superseded", "left out", "refused")
"""What happens to cells that are not empty."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Unread:
    """A column (from 1) with cells that were not read; perhaps `asked` only of the other role."""

    column: int
    heading: str
    rows: tuple[int, ...]
    asked: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class ImportResult:
    """The records to write, every row's outcome in order, and the number of cells of each fate.

    `unread` are the columns that were not read, `open_days` those with ambiguous days.
    """

    records: tuple[Record, ...]
    outcomes: tuple[Outcome, ...]
    cells: Mapping[str, int]
    unread: tuple[Unread, ...]
    open_days: tuple[int, ...] = ()

    @property
    def rows(self) -> int:
        """How many rows the file has."""
        return len({outcome.row for outcome in self.outcomes})

    @property
    def twofold(self) -> int:
        """How many rows are two applications, from people who sign up in both roles."""
        return len(self.outcomes) - self.rows

    @property
    def counts(self) -> Mapping[Verdict, int]:
        """How many rows had each verdict; the sum is `rows` plus `twofold`."""
        found = Counter(outcome.verdict for outcome in self.outcomes)
        return {verdict: found[verdict] for verdict in get_args(Verdict) if found[verdict]}

    @property
    def refused(self) -> frozenset[int]:
        """The rows that were refused."""
        return frozenset(each.row for each in self.outcomes if each.verdict == "refused")

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Every problem of every row."""
        return tuple(problem for outcome in self.outcomes for problem in outcome.problems)

    def on_trial(self, known: Container[str]) -> ImportResult:
        """The same result for a dry run, where people not in `known` have no id yet."""
        outcomes = (each if each.id in known else replace(each, id=None) for each in self.outcomes)
        return replace(self, outcomes=tuple(outcomes))


def published_notices(programme: Programme, edition: Edition) -> frozenset[str]:
    """The privacy notices of this edition and of earlier ones."""
    opening = edition.cohort.record.dates.mentors_open
    cohorts = (other.cohort.record for other in programme.editions.values())
    return frozenset(each.privacy.notice for each in cohorts if each.dates.mentors_open <= opening)


def run_import(given: Import, advance: Callable[[int], None]) -> ImportResult:
    """What the rows create or change; raises DataError if a required question has no column."""
    reader = given.reader
    if problems := tuple(reader.claims.problems(given.table.name)):
        raise DataError(problems)
    importer, needed = IMPORTERS.get(given.mapping.record, OF_A_PAIR)
    answers, outcomes = _read(given, needed, advance)
    records, others = importer(answers, given, advance)
    outcomes = sorted((*outcomes, *others), key=lambda outcome: outcome.row)
    cells, unread = _accounted(given, answers, outcomes)
    return ImportResult(
        records=tuple(records),
        outcomes=tuple(outcomes),
        cells=cells,
        unread=unread,
        open_days=tuple(at + 1 for at in reader.open_days),
    )


def _read(
    given: Import, needed: Sequence[str], advance: Callable[[int], None]
) -> tuple[list[Answers], list[Outcome]]:
    """The readable rows, and the outcomes of rows that are unreadable or not answers."""
    answers, outcomes = list[Answers](), list[Outcome]()
    for row in given.table.rows:
        advance(1)
        if not row.filled:
            outcomes.append(Outcome(row=row.number, verdict="blank"))
        elif why := given.reader.left_out(row):
            outcomes.append(Outcome(row=row.number, verdict="left out", reason=why))
        else:
            read = given.reader.answers(row)
            every = (problem for each in read for problem in given.of_answers(each, needed))
            problems = dict.fromkeys(every)
            outcomes += [refused(row.number, problems)] if problems else []
            answers += [] if problems else read
    return answers, outcomes


def _accounted(
    given: Import, answers: Iterable[Answers], outcomes: Iterable[Outcome]
) -> tuple[Mapping[str, int], tuple[Unread, ...]]:
    """The number of cells of each fate, which a row that is not used decides; unread columns."""
    table, found = given.table, given.reader.claims
    read = {(each.row, at) for each in answers for at in each.columns}  # in either role
    ordered = sorted(outcomes, key=lambda outcome: outcome.verdict == "refused")
    verdicts = {outcome.row: outcome.verdict for outcome in ordered}
    cells: Counter[str] = Counter()
    unread: dict[int, list[int]] = {at: [] for at in found.unread}
    for row in table.rows:
        for at in row.filled:
            fate = "read" if (row.number, at) in read else "unread"
            fate = "ignored" if at in found.ignored else fate
            fate = verdicts[row.number] if verdicts[row.number] in FATES else fate
            cells[fate] += 1
            if fate == "unread":
                unread.setdefault(at, []).append(row.number)
    columns = []
    for at, rows in sorted(unread.items()):
        heading, asked = table.headers[at], at not in found.unread
        columns.append(Unread(column=at + 1, heading=heading, rows=tuple(rows), asked=asked))
    kept = tuple(column for column in columns if column.rows or column.heading.strip())
    return {fate: cells[fate] for fate in FATES if cells[fate]}, kept
