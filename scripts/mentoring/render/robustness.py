"""The robustness of the pairs: for a terminal, for a pull request, for programs. Ids only."""

from fractions import Fraction
from typing import Any

from mentoring.operations.robustness import Firmness
from mentoring.render.environment import Form, written
from mentoring.render.text import Cell, percent


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
    """The tries, the mentees on the edge, and how often each pair is made."""
    return _written(firm, "terminal")


def as_markdown(firm: Firmness) -> str:
    """The report for a pull request."""
    return _written(firm, "markdown")


def _written(firm: Firmness, form: Form) -> str:
    rows = [(*pair, percent(share)) for pair, share in stays(firm)]
    return written("robustness.j2", form, firm=firm, edge=on_edge(firm), pairs=rows)


def on_edge(firm: Firmness) -> list[tuple[Cell, ...]]:
    """The mentees on the edge, the most often selected first, with what they are now."""
    chosen = {mentee for mentee, _ in firm.pairs}
    edge = sorted(firm.found.on_edge(), key=lambda mentee: (-firm.selected(mentee), mentee))
    return [
        (who, "selected" if who in chosen else "waits", (percent(share), share))
        for who in edge
        for share in [firm.selected(who)]
    ]


def stays(firm: Firmness) -> list[tuple[tuple[str, str], Fraction]]:
    """The pairs and the share of tries that make them, the least stable first."""
    rows = [(pair, firm.made(pair)) for pair in firm.pairs]
    return sorted(rows, key=lambda row: (row[1], row[0]))
