"""The robustness of the pairs: for a terminal, for a pull request, for programs. Ids only."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from mentoring.operations.robustness import Firmness
from mentoring.render import blocks
from mentoring.render.blocks import Block, Heading, Share, Table
from mentoring.render.phrases import many

ANEW = "Pairs are announced: the tries choose all pairs again, and no announced pair is touched."


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
    return blocks.as_text([f"Edition {firm.cohort}, seed {firm.seed}.", "", *_all(firm)])


def as_markdown(firm: Firmness) -> str:
    """The report for a pull request."""
    return blocks.as_markdown(["## Sensitivity", *_all(firm)])


def _all(firm: Firmness) -> Iterator[Block]:
    yield from brief(firm)
    if firm.pairs:
        rows = [(*pair, percent(share)) for *pair, share in stays(firm)]
        yield Heading(words="Pairs, the least certain first")
        yield Table(name="Pairs", head=("Mentee", "Mentor", "Same pair in"), rows=rows, ids=2)


def brief(firm: Firmness) -> Iterator[Block]:
    """The tries, and the mentees on the edge, the most often selected first."""
    yield (
        f"The match was tried again {many(firm.found.cases, 'time')}, each time with other "
        "review scores within their uncertainty, and with weights up to a fifth higher or lower."
    )
    if firm.found.impossible:
        yield f"In {firm.found.impossible} of these tries no choice of pairs kept every bound."
    if firm.announced:
        yield ANEW
    chosen = {mentee for mentee, _ in firm.pairs}
    edge = sorted(firm.found.on_edge(), key=lambda mentee: (-firm.selected(mentee), mentee))
    if not edge:
        yield "No mentee is on the edge: nearly always the same mentees get a mentor."
        return
    on_edge = many(len(edge), "mentee is", "mentees are")
    yield (
        f"{on_edge} on the edge: in some tries they get a mentor and in others not, so small "
        "differences in reviews or weights decide."
    )
    yield Heading(words="Mentees on the edge")
    rows = [
        (who, standing(selected=who in chosen), Share(percent(share), share))
        for who in edge
        for share in [firm.selected(who)]
    ]
    head = ("Mentee", "Now", "Gets a mentor in")
    yield Table(name="Mentees on the edge", head=head, rows=rows, ids=1)


def stays(firm: Firmness) -> list[tuple[str, str, Fraction]]:
    """The pairs, the least stable first."""
    rows = [(*pair, firm.made(pair)) for pair in firm.pairs]
    return sorted(rows, key=lambda row: (row[2], row[:2]))


def percent(share: Fraction) -> str:
    """A share in whole per cent; only exact shares of 0 and 1 give 0 % and 100 %."""
    if 0 < share < 1:
        return f"{min(max(round(100 * share), 1), 99)} %"
    return f"{100 * int(share)} %"


def standing(*, selected: bool) -> str:
    """The word for a selected or a waiting mentee."""
    return "selected" if selected else "waits"
