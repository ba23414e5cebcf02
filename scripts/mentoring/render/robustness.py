"""How firm an edition's pairs are: for a terminal, for a pull request, for programs. Ids only."""

from typing import Any

from mentoring.operations.robustness import Robustness
from mentoring.render.environment import written


def as_json(firm: Robustness) -> dict[str, Any]:
    """The number of cases that select each mentee and make each pair, chosen now or not."""
    selected, edge = dict(firm.pairs), set(firm.on_edge)
    return {
        "cohort": firm.cohort,
        "announced": firm.announced,
        "resamples": firm.cases,
        "seed": firm.seed,
        "impossible": firm.impossible,
        "mentees": [
            {"mentee": who, "selected": times, "chosen": who in selected, "edge": who in edge}
            for who, times in firm.times_selected.items()
        ],
        "pairs": [
            {"mentee": pair[0], "mentor": pair[1], "made": times, "chosen": pair in firm.pairs}
            for pair, times in firm.times_made.items()
        ],
    }


def as_text(firm: Robustness) -> str:
    """The tries, the mentees on the edge, and how often each pair is made."""
    return written("robustness.j2", firm=firm)


def as_markdown(firm: Robustness) -> str:
    """The report for a pull request."""
    return written("robustness.j2", "markdown", firm=firm)
