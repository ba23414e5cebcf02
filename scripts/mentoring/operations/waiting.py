"""Why the mentees of a sealed match wait, and who of them could have had a mentor by other lots."""

from __future__ import annotations

from collections.abc import Mapping

from mentoring.matching.explain.ties import tied_mentors
from mentoring.matching.explain.waiting_reason import reasons
from mentoring.operations.match_files import Match

LOTS_TOLD_UP_TO = 300
"""So many mentees; of more, `match` does not tell what fit decided from what the lots did."""


def tied(match: Match) -> Mapping[str, list[str]]:
    """The mentors whom each mentee without one could have had as well, had the lots fallen so."""
    instance = match.instance
    drawn = instance.lottery is not None and "lottery" in instance.objective
    return tied_mentors(instance, match.pairs) if drawn else {}


def why_waiting(match: Match) -> dict[str, str]:
    """The code of why each mentee without a mentor has none, by id."""
    few = len(match.instance.mentees) <= LOTS_TOLD_UP_TO
    return reasons(match.instance, match.pairs, tied(match) if few else None)
