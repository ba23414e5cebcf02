"""What a visit costs: requests to this host alone, and few bytes."""

from __future__ import annotations

import gzip

import pytest
from playwright.sync_api import Page, Response

pytestmark = pytest.mark.browser

LIMIT = 300_000


def test_a_page_asks_its_own_host_alone_and_is_light(page: Page, site: str, address: str) -> None:
    """No other host learns of a visit, nothing is missing, and all of it is under 300 kB gzipped."""
    answers: list[Response] = []
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("response", lambda answer: answers.append(answer))
    page.goto(site + address, wait_until="networkidle")
    assert [url for url in asked if not url.startswith((site, "data:"))] == []
    assert [answer.url for answer in answers if not answer.ok and address != "404.html"] == []
    assert sum(len(gzip.compress(answer.body(), 6)) for answer in answers) < LIMIT
