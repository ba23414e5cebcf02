"""A proposed release, for the people who approve it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from mentoring.aggregates.release import Cell, Release, Table, to_document
from mentoring.disclosure.attacker.audit import Audit
from mentoring.disclosure.publish_release import Publication


def as_text(publication: Publication) -> str:
    """Every figure on a separate line, then the audit."""
    release = publication.release
    return "\n".join(
        [
            f"{release.stage} of {release.cohort} would make public:",
            "",
            *_headcounts(release),
            *(line for table in release.tables for line in _table(table)),
            "",
            audit_line(publication.audit),
        ]
    )


def as_json(publication: Publication) -> dict[str, Any]:
    """The release as in its file, and the audit in numbers."""
    audit = publication.audit
    return {
        "release": to_document(publication.release),
        "audit": {
            "groups": audit.groups,
            "narrowest": audit.narrowest,
            "exposed": len(audit.exposed),
        },
    }


def audit_line(audit: Audit) -> str:
    """The audit in one sentence."""
    if not audit.groups:
        return "Audit of all releases together: no group of people is counted anywhere."
    return (
        f"Audit of all releases together: {audit.groups} groups, {len(audit.exposed)} exposed; "
        f"the narrowest range has its ends {audit.narrowest} apart."
    )


def _headcounts(release: Release) -> Iterator[str]:
    for headcount in release.headcounts:
        count = headcount.low if headcount.exact is not None else f"at most {headcount.high}"
        yield f"  {headcount.population}: {count}"


def _table(table: Table) -> Iterator[str]:
    yield ""
    yield f"  {table.name} ({table.classification})"
    if table.withheld:
        yield "    withheld whole: too few people, or mentors who were counted lately"
    yield from (_cell(cell) for cell in table.cells)


def _cell(cell: Cell) -> str:
    return f"    {cell.category:<32}{cell.low:>4} to {cell.high}"
