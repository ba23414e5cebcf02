"""All editions, the latest first, and where their figures are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mentoring.site.dates import day, table
from mentoring.site.links import link

if TYPE_CHECKING:
    from mentoring.programme.cohort import Cohort
    from mentoring.site.year import Year


def editions(year: Year, page: str) -> str:
    """When each edition runs or ran, and how many pairs it has at most."""
    rows = [
        (
            f"{one.cohort}, {'closed' if one.closed else 'under way'}",
            day(one.dates.start),
            day(one.dates.end),
            str(one.pairs),
            _figures(one, page),
        )
        for one in year.editions
    ]
    return table(["Edition", "From", "To", "Pairs at most", "Figures"], rows)


def _figures(one: Cohort, page: str) -> str:
    return f"[{one.cohort} in figures]({link(page, f'statistics/{one.cohort}.md')})"
