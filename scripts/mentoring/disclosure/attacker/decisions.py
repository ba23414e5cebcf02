"""Checks that every decision of the procedure follows from public information."""

from __future__ import annotations

from collections.abc import Mapping

from mentoring.aggregates.release import Release, Table
from mentoring.disclosure.catalogue import catalogue
from mentoring.disclosure.history import History
from mentoring.disclosure.procedure import start
from mentoring.programme.cohort import Cohort


def unexplained(history: History, cohorts: Mapping[str, Cohort]) -> tuple[str, ...]:
    """The tables whose classification, or absence, could reveal something to an attacker.

    Each decision is repeated from the releases before it. If the result differs, the decision must
    have used the counts.
    """
    return tuple(
        f"{release.cohort} {table.name}"
        for release in history.releases
        for table in release.tables
        if not _follows(history, cohorts[release.cohort], release, table)
    )


def _follows(history: History, cohort: Cohort, release: Release, table: Table) -> bool:
    spec = next((one for one in catalogue(cohort) if one.name == table.name), None)
    if spec is None or spec.stage is not release.stage:
        return False
    before = history.before(release.cohort, release.stage)
    begun = start(spec, cohort, release.total(table.population), before)
    if begun is None:
        return table.withheld
    categories = tuple(cell.category for cell in table.cells)
    return (table.classification, categories) == (
        begun.classification.name,
        begun.classification.categories,
    )
