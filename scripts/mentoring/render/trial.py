"""What a decision would change: the objective stage by stage, and the pairs side by side."""

from __future__ import annotations

from dataclasses import asdict
from itertools import zip_longest
from typing import TYPE_CHECKING, Any

from mentoring.render.matching import value_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mentoring.operations.trial import Trial

HEAD = ("now", "then")


def as_json(tried: Trial) -> dict[str, Any]:
    """Both objectives, and the pairs that would go and come."""
    return asdict(tried)


def as_text(tried: Trial) -> str:
    """Two columns, now and then."""
    after = tried.change.objective
    if after is None:
        return f"Edition {tried.cohort}: no outcome would keep every bound and pin."
    rows = [
        (stage, value_of(one), value_of(after[stage])) for stage, one in tried.objective.items()
    ]
    lines = [f"Edition {tried.cohort}, what if:", "", *_columns([("", *HEAD), *rows])]
    if tried.change.gone or tried.change.come:
        gone = [f"{mentee} · {mentor}" for mentee, mentor in tried.change.gone]
        come = [f"{mentee} · {mentor}" for mentee, mentor in tried.change.come]
        pairs = list(zip_longest(gone, come, fillvalue=""))
        return "\n".join([*lines, "", *_columns([("would go", "would come"), *pairs])])
    return "\n".join([*lines, "", "The pairs would be the same."])


def _columns(rows: list[tuple[str, ...]]) -> Iterator[str]:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        yield f"  {'  '.join(cells)}".rstrip()
