"""Runs an import: reads an export by its mapping and accounts for every row and cell."""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import get_args

from mentoring.errors import DataError
from mentoring.intake.forms.mapping import Mapping as FormMapping
from mentoring.intake.forms.mapping import with_edition
from mentoring.intake.importing import applications, pair_answers, scores
from mentoring.intake.importing.result import (
    Fate,
    ImportResult,
    Outcome,
    RowProblems,
    Unread,
    Verdict,
    refused,
)
from mentoring.intake.importing.submissions import Target
from mentoring.intake.reading import claims
from mentoring.intake.reading.answers import Answers, Reader
from mentoring.intake.reading.claims import Claims
from mentoring.intake.reading.export import Table
from mentoring.store.programme import Edition, Programme


def published_notices(programme: Programme, edition: Edition) -> frozenset[str]:
    """The privacy notices of this edition and of earlier ones."""
    own = edition.cohort.record
    cohorts = (other.cohort.record for other in programme.editions.values())
    opening = own.dates.mentors_open
    earlier = {other.privacy.notice for other in cohorts if other.dates.mentors_open <= opening}
    return frozenset({own.privacy.notice, *earlier})


def run_import(
    table: Table, form: FormMapping, target: Target, advance: Callable[[int], None]
) -> ImportResult:
    """The records that the rows create or change; `advance` is called twice for each row.

    Raises:
        DataError: if required questions have no column.
    """
    mapping = with_edition(form, target.edition.cohort.record)
    found = claims.find(table.headers, mapping)
    if problems := tuple(claims.problems(table, found, mapping)):
        raise DataError(problems)
    reader = Reader(table, found, mapping)
    row_problems = RowProblems(
        path=table.name,
        mapping=mapping,
        columns={name: found.columns(name)[0] for name in found.questions},
        words=target.edition.config.vocabulary,
    )
    answers, outcomes = _read(table, reader, row_problems, advance)
    match mapping.record:
        case "application":
            records, others = applications.imported(answers, target, row_problems, advance)
        case "review":
            records, others = scores.imported(answers, target.edition, row_problems)
        case _:
            records, others = pair_answers.imported(
                answers, target.edition, row_problems, target.record
            )
    outcomes = sorted((*outcomes, *others), key=lambda outcome: outcome.row)
    cells, unread = _accounted(table, found, answers, outcomes)
    return ImportResult(
        records=records,
        outcomes=tuple(outcomes),
        cells=cells,
        unread=unread,
        open_days=tuple(at + 1 for at in reader.open_days),
    )


def _read(
    table: Table, reader: Reader, row_problems: RowProblems, advance: Callable[[int], None]
) -> tuple[list[Answers], list[Outcome]]:
    """The readable rows, and the outcomes of rows that are unreadable or not answers."""
    answers: list[Answers] = []
    outcomes: list[Outcome] = []
    for row in table.rows:
        advance(1)
        if not row.filled:
            outcomes.append(Outcome(row=row.number, verdict=Verdict.BLANK))
        elif why := reader.left_out(row):
            outcomes.append(Outcome(row=row.number, verdict=Verdict.LEFT_OUT, reason=why))
        else:
            read = reader.answers(row)
            problems = [problem for each in read for problem in row_problems.of_answers(each)]
            outcomes += [refused(row.number, dict.fromkeys(problems))] if problems else []
            answers += [] if problems else read
    return answers, outcomes


def _accounted(
    table: Table, found: Claims, answers: Iterable[Answers], outcomes: Collection[Outcome]
) -> tuple[Mapping[Fate, int], tuple[Unread, ...]]:
    """The number of cells of each fate, and the unread columns.

    A refused, superseded or left-out row decides for all of its cells.
    """
    read: dict[int, set[int]] = defaultdict(set)  # in either role
    for each in answers:
        read[each.row] |= each.columns
    ordered = sorted(outcomes, key=lambda outcome: outcome.verdict is Verdict.REFUSED)
    every: tuple[Fate, ...] = get_args(Fate)
    whole = {str(fate): fate for fate in every}
    fates = {outcome.row: whole.get(outcome.verdict.value) for outcome in ordered}
    cells: Counter[Fate] = Counter()
    unread: dict[int, list[int]] = {at: [] for at in found.unread}
    for row in table.rows:
        for at in row.filled:
            own: Fate = "read" if at in read[row.number] else "unread"
            fate = fates[row.number] or ("ignored" if at in found.ignored else own)
            cells[fate] += 1
            if fate == "unread":
                unread.setdefault(at, []).append(row.number)
    columns = (
        Unread(
            column=at + 1,
            heading=table.headers[at],
            rows=tuple(rows),
            asked=at not in found.unread,
        )
        for at, rows in sorted(unread.items())
        if rows or table.headers[at].strip()
    )
    return {fate: cells[fate] for fate in every if cells[fate]}, tuple(columns)
