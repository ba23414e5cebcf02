"""Why mentees of a sealed match wait, and which of them another lottery draw would have paired."""

from __future__ import annotations

from collections.abc import Mapping

from mentoring.matching.explain.ties import tied_mentors
from mentoring.matching.explain.waiting_reason import reasons
from mentoring.operations.match_files import Match

LOTS_TOLD_UP_TO = 300
"""Up to this many mentees, `match` separates decisions by fit from decisions by lot."""


def tied(match: Match) -> Mapping[str, list[str]]:
    """The mentors that each unpaired mentee could have had under another lottery draw."""
    instance = match.instance
    drawn = instance.lottery is not None and "lottery" in instance.objective
    return tied_mentors(instance, match.pairs) if drawn else {}


def why_waiting(match: Match) -> dict[str, str]:
    """The code of the reason why each unpaired mentee has no mentor, by id."""
    few = len(match.instance.mentees) <= LOTS_TOLD_UP_TO
    return reasons(match.instance, match.pairs, tied(match) if few else None)
