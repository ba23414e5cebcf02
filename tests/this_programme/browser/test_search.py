"""The search leads people to the page that answers, in the words that they use."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import yaml
from playwright.sync_api import expect

from tools import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import BrowserContext, Page

pytestmark = pytest.mark.browser

QUESTIONS = yaml.safe_load((ROOT / "tests/this_programme/questions.yaml").read_text())
FIRST = 3
HITS = "all => all.map(item => new URL(item.querySelector('a').href).pathname)"


def test_there_are_forty_three_questions() -> None:
    """Each with a page of the programme's own site."""
    assert len(QUESTIONS) == 43
    assert all((ROOT / f"docs/{page}.md").is_file() for page in QUESTIONS.values())


@pytest.fixture(scope="module")
def opened(visitor: BrowserContext, site: str) -> Iterator[Page]:
    """A tab whose search is open."""
    tab = visitor.new_page()
    tab.goto(site)
    tab.get_by_placeholder("Search").click()
    yield tab
    tab.close()


@pytest.mark.parametrize(("question", "answer"), QUESTIONS.items(), ids=QUESTIONS)
def test_a_question_finds_its_answer(opened: Page, question: str, answer: str) -> None:
    """Among the first three hits, through the real search box."""
    opened.keyboard.press("Control+A")
    opened.keyboard.press("Delete")
    expect(opened.locator(".md-search-result__item")).to_have_count(0)
    opened.keyboard.type(question)
    expect(opened.locator(".md-search-result__meta")).to_contain_text("matching document")
    hits: list[str] = []
    for _ in range(50):  # the hits of a half-typed question may still be there
        hits = opened.locator(".md-search-result__item").evaluate_all(HITS)
        if f"/{answer}/" in hits[:FIRST]:
            break
        opened.wait_for_timeout(100)
    assert f"/{answer}/" in hits[:FIRST]


def test_the_index_waits_until_the_search_is_opened(page: Page, site: str) -> None:
    """A visitor who does not search does not pay for it."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.removeprefix(site)))
    page.goto(site, wait_until="networkidle")
    assert not [path for path in asked if "search_index" in path or "workers/" in path]
    page.get_by_placeholder("Search").click()
    page.keyboard.type("free")
    expect(page.locator(".md-search-result__meta")).to_contain_text("matching document")
    assert "search/search_index.json" in asked
