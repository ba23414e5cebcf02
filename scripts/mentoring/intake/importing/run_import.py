"""Runs an import: reads an export by its mapping and accounts for every row and cell."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from mentoring.errors import DataError
from mentoring.intake.forms.mapping import Mapping as FormMapping
from mentoring.intake.forms.mapping import with_edition
from mentoring.intake.importing import applications, pair_answers, scores
from mentoring.intake.importing.cell_positions import Places
from mentoring.intake.importing.drafts import Into
from mentoring.intake.importing.outcomes import (
    Imported,
    Outcome,
    Result,
    Verdict,
    accounted,
    refused,
)
from mentoring.intake.reading import claims
from mentoring.intake.reading.answers import Answers, Reader
from mentoring.intake.reading.export import Table
from mentoring.store.edition import Edition
from mentoring.store.programme import Programme


@dataclass(frozen=True, kw_only=True, slots=True)
class Export:
    """A table read from the file `path`, and its mapping."""

    table: Table
    mapping: FormMapping
    path: str


def published_notices(programme: Programme, edition: Edition) -> frozenset[str]:
    """The privacy notices of this edition and of earlier ones."""
    own = edition.cohort.record.dates.mentors_open
    cohorts = [other.cohort.record for other in programme.editions.values()]
    earlier = {cohort.privacy.notice for cohort in cohorts if cohort.dates.mentors_open <= own}
    return frozenset({edition.cohort.record.privacy.notice, *earlier})


def bring(export: Export, into: Into, advance: Callable[[int], None]) -> Imported:
    """The records that the rows create or change; `advance` is called twice for each row.

    Raises:
        DataError: if required questions have no column.
    """
    mapping, table = with_edition(export.mapping, into.edition.cohort.record), export.table
    found = claims.find(table.headers, mapping)
    if problems := tuple(claims.problems(table.headers, found, mapping, export.path)):
        raise DataError(problems)
    reader = Reader(table, found, mapping, export.path)
    places = Places(
        path=export.path,
        mapping=mapping,
        columns={name: found.columns(name)[0] for name in found.questions},
        words=into.edition.config.vocabulary,
    )
    answers, unreadable = _read(table, reader, places, advance)
    records, outcomes = _imported(answers, into, places, advance)
    outcomes = tuple(sorted((*unreadable, *outcomes), key=lambda outcome: outcome.row))
    cells, unread = accounted(table, found, _columns_read(answers), outcomes)
    return Imported(
        records=records,
        outcomes=outcomes,
        cells=cells,
        unread=unread,
        open_days=tuple(at + 1 for at in reader.open_days()),
    )


def _imported(
    answers: list[Answers], into: Into, places: Places, advance: Callable[[int], None]
) -> Result:
    """The records of the mapping's kind."""
    match places.mapping.record:
        case "application":
            return applications.take(answers, into, places, advance)
        case "review":
            return scores.take(answers, into.edition, places)
        case _:
            return pair_answers.take(answers, into.edition, places, into.record)


def _columns_read(answers: list[Answers]) -> Mapping[int, frozenset[int]]:
    """The columns that were read in each row, in either role."""
    read: dict[int, frozenset[int]] = {}
    for row in answers:
        read[row.row] = read.get(row.row, frozenset()) | row.columns
    return read


def _read(
    table: Table, reader: Reader, places: Places, advance: Callable[[int], None]
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
            problems = [problem for answer in read for problem in places.all_problems(answer)]
            outcomes += [refused(row.number, dict.fromkeys(problems))] if problems else []
            answers += [] if problems else read
    return answers, outcomes
