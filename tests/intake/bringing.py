"""Importing in a test: an export in a file, and what comes of it."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from made import edition as edition_of
from mentoring.intake.forms import library
from mentoring.intake.forms.mapping import with_edition, with_role
from mentoring.intake.importing.context import Import
from mentoring.intake.importing.run_import import run_import
from mentoring.intake.reading.export import read
from mentoring.operations.pairs.log import record_answer
from mentoring.people.ids import new_ids

if TYPE_CHECKING:
    from mentoring.intake.forms.mapping import FormMapping
    from mentoring.intake.importing.run_import import ImportResult
    from mentoring.store.programme import Edition
    from mentoring.store.record_kinds import Record

EARLIER_NOTICE = "2026-0"
PROGRAMME = Path(__file__).parents[1] / "programme"  # which has no mappings of its own


def mapping(name: str, role: str | None = None) -> FormMapping:
    """A mapping that comes with the package."""
    return with_role(library.find(name, PROGRAMME), role)


def brought(path: Path, form: FormMapping, *records: Record) -> ImportResult:
    """What an import of the file into the edition that these records make comes to."""
    return into(path, form, edition_of(*records))


def into(path: Path, form: FormMapping, edition: Edition) -> ImportResult:
    """What an import of the file into this edition comes to."""
    given = Import(
        table=read(path, form.source),
        mapping=with_edition(form, edition.cohort.record),
        edition=edition,
        notices=frozenset({EARLIER_NOTICE, edition.cohort.record.privacy.notice}),
        ids=new_ids(Random(1), frozenset(edition.people)),
        record=partial(record_answer, edition, "2026-1"),
    )
    return run_import(given, lambda _: None)
