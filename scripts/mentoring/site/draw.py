"""The public draw of an edition: the commitment, and the randomness that decides it."""

from __future__ import annotations

from mentoring.programme.cohort import Cohort
from mentoring.programme.rules import Lottery
from mentoring.site.dates import day, plain, table

LATER = "when applications close"


def draw(cohort: Cohort) -> str:
    """The commitment, the beacon and its round, and the seed once it is known."""
    known = cohort.matching.lottery
    rows = [
        ("Commitment", f"`{known.commitment}`" if known else f"published here {LATER}"),
        ("Beacon", plain(known.beacon) if known else f"named here {LATER}"),
        ("Round", _round(known) if known else f"named here {LATER}"),
        ("Seed", f"`{known.seed}`" if known and known.seed else "published here after that round"),
    ]
    return table(["What", "Value"], rows)


def _round(known: Lottery) -> str:
    """The round's number and time."""
    return f"{known.round}, on {day(known.day)}" if known.day else str(known.round)
