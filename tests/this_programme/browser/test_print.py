"""On paper: the words and the figures, without what only a screen can do."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

MM = 96 / 25.4  # CSS pixels
SHEET = {"width": round(178 * MM), "height": round(261 * MM)}  # A4 within the margins
SCREEN_ALONE = (".md-header", ".md-tabs", ".md-sidebar", ".md-footer", ".md-skip", ".headerlink")


@pytest.fixture(scope="module")
def paper(browser: Browser) -> Iterator[Page]:
    """A page as it is printed by somebody who reads in dark colours."""
    context = browser.new_context(
        viewport={"width": SHEET["width"], "height": SHEET["height"]}, color_scheme="dark"
    )
    sheet = context.new_page()
    sheet.emulate_media(media="print")
    yield sheet
    context.close()


@pytest.mark.parametrize("path", ["", "faq/", "timeline/", "statistics/2025/"])
def test_only_what_can_be_read_is_printed(paper: Page, site: str, path: str) -> None:
    """No menu, search or footer, and dark words on white whatever the screen's colours are."""
    paper.goto(site + path)
    for part in SCREEN_ALONE:
        for one in paper.locator(part).all():
            expect(one).to_be_hidden()
    expect(paper.locator("h1")).to_be_visible()
    ink = "getComputedStyle(document.querySelector('.md-typeset p')).color.match(/\\d+/g)"
    assert max(map(int, paper.evaluate(ink)[:3])) < 128


def test_a_chart_is_on_one_sheet_with_its_numbers(paper: Page, site: str) -> None:
    """No figure is cut in two, and its table is unfolded."""
    paper.goto(site + "statistics/2025/")
    for chart in paper.locator(".chart").all():
        whole = chart.bounding_box()
        assert whole
        assert whole["height"] < SHEET["height"]
        expect(chart.locator("table")).to_be_visible()


def test_links_out_say_where_they_lead(paper: Page, site: str) -> None:
    """On paper nothing can be clicked."""
    paper.set_content("<div class='md-typeset'><a href='https://example.org/x'>x</a></div>")
    paper.add_style_tag(url=f"{site}assets/stylesheets/print.css")
    after = "getComputedStyle(document.querySelector('a'), '::after').content"
    assert "example.org" in paper.evaluate(after)
