"""A page ends before its reader gives up."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page, ViewportSize

pytestmark = pytest.mark.browser

SCREENS = 6
LONG = ("faq/", "about/privacy/")


def test_a_page_has_at_most_six_screens_of_a_phone(
    page: Page, site: str, phone: ViewportSize, programme_address: str
) -> None:
    """But for the questions and answers, and for the privacy notice."""
    if programme_address in LONG:
        return
    page.set_viewport_size(phone)
    page.goto(site + programme_address)
    height = page.evaluate("document.documentElement.scrollHeight")
    assert height <= SCREENS * phone["height"]
