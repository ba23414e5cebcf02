"""Every page in a browser: accessible as far as a machine can judge, light, short, on one host."""

from __future__ import annotations

import gzip
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import TYPE_CHECKING

import pytest

from this_programme.browser.conftest import DESKTOP, HANDBOOK, PAGES, PHONE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import BrowserContext, Page, Request, Response, ViewportSize

pytestmark = pytest.mark.browser

LIMIT = 300_000
SCREENS = 6
LONG = ("faq/", "about/privacy/")
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SCHEMES = {"default": WCAG, "slate": ["color-contrast", "link-in-text-block"]}
"""What axe tries in light and in dark, which differs in colour alone."""
RUN = """async (rules) => {
  const frame = () => new Promise(requestAnimationFrame);
  await frame();  // the page's own scripts hear of a new size with the next frame
  await frame();
  const options = { runOnly: rules, resultTypes: ["violations"], preload: false };
  const { violations } = await axe.run(document, options);
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}"""
WEAR = "scheme => document.body.setAttribute('data-md-color-scheme', scheme)"


@dataclass(kw_only=True)
class Visit:
    """A page that is open, and what it asked its host for."""

    address: str
    page: Page
    asked: list[Request] = field(default_factory=list)
    answers: list[Response] = field(default_factory=list)

    def note_request(self, request: Request) -> None:
        """A request that the page makes."""
        self.asked.append(request)

    def note_answer(self, answer: Response) -> None:
        """An answer that it gets."""
        self.answers.append(answer)


@pytest.fixture(scope="module")
def walker(visitor: BrowserContext) -> Iterator[Page]:
    """A tab in which a visitor goes from page to page."""
    tab = visitor.new_page()
    tab.emulate_media(reduced_motion="reduce")
    yield tab
    tab.close()


@pytest.fixture(
    scope="module", params=(*PAGES, *HANDBOOK, "404.html"), ids=lambda address: address or "home"
)
def visit(request: pytest.FixtureRequest, walker: Page, site: str) -> Iterator[Visit]:
    """Each page of the site and of the handbook in turn, visited once for all tests."""
    here = Visit(address=str(request.param), page=walker)
    walker.goto("about:blank")  # no answer to the page before is taken for one to this page
    walker.on("request", here.note_request)
    walker.on("response", here.note_answer)
    walker.set_viewport_size(DESKTOP)
    walker.goto(site + here.address)
    yield here
    walker.remove_listener("request", here.note_request)
    walker.remove_listener("response", here.note_answer)


def findings(page: Page, *sizes: ViewportSize) -> list[str]:
    """What axe objects to in light and in dark, at each of the sizes."""
    found = []
    for size in sizes:
        page.set_viewport_size(size)
        for scheme, rules in SCHEMES.items():
            page.evaluate(WEAR, scheme)
            found += [f"{size['width']}, {scheme}: {what}" for what in page.evaluate(RUN, rules)]
    return found


def test_axe_finds_nothing(visit: Visit, axe: str) -> None:
    """No rule of WCAG 2.2 A and AA, nor of good practice, is broken."""
    visit.page.evaluate(axe)
    assert findings(visit.page, DESKTOP, PHONE) == []


def test_a_page_has_at_most_six_screens_of_a_phone(visit: Visit) -> None:
    """But for the questions and answers, and for the privacy notice."""
    if visit.address not in LONG and visit.address not in HANDBOOK:
        visit.page.set_viewport_size(PHONE)
        height = visit.page.evaluate("document.documentElement.scrollHeight")
        assert height <= SCREENS * PHONE["height"]


def test_a_page_asks_its_own_host_alone_and_is_light(visit: Visit, site: str) -> None:
    """No other host learns of a visit, nothing is missing, and it all weighs less than 300 kB."""
    visit.page.wait_for_load_state("networkidle")
    urls = [request.url for request in visit.asked]
    assert urls
    assert [url for url in urls if not url.startswith((site, "data:"))] == []
    missing = [got.url for got in visit.answers if got.status >= HTTPStatus.BAD_REQUEST]
    assert missing == [] or visit.address == "404.html"
    assert sum(len(gzip.compress(got.body(), 6)) for got in visit.answers) < LIMIT


def test_axe_finds_nothing_in_an_open_search(page: Page, site: str, axe: str) -> None:
    """The search with its results obeys the same rules."""
    page.emulate_media(reduced_motion="reduce")
    page.goto(site)
    page.get_by_placeholder("Search").click()
    page.keyboard.type("lottery")
    page.locator(".md-search-result__item").first.wait_for()
    page.evaluate(axe)
    assert findings(page, DESKTOP) == []


def test_axe_has_teeth(page: Page, axe: str) -> None:
    """A picture without words and a pale text are found, the text in dark, too."""
    page.set_content("<html><body><main><img src='x'><p style='color:#ccc'>pale</p></main></body>")
    page.evaluate(axe)
    light, dark = (
        {what.split(":")[0] for what in page.evaluate(RUN, SCHEMES[scheme])} for scheme in SCHEMES
    )
    assert {"image-alt", "color-contrast", "html-has-lang"} <= light
    assert dark == {"color-contrast"}
