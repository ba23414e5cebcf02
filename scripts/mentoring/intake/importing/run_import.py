"""From a file to records: reads an export by its mapping and accounts for every row."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from mentoring.errors import DataError
from mentoring.intake.forms.rubric import with_rubric
from mentoring.intake.importing import applications, pair_answers, scores
from mentoring.intake.importing.cell_positions import Places
from mentoring.intake.importing.row_outcomes import Outcome, Summary, Verdict, refused
from mentoring.intake.reading import headings
from mentoring.intake.reading.answers import Reader

if TYPE_CHECKING:
    from collections.abc import Callable, Container

    from mentoring.intake.forms.mapping import Mapping as FormMapping
    from mentoring.intake.importing.ids import Ids
    from mentoring.intake.importing.pair_answers import Record as RecordSent
    from mentoring.intake.reading.answers import Answers
    from mentoring.intake.reading.headings import Headings
    from mentoring.intake.reading.table import Table
    from mentoring.store.edition import Edition
    from mentoring.store.record_kinds import Record


@dataclass(frozen=True, kw_only=True, slots=True)
class Imported:
    """What an import comes to. `unread` are headings that no question of the mapping knows."""

    records: tuple[Record, ...]
    summary: Summary
    unread: tuple[str, ...]

    def on_trial(self, known: Container[str]) -> Imported:
        """The same of an import that writes nothing: who is not `known` has no id yet."""
        outcomes = (
            one if one.id in known else replace(one, id=None) for one in self.summary.outcomes
        )
        return replace(self, summary=Summary(outcomes=tuple(outcomes)))


@dataclass(frozen=True, kw_only=True, slots=True)
class Export:
    """A table that was read from the file `path`, and the mapping that explains it."""

    table: Table
    mapping: FormMapping
    path: str


def bring(
    export: Export,
    edition: Edition,
    ids: Ids,
    record: RecordSent,
    advance: Callable[[int], None],
) -> Imported:
    """The records that the rows make or change; `advance` hears twice of each row.

    `ids` gives new ids, `record` puts what a pair sent into the pair's file.

    Raises:
        DataError: if questions that must be answered have no column.
    """
    if export.mapping.record == "review":
        mapping = with_rubric(export.mapping, edition.cohort.record)
        export = replace(export, mapping=mapping)
    found = headings.find(export.table.headers, export.mapping)
    missing = tuple(headings.missing(found, export.mapping, export.path))
    if missing:
        raise DataError(missing)
    places = Places(path=export.path, mapping=export.mapping, columns=found.columns)
    answers, outcomes = _read(export, found, places, advance)
    match export.mapping.record:
        case "application":
            taken = applications.take(answers, edition, ids, places, advance)
        case "review":
            taken = scores.take(answers, edition, places)
        case _:
            taken = pair_answers.take(answers, edition, places, record)
    every = sorted((*outcomes, *taken.outcomes), key=lambda one: one.row)
    return Imported(
        records=taken.records, summary=Summary(outcomes=tuple(every)), unread=found.unread
    )


def _read(
    export: Export, found: Headings, places: Places, advance: Callable[[int], None]
) -> tuple[list[Answers], list[Outcome]]:
    """The rows that can be read, and the outcomes of those that cannot, or are blank."""
    reader = Reader(export.table, found, export.mapping, export.path)
    answers: list[Answers] = []
    outcomes: list[Outcome] = []
    for row in export.table.rows:
        advance(1)
        read = reader.answers(row)
        if row.blank:
            outcomes.append(Outcome(row=row.number, verdict=Verdict.BLANK))
        elif read.problems:
            outcomes.append(refused(row.number, (*read.problems, *places.doubtful(read))))
        else:
            answers.append(read)
    return answers, outcomes
