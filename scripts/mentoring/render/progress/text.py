"""Progress on a terminal: tasks, the pairs that need attention, then the others."""

from __future__ import annotations

from collections.abc import Iterator

from mentoring.progress.cohort_progress import CohortProgress
from mentoring.progress.rule import Urgency
from mentoring.render.columns import columns
from mentoring.render.progress import labels

TINT = {Urgency.NOW: "1;31", Urgency.ACT: "33", Urgency.WATCH: "36"}


def as_text(progress: CohortProgress, *, colour: bool = False) -> str:
    """The report; only pairs that need attention are coloured."""
    return "\n".join(_lines(progress, colour=colour)) + "\n"


def _lines(progress: CohortProgress, *, colour: bool) -> Iterator[str]:
    yield labels.headline(progress)
    if not progress.pairs:
        return
    yield from ("", "This week:")
    yield from (f"  {labels.task(task)}" for task in progress.tasks)
    if not progress.tasks:
        yield "  Nothing to do."
    if progress.flagged:
        heading, *rows = columns([labels.COLUMNS, *map(labels.row, progress.flagged)])
        yield from ("", "Pairs with a flag:", heading)
        for pair, line in zip(progress.flagged, rows, strict=True):
            tint = TINT[pair.flags[0].urgency]
            yield f"\x1b[{tint}m{line}\x1b[0m" if colour else line
        yield f"  {labels.LEGEND}"
    well = [pair.mentee for pair in progress.latest if not pair.flags]
    if well:
        yield from ("", f"Without a flag, by mentee: {' '.join(well)}")
