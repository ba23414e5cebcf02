"""The public draw: what was committed to, and what it is decided by."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mentoring.site.words import plain, table

if TYPE_CHECKING:
    from mentoring.site.year import Year

LATER = "when applications close"


def lottery(year: Year, _page: str) -> str:
    """The commitment, the beacon and its round, and the seed once it is known."""
    draw = year.cohort.matching.lottery
    rows = [
        ("Commitment", f"`{draw.commitment}`" if draw else f"published here {LATER}"),
        ("Beacon", plain(draw.beacon) if draw else f"named here {LATER}"),
        ("Round", str(draw.round) if draw else f"named here {LATER}"),
        ("Seed", f"`{draw.seed}`" if draw and draw.seed else "published here after that round"),
    ]
    return table(["What", "Value"], rows)
