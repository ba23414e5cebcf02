"""Without JavaScript the site is complete."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def plain(browser: Browser, phone: ViewportSize) -> Iterator[Page]:
    """A tab on a phone that runs no scripts."""
    context = browser.new_context(java_script_enabled=False, viewport=phone)
    yield context.new_page()
    context.close()


def test_every_page_is_reached_by_links_alone(
    plain: Page, site: str, addresses: tuple[str, ...]
) -> None:
    """From the two front pages, following links leads to every page that there is."""
    seen: set[str] = set()
    waiting = [site, f"{site}handbook/"]
    while waiting:
        here = waiting.pop()
        seen.add(here)
        plain.goto(here)
        links = plain.locator("a[href]:visible")
        found = {link.split("#")[0] for link in links.evaluate_all("all => all.map(a => a.href)")}
        waiting += sorted(
            link
            for link in found - seen - set(waiting)
            if link.startswith(site) and link.endswith("/")
        )
    assert {site + address for address in addresses} - seen == set()


def test_dates_are_read_where_nothing_knows_the_day(
    plain: Page, raw: Path, serve: Callable[[Path], str]
) -> None:
    """As the builder leaves them, the pages give every date as text, and claim nothing of today."""
    site = serve(raw)
    plain.goto(site + "timeline/")
    expect(plain.locator(".phases li")).not_to_have_count(0)
    expect(plain.locator(".phases__today:visible")).to_have_count(0)
    plain.goto(site)
    expect(plain.locator(".state__line:visible")).to_have_text(
        re.compile("^Mentors apply .+ mentees")
    )


def test_what_needs_a_script_is_not_offered(plain: Page, site: str) -> None:
    """No search and no switch of colours that would do nothing."""
    plain.goto(site)
    expect(plain.locator(".md-search")).to_be_hidden()
    expect(plain.locator("[data-md-component=palette]")).to_be_hidden()
