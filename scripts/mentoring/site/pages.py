"""Generate all generated parts of docs/: marked places in pages, and whole files."""

from __future__ import annotations

import re
from collections.abc import Mapping

from mentoring.site import statistics
from mentoring.site.blocks import blocks_for
from mentoring.site.ical import calendar
from mentoring.site.marks import OPEN, fill
from mentoring.site.news import feed, status
from mentoring.site.voices import PAGE, voices
from mentoring.site.year import Year

OWN = re.compile(r"calendar/[^/]+\.ics|statistics/\d{4}(-[a-z]+)?\.md|statistics/img/[^/]+\.svg")


def is_ours(path: str) -> bool:
    """Whether a file under docs/ is of a kind that is always generated as a whole.

    Such a file is obsolete when it is no longer generated; no page links to it.
    """
    return OWN.fullmatch(path) is not None


def generated(year: Year, pages: Mapping[str, str]) -> dict[str, bytes]:
    """The generated files under docs/, by path from docs/.

    `pages` are the current Markdown files. The result omits pages without marked places. Raises
    MentoringError for an unknown marked place, and for a voice on the front page without consent.
    """
    voices(pages.get(PAGE, ""))
    filled = {
        path: fill(text, f"docs/{path}", blocks_for(year, path)) for path, text in pages.items()
    }
    marked = {path: text.encode() for path, text in filled.items() if OPEN.search(text)}
    calendars = {f"calendar/{edition.cohort}.ics": calendar(edition) for edition in year.editions}
    machines = {"status.json": status(year.cohort), "feed.xml": feed(year)}
    return {**marked, **calendars, **machines, **statistics.files(year)}
