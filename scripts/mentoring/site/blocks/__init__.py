"""The generated places of pages, a block a function: `(year, page) -> Markdown`."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from mentoring.site import statistics
from mentoring.site.blocks import calendar, contacts, editions, facts, lottery, phase, weights

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from mentoring.site.year import Year

BLOCKS: Mapping[str, Callable[[Year, str], str]] = {
    "phase": phase.phase,
    "dates": calendar.dates,
    "forms": calendar.forms,
    "events": calendar.events,
    "check-ins": calendar.check_ins,
    "key-facts": facts.key_facts,
    "experiments": facts.experiments,
    "contacts": contacts.contacts,
    "lottery": lottery.lottery,
    "weights": weights.weights,
    "editions": editions.editions,
    "statistics-editions": statistics.editions,
}


def blocks_for(year: Year, page: str) -> dict[str, Callable[[], str]]:
    """Every block, ready to be written on the page at that path."""
    return {name: partial(block, year, page) for name, block in BLOCKS.items()}
