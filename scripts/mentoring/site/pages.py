"""Every generated part of docs/: marked places in pages, and whole files."""

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
    """Whether a file under docs/ is of a kind that is only ever written as a whole from the year.

    Such a file that does not follow from the year any more is nobody's, and nothing links to it.
    """
    return OWN.fullmatch(path) is not None


def generated(year: Year, pages: Mapping[str, str]) -> dict[str, bytes]:
    """The files under docs/ that follow from the year, by path from docs/.

    `pages` are the Markdown files as they stand. A page without a marked place is not among the
    files. Raises MentoringError for a marked place that nothing generates, and for a voice on the
    front page without its consent.
    """
    voices(pages.get(PAGE, ""))
    filled = {
        path: fill(text, f"docs/{path}", blocks_for(year, path)) for path, text in pages.items()
    }
    marked = {path: text.encode() for path, text in filled.items() if OPEN.search(text)}
    calendars = {f"calendar/{edition.cohort}.ics": calendar(edition) for edition in year.editions}
    machines = {"status.json": status(year.cohort), "feed.xml": feed(year)}
    return {**marked, **calendars, **machines, **statistics.files(year)}
