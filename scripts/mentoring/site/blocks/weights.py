"""The definition of a good match by this edition's weights."""

from __future__ import annotations

from mentoring.site.dates import plain, table
from mentoring.site.year import Year


def weights(year: Year, _page: str) -> str:
    """The criteria with weights, heaviest first."""
    given = year.cohort.matching.criteria
    known = {criterion.name: criterion for criterion in year.criteria}
    rows = [
        (known[name].title, plain(known[name].counts), str(weight))
        for name, weight in sorted(given.items(), key=lambda item: (-item[1], item[0]))
        if weight and name in known
    ]
    return table(["Criterion", "What counts", "Weight:"], rows)
