"""The robustness of the pairs: for a terminal, for a pull request, for programs. Ids only."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from mentoring.operations.robustness import Firmness
from mentoring.render import sensitivity
from mentoring.render.columns import columns
from mentoring.render.markdown import table, with_ids


def as_json(firm: Firmness) -> dict[str, Any]:
    """The number of cases that select each mentee and make each pair, chosen now or not."""
    selected = {mentee for mentee, _ in firm.pairs}
    edge = set(firm.found.on_edge())
    return {
        "cohort": firm.cohort,
        "announced": firm.announced,
        "resamples": firm.found.cases,
        "seed": firm.seed,
        "impossible": firm.found.impossible,
        "mentees": [
            {"mentee": who, "selected": times, "chosen": who in selected, "edge": who in edge}
            for who, times in firm.found.selected.items()
        ],
        "pairs": [
            {"mentee": pair[0], "mentor": pair[1], "made": times, "chosen": pair in firm.pairs}
            for pair, times in firm.found.made.items()
        ],
    }


def as_text(firm: Firmness) -> str:
    """The cases tried, the mentees on the edge, and how often each pair is made."""
    lines = [f"Edition {firm.cohort}, seed {firm.seed}.", "", *sensitivity.sentences(firm)]
    for heading, rows in ((sensitivity.EDGE, _edge(firm)), (sensitivity.STAYS, _stays(firm))):
        found = list(rows)
        lines += ["", *columns([heading, *found])] if found else []
    return "\n".join(lines)


def as_markdown(firm: Firmness) -> str:
    """The report for a pull request."""
    pairs = table(sensitivity.STAYS, (with_ids(row, 2) for row in _stays(firm)))
    return "\n\n".join(filter(None, ["## Sensitivity", *brief(firm), pairs]))


def brief(firm: Firmness) -> Iterator[str]:
    """The cases tried and the mentees on the edge, as Markdown."""
    yield "\n".join(sensitivity.sentences(firm))
    yield table(sensitivity.EDGE, (with_ids(row, 1) for row in _edge(firm)))


def _edge(firm: Firmness) -> Iterator[tuple[str, str, str]]:
    for who, share, chosen in sensitivity.edge(firm):
        yield who, sensitivity.standing(selected=chosen), sensitivity.percent(share)


def _stays(firm: Firmness) -> Iterator[tuple[str, str, str]]:
    for mentee, mentor, share in sensitivity.stays(firm):
        yield mentee, mentor, sensitivity.percent(share)
