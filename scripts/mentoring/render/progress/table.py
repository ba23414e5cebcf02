"""Progress on a terminal: a table of pairs, then what to do."""

from __future__ import annotations

from io import StringIO
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table
from rich.text import Text

from mentoring.progress.rule import Urgency
from mentoring.render.progress import labels

if TYPE_CHECKING:
    from mentoring.progress.cohort_progress import CohortProgress
    from mentoring.progress.pair_progress import PairProgress

TINT = {Urgency.NOW: "bold red", Urgency.ACT: "yellow", Urgency.WATCH: "cyan"}


def as_text(progress: CohortProgress, *, width: int, colour: bool = False) -> str:
    """The report in `width` columns; the same bytes for the same arguments everywhere."""
    page = StringIO()
    console = Console(
        file=page,
        width=width,
        color_system="standard" if colour else None,
        force_terminal=colour,
        highlight=False,
        legacy_windows=False,
        _environ={},
    )
    console.print(Text(labels.headline(progress)))
    if progress.pairs:
        console.print(_table(progress))
        console.print(Text(f"\n{labels.LEGEND}"))
        console.print(Text(_this_week(progress)))
    return "\n".join(line.rstrip() for line in page.getvalue().splitlines()) + "\n"


def _table(progress: CohortProgress) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in labels.COLUMNS:
        table.add_column(column, no_wrap=column != "Flags")
    for pair in progress.pairs:
        table.add_row(*(Text(cell, style=_style(pair)) for cell in labels.row(pair)))
    return table


def _style(pair: PairProgress) -> str:
    return TINT[pair.flags[0].urgency] if pair.flags else ""


def _this_week(progress: CohortProgress) -> str:
    if not progress.tasks:
        return "\nNothing to do this week."
    return "\n".join(["", "This week:", *(f"  {labels.task(one)}" for one in progress.tasks)])
