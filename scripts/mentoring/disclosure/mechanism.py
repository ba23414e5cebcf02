"""Sliding ranges: how a table of counts becomes a table that may be published.

Category by category, each count is published as a range that holds it, drawn from the menu of
ranges that would be safe whatever the count is. Three things make the result safe by construction:

1. The menu, and with it every decision to publish coarsely or not at all, follows from what is
   public already. Such an auditor is called simulatable: its refusals tell nothing (Kenthapadi,
   Mishra and Nissim, "Simulatable Auditing", PODS 2005).
2. Each count in a range could have been published as that range: the draw may choose any range of
   the menu that holds the count. What remains possible is therefore the whole range, and away from
   the ends of what is possible no count in it is likelier than before.
3. The menu has only ranges after which every union of categories, selected or not, and every
   difference between linked tables is still spread over GAP, for outsiders and for everybody
   counted. By induction over the categories this holds for all that is published.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from mentoring.disclosure.candidate_ranges import Worlds, menu
from mentoring.disclosure.keyed_draws import KeyedDraws
from mentoring.disclosure.ranges import Range

W = TypeVar("W", bound=Worlds)


def protect(worlds: W, counts: Sequence[int], coins: KeyedDraws) -> W:
    """The worlds that remain possible once the table is published; `worlds` must be safe."""
    for category, count in enumerate(counts):
        worlds = worlds.narrowed(category, _drawn(worlds, category, count, coins))
    return worlds


def published(worlds: Worlds, categories: int) -> tuple[Range, ...]:
    """The range of every category, as anybody could work it out."""
    return tuple(worlds.range_of(category) for category in range(categories))


def _drawn(worlds: Worlds, category: int, count: int, coins: KeyedDraws) -> Range:
    """A range of the menu with the count, or with the nearest that is still possible.

    A count can have become impossible only by a correction after an earlier release.
    """
    possible = worlds.range_of(category)
    shown = possible.nearest(count)
    choices = menu(worlds, category, shown)
    return choices.drawn(coins.draw(category, choices.sides))
