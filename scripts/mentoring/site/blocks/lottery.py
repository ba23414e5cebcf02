"""The public draw: what was committed to, and what it is decided by."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mentoring.site.words import day, plain, table

if TYPE_CHECKING:
    from mentoring.programme.rules import Lottery
    from mentoring.site.year import Year

LATER = "when applications close"


def lottery(year: Year, _page: str) -> str:
    """The commitment, the beacon and its round, and seed and salt once they are known."""
    draw = year.cohort.matching.lottery
    rows = [
        ("Commitment", f"`{draw.commitment}`" if draw else f"published here {LATER}"),
        ("Beacon", plain(draw.beacon) if draw else f"named here {LATER}"),
        ("Round", _round(draw) if draw else f"named here {LATER}"),
        ("Seed", f"`{draw.seed}`" if draw and draw.seed else "published here after that round"),
    ]
    if draw and draw.salt:
        rows.append(("Salt", f"`{draw.salt}`"))
    return table(["What", "Value"], rows)


def _round(draw: Lottery) -> str:
    """Its number, and when it comes."""
    return f"{draw.round}, on {day(draw.day)}" if draw.day else str(draw.round)
