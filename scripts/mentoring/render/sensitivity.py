"""The sensitivity of a choice of pairs, in words shared by all reports."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from mentoring.operations.robustness import Firmness
from mentoring.render.phrases import many

ANEW = "Pairs are announced: the cases choose everything anew, and no announced pair is touched."
EDGE = ("Mentee", "Now", "Selected in")
STAYS = ("Mentee", "Mentor", "Made in")


def sentences(found: Firmness) -> Iterator[str]:
    """The cases tried, and how stable the choice is."""
    cases = found.found.cases
    yield (
        f"The match was made again {many(cases, 'time')}, each time with review scores drawn "
        "anew within their uncertainty and weights up to a fifth higher or lower."
    )
    if found.found.impossible:
        yield f"In {found.found.impossible} of these no choice of pairs kept every bound."
    if found.announced:
        yield ANEW
    edge = len(found.found.on_edge())
    if edge:
        many_are = many(edge, "mentee is", "mentees are")
        yield f"{many_are} on the edge: selected often, and often not."
    else:
        yield "Nobody is on the edge: nearly always the same mentees are selected."


def edge(found: Firmness) -> list[tuple[str, Fraction, bool]]:
    """The mentees on the edge, the most often selected first."""
    chosen = {mentee for mentee, _ in found.pairs}
    rows = [(one, found.selected(one), one in chosen) for one in found.found.on_edge()]
    return sorted(rows, key=lambda row: (-row[1], row[0]))


def stays(found: Firmness) -> list[tuple[str, str, Fraction]]:
    """The pairs, the least stable first."""
    rows = [(*pair, found.made(pair)) for pair in found.pairs]
    return sorted(rows, key=lambda row: (row[2], row[:2]))


def percent(share: Fraction) -> str:
    """A share in whole per cent; only exact shares of 0 and 1 give 0 % and 100 %."""
    if 0 < share < 1:
        return f"{min(max(round(100 * share), 1), 99)} %"
    return f"{100 * int(share)} %"


def standing(*, selected: bool) -> str:
    """The word for a selected or a waiting mentee."""
    return "selected" if selected else "waits"
