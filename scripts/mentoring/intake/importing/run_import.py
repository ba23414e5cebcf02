"""Runs an import: reads an export by its mapping and accounts for every row and cell."""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass, field, replace

from mentoring.errors import DataError
from mentoring.intake.forms.mapping import Mapping as FormMapping
from mentoring.intake.forms.mapping import with_edition
from mentoring.intake.importing import applications, pair_answers, scores
from mentoring.intake.importing.accounts import Accounts, Unread, account
from mentoring.intake.importing.applicant_rows import Ids
from mentoring.intake.importing.cell_positions import Places
from mentoring.intake.importing.pair_answers import Record as RecordSent
from mentoring.intake.importing.row_outcomes import ImportResult, Outcome, Summary, Verdict, refused
from mentoring.intake.reading import headings
from mentoring.intake.reading.answers import Answers, Reader
from mentoring.intake.reading.export import Table
from mentoring.people.institute import Institutes
from mentoring.problems import Problem
from mentoring.store.edition import Edition
from mentoring.store.programme import Programme
from mentoring.store.record_kinds import Record


@dataclass(frozen=True, kw_only=True, slots=True)
class Imported:
    """The result of an import. `open_days` are columns with ambiguous days."""

    records: tuple[Record, ...]
    summary: Summary
    accounts: Accounts
    open_days: tuple[int, ...] = ()

    @property
    def unread(self) -> tuple[Unread, ...]:
        """The columns that were not read."""
        return self.accounts.unread

    def on_trial(self, known: Container[str]) -> Imported:
        """The same result for a dry run, where people not in `known` have no id yet."""
        outcomes = (
            outcome if outcome.id in known else replace(outcome, id=None)
            for outcome in self.summary.outcomes
        )
        return replace(self, summary=Summary(outcomes=tuple(outcomes)))


@dataclass(frozen=True, kw_only=True, slots=True)
class Export:
    """A table read from the file `path`, and its mapping."""

    table: Table
    mapping: FormMapping
    path: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Into:
    """The target of an import: an edition, and the privacy notices published so far.

    `institutes` are the registered spellings, `ids` gives new ids, and `record` adds what a pair
    sent to the pair's file.
    """

    edition: Edition
    notices: frozenset[str]
    ids: Ids
    record: RecordSent
    institutes: Institutes = field(default_factory=Institutes)


def published_notices(programme: Programme, edition: Edition) -> frozenset[str]:
    """The privacy notices of this edition and of earlier ones."""
    own = edition.cohort.record.dates.mentors_open
    cohorts = [one.cohort.record for one in programme.editions.values()]
    earlier = {cohort.privacy.notice for cohort in cohorts if cohort.dates.mentors_open <= own}
    return frozenset({edition.cohort.record.privacy.notice, *earlier})


def bring(export: Export, into: Into, advance: Callable[[int], None]) -> Imported:
    """The records that the rows create or change; `advance` is called twice for each row.

    Raises:
        DataError: if required questions have no column.
    """
    mapping = with_edition(export.mapping, into.edition.cohort.record)
    export = replace(export, mapping=mapping)
    headers = export.table.headers
    found = headings.find(headers, mapping)
    if problems := tuple(headings.problems(headers, found, mapping, export.path)):
        raise DataError(problems)
    reader = Reader(export.table, found, mapping, export.path)
    first = {name: found.of(name)[0] for name in mapping.questions if found.asks(name)}
    words = into.edition.config.vocabulary
    places = Places(path=export.path, mapping=mapping, columns=first, words=words)
    answers, outcomes = _read(export.table, reader, places, advance)
    result = _taken(answers, into, places, advance)
    every = sorted((*outcomes, *result.outcomes), key=lambda outcome: outcome.row)
    summary = Summary(outcomes=tuple(every))
    return Imported(
        records=result.records,
        summary=summary,
        accounts=account(export.table, found, _columns_read(answers), summary),
        open_days=tuple(at + 1 for at in reader.open_days()),
    )


def _taken(
    answers: list[Answers], into: Into, places: Places, advance: Callable[[int], None]
) -> ImportResult:
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
    for each in answers:
        read[each.row] = read.get(each.row, frozenset()) | each.places
    return read


def _read(
    table: Table, reader: Reader, places: Places, advance: Callable[[int], None]
) -> tuple[list[Answers], list[Outcome]]:
    """The readable rows, and the outcomes of rows that are unreadable or not answers."""
    answers: list[Answers] = []
    outcomes: list[Outcome] = []
    for row in table.rows:
        advance(1)
        if row.blank:
            outcomes.append(Outcome(row=row.number, verdict=Verdict.BLANK))
        elif why := reader.left_out(row):
            outcomes.append(Outcome(row=row.number, verdict=Verdict.LEFT_OUT, reason=why))
        else:
            read = reader.answers(row)
            problems = [
                problem for each in read for problem in (*each.problems, *_doubts(each, places))
            ]
            outcomes += [refused(row.number, dict.fromkeys(problems))] if problems else []
            answers += [] if problems else read
    return answers, outcomes


def _doubts(answers: Answers, places: Places) -> tuple[Problem, ...]:
    """What the schema refuses in a row that is already refused."""
    return tuple(places.doubtful(answers)) if answers.problems else ()
