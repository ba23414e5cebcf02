"""What a visit costs: requests to this host alone, and few bytes."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page, Request, Response

pytestmark = pytest.mark.browser

LIMIT = 300_000


def test_a_page_asks_its_own_host_alone_and_is_light(page: Page, site: str, address: str) -> None:
    """No other host learns of a visit, nothing is missing, and it all weighs less than 300 kB."""
    asked: list[str] = []
    answers: list[Response] = []

    def asks(request: Request) -> None:
        asked.append(request.url)

    def answered(answer: Response) -> None:
        answers.append(answer)

    page.on("request", asks)
    page.on("response", answered)
    page.goto(site + address, wait_until="networkidle")
    assert [url for url in asked if not url.startswith((site, "data:"))] == []
    assert [answer.url for answer in answers if not answer.ok and address != "404.html"] == []
    assert sum(len(gzip.compress(answer.body(), 6)) for answer in answers) < LIMIT
