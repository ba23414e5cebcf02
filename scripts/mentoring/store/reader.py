"""Reads the repository's records: every file, every problem, in one go."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from mentoring import schemas
from mentoring.errors import DataError
from mentoring.files.tree import Tree
from mentoring.files.yaml.parse import parse
from mentoring.problems import Problem
from mentoring.store.edition import Edition
from mentoring.store.entry import Entry, problem_in
from mentoring.store.kinds import DATA, Kind, fields_of, kind_of
from mentoring.store.plain import from_plain
from mentoring.store.programme import Programme

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

    from mentoring.files.document import Document

Grouped = dict[str, dict[str, list[Entry[Any]]]]
BESIDE = ("data/matches/", "data/templates/", "data/mappings/")


def load(root: Path) -> Programme:
    """Everything under `data/`. Bad files become problems of the programme, never errors."""
    tree = Tree(root)
    listing = tree.list(DATA)
    problems = list(listing.problems)
    grouped: Grouped = defaultdict(lambda: defaultdict(list))
    records = [path for path in listing.files if not _stands_beside(path)]
    for path in records:
        _read(tree, path, grouped, problems)
    editions = {name: _edition(kinds) for name, kinds in sorted(grouped.items()) if kinds["cohort"]}
    problems += _without_cohort(grouped, records)
    return Programme(
        root=root, editions=editions, problems=tuple(sorted(problems)), files=len(records)
    )


def read_record(document: Document, kind: Kind) -> Entry[Any]:
    """The record in a document; raises DataError with everything the schema refuses."""
    violations = schemas.validate(kind.schema, document.value)
    if violations:
        raise DataError(
            [
                problem_in(
                    document, one.code, one.message, one.hint, at=one.steps, at_key=one.at_key
                )
                for one in violations
            ]
        )
    return Entry(record=from_plain(document.value, kind.record), document=document)


def _stands_beside(path: str) -> bool:
    """Whether the file is no record: sealed matches, letter templates, notes for readers."""
    return path.startswith(BESIDE) or path.endswith(".md")


def _read(tree: Tree, path: str, grouped: Grouped, problems: list[Problem]) -> None:
    kind = kind_of(path)
    if kind is None:
        problems.append(_stray(path))
        return
    try:
        entry = read_record(parse(tree.read(path), path), kind)
    except DataError as error:
        problems += error.problems
    else:
        grouped[fields_of(path)["cohort"]][kind.name].append(entry)


def _stray(path: str) -> Problem:
    return Problem(
        path=path,
        code="stray-file",
        message="no record belongs at this place",
        hint="Move it to where its kind belongs (see data/README.md), or delete it.",
    )


def _without_cohort(grouped: Grouped, files: Collection[str]) -> Iterator[Problem]:
    """Editions that have records and no file of their own: a folder's name is wrong, perhaps."""
    for cohort, kinds in sorted(grouped.items()):
        path = f"data/cohorts/{cohort}.yaml"
        if not kinds["cohort"] and path not in files:
            count = sum(len(entries) for entries in kinds.values())
            yield Problem(
                path=path,
                code="edition-unknown",
                message=f"records of an edition {cohort} that has no file: {count}",
                hint="Write the edition's file, or correct the name of the records' folders.",
            )


def _edition(kinds: dict[str, list[Entry[Any]]]) -> Edition:
    return Edition(
        cohort=kinds["cohort"][0],
        roster=next(iter(kinds["roster"]), None),
        applications=tuple(kinds["application"]),
        reviews=tuple(kinds["review"]),
        decisions=next(iter(kinds["decisions"]), None),
        pairs=tuple(kinds["pair"]),
        sent=tuple(kinds["sent"]),
        released=tuple(kinds["released"]),
        erased=tuple(kinds["erased"]),
    )
