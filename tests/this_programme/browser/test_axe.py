"""WCAG 2.2 AA as far as a machine can judge it, on every page, in both palettes and widths."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page, ViewportSize

pytestmark = pytest.mark.browser

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SCHEMES = ("default", "slate")
RUN = """async (rules) => {
  const options = { runOnly: rules, resultTypes: ["violations"], preload: false };
  const { violations } = await axe.run(document, options);
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}"""
WEAR = "scheme => document.body.setAttribute('data-md-color-scheme', scheme)"


def findings(page: Page, sizes: list[ViewportSize]) -> list[str]:
    """What axe objects to in light and in dark, at each of the sizes."""
    found = []
    for size in sizes:
        page.set_viewport_size(size)
        for scheme in SCHEMES:
            page.evaluate(WEAR, scheme)
            found += [f"{size['width']}, {scheme}: {what}" for what in page.evaluate(RUN, RULES)]
    return found


@pytest.fixture
def sizes(desktop: ViewportSize, phone: ViewportSize) -> list[ViewportSize]:
    """A desktop and a phone."""
    return [desktop, phone]


def test_axe_finds_nothing(
    page: Page, site: str, axe: str, sizes: list[ViewportSize], address: str
) -> None:
    """No rule of WCAG 2.2 A and AA, nor of good practice, is broken."""
    page.emulate_media(reduced_motion="reduce")
    page.goto(site + address)
    page.evaluate(axe)
    assert findings(page, sizes) == []


def test_axe_finds_nothing_in_an_open_search(
    page: Page, site: str, axe: str, desktop: ViewportSize
) -> None:
    """The search with its results obeys the same rules."""
    page.emulate_media(reduced_motion="reduce")
    page.goto(site)
    page.get_by_placeholder("Search").click()
    page.keyboard.type("lottery")
    page.locator(".md-search-result__item").first.wait_for()
    page.evaluate(axe)
    assert findings(page, [desktop]) == []


def test_axe_has_teeth(page: Page, axe: str) -> None:
    """A picture without words and a pale text are found."""
    page.set_content("<html><body><main><img src='x'><p style='color:#ccc'>pale</p></main></body>")
    page.evaluate(axe)
    rules = {what.split(":")[0] for what in page.evaluate(RUN, RULES)}
    assert {"image-alt", "color-contrast", "html-has-lang"} <= rules
