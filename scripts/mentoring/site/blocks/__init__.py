"""The generated blocks of pages, one function each: `(year, page) -> Markdown`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from mentoring.programme.cohort import Cohort
from mentoring.site import news, statistics
from mentoring.site.blocks import calendar, contacts, facts, phase, state, weights
from mentoring.site.draw import draw
from mentoring.site.totals import totals
from mentoring.site.year import Year


def _each(block: Callable[[Cohort, str], str]) -> Callable[[Year, str], str]:
    """A block that repeats for every open edition, with its name if there are two."""

    def blocks(year: Year, page: str) -> str:
        if len(year.running) == 1:
            return block(year.cohort, page)
        named = (f"**Edition {one.cohort}**\n\n{block(one, page)}" for one in year.running)
        return "\n\n".join(named)

    return blocks


BLOCKS: Mapping[str, Callable[[Year, str], str]] = {
    "phase": _each(phase.phase),
    "dates": _each(calendar.dates),
    "state": state.front_matter,
    "apply": state.cards,
    "apply-mentor": state.mentor_card,
    "events": _each(calendar.events),
    "check-ins": _each(calendar.check_ins),
    "key-facts": facts.key_facts,
    "experiments": facts.experiments,
    "contacts": contacts.contacts,
    "lottery": _each(lambda cohort, _: draw(cohort)),
    "event": news.event,
    "weights": weights.weights,
    "editions": statistics.editions,
    "totals": totals,
}


def blocks_for(year: Year, page: str) -> dict[str, Callable[[], str]]:
    """Every block as Markdown for the page at that path."""
    return {name: partial(block, year, page) for name, block in BLOCKS.items()}
