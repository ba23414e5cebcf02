"""The timeline knows what day it is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Error, Page, Route

pytestmark = pytest.mark.browser

EDITION = """
<div class="phases" data-timezone="Europe/Zurich"><ol>
<li data-from="2026-08-31" data-until="2026-09-20" data-countdown
 data-now="Mentor applications are open" data-next="Mentor applications open">Mentors</li>
<li data-from="2026-09-21" data-until="2026-10-11" data-countdown
 data-now="Mentee applications are open" data-next="Mentee applications open">Mentees</li>
<li data-from="2026-11-09" data-until="2027-08-09" data-now="Mentoring is under way"
 data-next="Mentoring begins" data-after="This edition is over.">Nine months</li>
</ol></div>
<div class="timeline" data-timezone="Europe/Zurich"><table><tbody>
<tr><td>First</td><td><time datetime="2026-09-01">1</time>,
 <time datetime="2026-09-20">2</time></td></tr>
<tr><td>Second</td><td><time datetime="2026-11-12T16:00+01:00">3</time></td></tr>
<tr><td>Third</td><td><time datetime="2027-01-21T16:00+01:00">4</time></td></tr>
</tbody></table></div>
"""
DAYS = {
    "2026-08-30": "Mentor applications open in 1 day.",
    "2026-08-31": "Mentor applications are open: 20 days left.",
    "2026-09-08": "Mentor applications are open: 12 days left.",
    "2026-09-19": "Mentor applications are open: 1 day left.",
    "2026-09-20": "Mentor applications are open: today is the last day.",
    "2026-09-21": "Mentee applications are open: 20 days left.",
    "2026-10-12": "Mentoring begins in 28 days.",
    "2027-08-09": "Mentoring is under way.",
    "2027-08-10": "This edition is over.",
}


SCRIPT = "<script src='/assets/scripts/today.js'></script>"


def answer(route: Route) -> None:
    """The timeline's page with a small edition of our own in place of the real one."""
    route.fulfill(content_type="text/html", body=f"<!doctype html>{EDITION}{SCRIPT}")


def show(page: Page, site: str, query: str = "") -> None:
    """Let the site's script see our edition, on the day that the address asks for."""
    page.route("**/timeline/*", answer)
    page.goto(f"{site}timeline/{query}")


@pytest.mark.parametrize(("day", "sentence"), DAYS.items())
def test_a_sentence_says_where_we_are(page: Page, site: str, day: str, sentence: str) -> None:
    """Open, closing, in between, under way, over."""
    show(page, site, f"?today={day}")
    expect(page.locator(".phases__today")).to_have_text(sentence)


def test_the_present_phase_is_marked(page: Page, site: str) -> None:
    """The phase we are in is the current step, for the eye and for a screen reader."""
    show(page, site, "?today=2026-10-01")
    states = page.locator(".phases li").evaluate_all("all => all.map(li => li.dataset.state)")
    assert states == ["past", "now", "future"]
    expect(page.locator("[aria-current=step]")).to_have_text("Mentees")


def test_rows_are_past_and_one_is_next(page: Page, site: str) -> None:
    """A row is past when its last day is; the next of all rows says so."""
    show(page, site, "?today=2026-11-12")
    states = page.locator("tr").evaluate_all("all => all.map(tr => tr.dataset.state ?? '')")
    assert states == ["past", "next", ""]


def test_a_nonsensical_day_is_ignored(page: Page, site: str) -> None:
    """Whatever stands in the address never breaks the page, nor gets into it."""
    page.clock.set_fixed_time("2026-09-08T12:00:00Z")
    show(page, site, "?today=<b>soon</b>")
    expect(page.locator(".phases__today")).to_have_text(DAYS["2026-09-08"])


def test_today_is_geneva_s_day(visitor: BrowserContext, site: str) -> None:
    """At 22:30 UTC on the last day of summer time it is already tomorrow in Geneva."""
    page = visitor.new_page()
    page.clock.set_fixed_time("2026-09-20T22:30:00Z")
    show(page, site)
    expect(page.locator(".phases__today")).to_have_text(DAYS["2026-09-21"])
    page.close()


@pytest.mark.parametrize("address", ["", "timeline/", "apply/"])
def test_the_real_pages_say_it_too(page: Page, site: str, address: str) -> None:
    """The committed timeline is understood by the script, on every page that shows it."""
    errors: list[Error] = []

    def failed(error: Error) -> None:
        errors.append(error)

    page.on("pageerror", failed)
    page.goto(site + address)
    expect(page.locator(".phases__today")).to_have_text(re.compile(r"\w"))
    assert errors == []


def test_a_calendar_program_can_subscribe(page: Page, site: str) -> None:
    """Beside the file stands its address as such programs take it; without a script, the file."""
    page.goto(site + "timeline/")
    file = page.get_by_role("link", name="Download the calendar").get_attribute("href")
    here = site.replace("http:", "webcal:")
    subscribe = page.get_by_role("link", name="Subscribe to the calendar")
    assert subscribe.get_attribute("href") == f"{here}{(file or '').removeprefix('../')}"
