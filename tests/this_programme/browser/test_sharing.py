"""What programs read of the site: addresses, dates, the map, and nothing that is no page."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from mentoring.store.reader import load
from this_programme.browser.conftest import PAGES
from tools import ROOT

if TYPE_CHECKING:
    from pathlib import Path

HOST = "https://mentoring.example.org/"
DATES = load(ROOT).edition("2026").cohort.record.dates
SUFFIXES = {"css", "gz", "html", "ics", "js", "json", "png", "svg", "txt", "woff2", "xml"}


def test_a_page_that_is_shared_says_its_address(built: Path) -> None:
    """So that a preview leads to the page itself, wherever it was copied from."""
    for address in PAGES:
        page = (built / address / "index.html").read_text("utf-8")
        [told] = re.findall(r'<meta property="og:url" content="([^"]*)"', page)
        assert told == HOST + address


def test_the_site_has_four_tabs(built: Path) -> None:
    """The same on every page."""
    for address in PAGES:
        page = (built / address / "index.html").read_text("utf-8")
        tabs = re.findall(r'class="md-tabs__link"[^>]*>\s*([^<]*?)\s*<', page)
        assert tabs == ["Apply", "How it works", "For mentors", "Results"], address


def test_search_engines_are_told_the_dates_of_the_edition(built: Path) -> None:
    """As an event of schema.org, in which each role applies within its own days."""
    page = (built / "index.html").read_text("utf-8")
    [stated] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    event = json.loads(stated)
    assert event["@type"] == "Event"
    assert (event["startDate"], event["endDate"]) == (str(DATES.start), str(DATES.end))
    days = [(offer["validFrom"], offer["validThrough"]) for offer in event["offers"]]
    assert days == [
        (str(DATES.mentors_open), str(DATES.mentors_close)),
        (str(DATES.mentees_open), str(DATES.mentees_close)),
    ]


def test_robots_find_the_map_of_every_page(built: Path) -> None:
    """They may read all, and the map lists all pages."""
    robots = (built / "robots.txt").read_text("utf-8").split()
    assert robots == ["User-agent:", "*", "Allow:", "/", "Sitemap:", f"{HOST}sitemap.xml"]
    listed = re.findall("<loc>(.*?)</loc>", (built / "sitemap.xml").read_text("utf-8"))
    assert set(listed) == {HOST + address for address in PAGES}


def test_nothing_but_pages_lands_in_the_site(built: Path) -> None:
    """No template, program or note of `docs/`, and no source map."""
    files = [path for path in built.rglob("*") if path.is_file()]
    assert {path.suffix.removeprefix(".") for path in files} <= SUFFIXES
