"""The keyboard alone reaches and works everything."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, ViewportSize, expect

pytestmark = pytest.mark.browser

REACHABLE = """() => {
  const all = document.querySelectorAll("a[href], button, input, summary, [tabindex='0']");
  const seen = (one) => one.checkVisibility({ visibilityProperty: true, opacityProperty: false });
  const chosen = (one) => one.type !== "radio" || one.checked;
  const wanted = [...all].filter((one) => seen(one) && chosen(one) && one.tabIndex >= 0);
  wanted.forEach((one, index) => { one.dataset.stop = index; });
  return wanted.length;
}"""
FOCUSED = """() => {
  const one = document.activeElement;
  if (one === document.body) return { stop: null, seen: true };
  const shown = one.matches(".md-option") ? one.nextElementSibling : one;
  const outlined = getComputedStyle(shown).outlineStyle !== "none";
  const { x, y, width, height } = shown.getClientRects()[0];
  const top = document.elementFromPoint(x + width / 2, y + height / 2);
  const uncovered = shown.contains(top) || one.contains(top);
  return { stop: one.dataset.stop ?? null, seen: outlined && uncovered };
}"""


@pytest.mark.parametrize("width", ["desktop", "phone"])
@pytest.mark.parametrize("address", ["", "timeline/", "handbook/"])
def test_tab_reaches_everything_and_shows_where_it_is(
    page: Page, site: str, address: str, width: str, request: pytest.FixtureRequest
) -> None:
    """Pressing Tab visits every link and control, and the focus is seen, uncovered, on each."""
    page.set_viewport_size(request.getfixturevalue(width))
    page.emulate_media(reduced_motion="reduce")
    page.goto(site + address)
    wanted = page.evaluate(REACHABLE)
    reached: set[str] = set()
    unseen = []
    for _ in range(wanted + 5):
        page.keyboard.press("Tab")
        focused = page.evaluate(FOCUSED)
        reached.add(focused["stop"])
        if not focused["seen"]:
            unseen.append(focused["stop"])
    assert {str(stop) for stop in range(wanted)} - reached == set()
    assert unseen == []


def test_skip_link_leads_past_the_header(page: Page, site: str) -> None:
    """The first stop offers to skip to the content."""
    page.goto(site + "faq/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to content")).to_be_focused()
    page.keyboard.press("Enter")
    assert "#" in page.url


def test_palette_is_switched_without_a_mouse(page: Page, site: str) -> None:
    """Enter on the switch changes the colours."""
    page.goto(site)
    page.get_by_role("radio", name="Switch to dark colours").focus()
    page.keyboard.press("Enter")
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")


def test_menu_of_a_phone_opens_without_a_mouse(page: Page, site: str, phone: ViewportSize) -> None:
    """On a narrow screen, which is also a magnified one, the menu is a button like any other."""
    page.set_viewport_size(phone)
    page.goto(site + "faq/")
    menu = page.get_by_role("button", name="Menu")
    menu.focus()
    page.keyboard.press("Enter")
    expect(menu).to_have_attribute("aria-expanded", "true")
    expect(page.locator("#__drawer")).to_be_checked()


def test_menu_of_a_phone_leads_through_its_levels_by_keys(
    page: Page, site: str, phone: ViewportSize
) -> None:
    """Into a section and back again, and what is covered cannot be reached."""
    page.set_viewport_size(phone)
    page.emulate_media(reduced_motion="reduce")
    page.goto(site + "guides/first-meeting/")
    for name in ("Menu", "Back from How it works", "Pages of Apply"):
        page.get_by_role("button", name=name).press("Enter")
    menu = page.locator(".md-sidebar--primary")
    expect(menu.get_by_role("link", name="Timeline")).to_be_visible()
    expect(menu.get_by_role("link", name="The agreement")).to_be_hidden()
    expect(menu.get_by_role("link", name="Results")).to_be_hidden()


def test_search_answers_without_a_mouse(page: Page, site: str) -> None:
    """The search opens, finds and leads to a page by keys alone."""
    page.goto(site)
    page.keyboard.press("s")
    page.keyboard.type("beacon")
    page.locator(".md-search-result__item").first.wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/check-the-draw/**")
