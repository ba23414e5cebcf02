"""The organisers' own pages, which no site serves: as sound as those of the site."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pytest

from mentoring.cli.boundary import run

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, ViewportSize

pytestmark = pytest.mark.browser

PROGRAMME = Path(__file__).parents[2] / "programme"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Dark differs in colour alone.
SCHEMES: dict[Literal["light", "dark"], list[str]] = {"light": RULES, "dark": ["color-contrast"]}
RUN = """async (rules) => {
  const { violations } = await axe.run(document, { runOnly: rules, resultTypes: ["violations"] });
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}"""


@pytest.fixture(scope="module")
def outbox(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pages of a proposal, of announced pairs, and of the months, all with names."""
    root = tmp_path_factory.mktemp("private")
    proposed, announced = root / "proposed", root / "announced"
    shutil.copytree(PROGRAMME, proposed, ignore=shutil.ignore_patterns("pairs", "matches"))
    shutil.copytree(PROGRAMME, announced)
    pages = root / "pages"
    pages.mkdir()
    for folder in (proposed, announced):
        match = ["match", "2031", "--report", "--names", "--resamples", "20"]
        assert run(["-C", str(folder), *match]) == 0
        shutil.copy(folder / "outbox/2031/match.html", pages / f"{folder.name}.html")
    progress = ["progress", "2031", "--format", "html", "--today", "2032-02-23"]
    assert run(["-C", str(announced), *progress]) == 0
    shutil.copy(announced / "outbox/2031/progress.html", pages)
    return pages


NAMES = ("proposed", "announced", "progress")


def test_every_private_page_is_valid(vnu: list[str], outbox: Path) -> None:
    """No error and no warning."""
    files = [str(outbox / f"{name}.html") for name in NAMES]
    result = subprocess.run(
        [*vnu, "--format", "json", *files], capture_output=True, check=False, text=True
    )
    messages = json.loads(result.stderr)["messages"]
    assert [f"{message['url']}: {message['message']}" for message in messages] == []


@pytest.mark.parametrize("name", NAMES)
def test_axe_finds_nothing_on_a_private_page(
    page: Page, outbox: Path, axe: str, desktop: ViewportSize, phone: ViewportSize, name: str
) -> None:
    """Light and dark, on a desktop and on a phone, which need not be scrolled sideways."""
    page.goto((outbox / f"{name}.html").as_uri())
    page.evaluate(axe)
    for size in (desktop, phone):
        page.set_viewport_size(size)
        for scheme, rules in SCHEMES.items():
            page.emulate_media(color_scheme=scheme)
            found = page.evaluate(RUN, rules)
            assert [f"{size['width']}, {scheme}: {one}" for one in found] == []
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]


@pytest.mark.parametrize("name", NAMES)
def test_a_private_page_stands_alone(browser: Browser, outbox: Path, name: str) -> None:
    """It asks no host for anything, and needs no script."""
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844})
    tab = context.new_page()
    asked: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))
    address = (outbox / f"{name}.html").as_uri()
    tab.goto(address)
    assert asked == [address]
    context.close()


@pytest.mark.parametrize("name", ["proposed", "announced"])
def test_the_report_on_a_match_is_short_until_its_folds(
    page: Page, outbox: Path, phone: ViewportSize, name: str
) -> None:
    """What to decide and a row a pair come first, on five screens of a phone at the most."""
    page.set_viewport_size(phone)
    page.goto((outbox / f"{name}.html").as_uri())
    folds = page.evaluate("document.querySelector('main > details').getBoundingClientRect().top")
    assert page.locator("main h2").first.inner_text() in ("Decide these", "Keep in mind")
    assert folds < 5 * phone["height"]


def test_a_heading_sorts_the_pairs_with_their_details(page: Page, outbox: Path) -> None:
    """Numbers by their size, up and then down; each pair keeps its explanation."""
    page.goto((outbox / "proposed.html").as_uri())
    fits = "[...document.querySelectorAll('.sortable tbody')].map(body => body.id)"
    before = page.evaluate(fits)
    page.get_by_role("button", name="Fit", exact=True).click()
    rising = page.evaluate(fits)
    page.get_by_role("button", name="Fit", exact=True).click()
    falling = page.evaluate(fits)
    assert sorted(rising) == sorted(before)
    assert falling == rising[::-1]
    assert page.locator("th[aria-sort=descending]").inner_text() == "Fit"
