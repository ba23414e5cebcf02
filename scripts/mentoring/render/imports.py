"""What an import did, for a terminal and for programs. Rows and ids only."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from mentoring.intake.importing.row_outcomes import Verdict
from mentoring.render.phrases import many

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mentoring.intake.importing.row_outcomes import Outcome
    from mentoring.intake.importing.run_import import Imported

TOLD = frozenset({Verdict.UPDATED, Verdict.SUPERSEDED, Verdict.WITHDRAWN})


def as_text(imported: Imported) -> str:
    """The sum of the rows, then each row that a steward should know of."""
    return "\n".join(_lines(imported))


def _lines(imported: Imported) -> Iterator[str]:
    counts = imported.summary.counts
    each = ", ".join(f"{count} {verdict}" for verdict, count in counts.items())
    yield f"{many(sum(counts.values()), 'row')}: {each or 'none'}."
    if imported.unread:
        yield f"Not read, as no question is so headed: {'; '.join(imported.unread)}."
    for one in imported.summary.outcomes:
        if one.verdict in TOLD or one.reason:
            yield _line(one)


def _line(one: Outcome) -> str:
    notes = "; ".join(filter(None, (", ".join(one.fields), one.reason)))
    return f"row {one.row:<5} {one.verdict:<11} {one.id or '':<6}  {notes}".rstrip()


def as_json(imported: Imported) -> dict[str, Any]:
    """Every row with its verdict; the counts sum to the rows."""
    counts = {verdict.value: count for verdict, count in imported.summary.counts.items()}
    return {
        "rows": sum(counts.values()),
        "counts": counts,
        "outcomes": [_outcome(one) for one in imported.summary.outcomes],
        "unread": list(imported.unread),
    }


def _outcome(one: Outcome) -> dict[str, Any]:
    return {**asdict(one), "verdict": one.verdict.value}
