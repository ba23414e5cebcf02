"""The pages know what day it is: by the build, and by the script on a later day."""

from __future__ import annotations

import json
import re
import shutil
from datetime import date
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from mentoring.site.state import State, period, states
from mentoring.store.reader import load
from this_programme.browser.conftest import finished
from tools import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize

pytestmark = pytest.mark.browser

COHORT = load(ROOT).edition("2026").cohort.record
DAYS = {
    "before": "2026-08-30",
    "mentors-open": "2026-09-20",
    "mentees-open": "2026-09-25",
    "reviewing": "2026-10-12",
    "announced": "2026-11-08",
    "running": "2027-08-09",
    "ended": "2027-08-10",
}
DAY = pytest.mark.parametrize("day", DAYS.values(), ids=DAYS)


@pytest.fixture(scope="module")
def plain(browser: Browser, phone: ViewportSize) -> Iterator[Page]:
    """A tab on a phone that runs no scripts."""
    context = browser.new_context(java_script_enabled=False, viewport=phone)
    yield context.new_page()
    context.close()


@pytest.fixture(params=DAYS.values(), ids=DAYS)
def written(request: pytest.FixtureRequest, raw: Path, tmp_path: Path) -> tuple[str, Path]:
    """A day, and the site as the build of that day leaves it."""
    folder = shutil.copytree(raw, tmp_path / "site")
    return request.param, finished(folder, request.param)


def state_on(day: str) -> State:
    """The state of the edition on that day."""
    asked = date.fromisoformat(day)
    return next(state for state in states(COHORT) if state.first <= asked <= state.last)


def open_roles(day: str) -> list[str]:
    """The roles in which people may apply on that day."""
    periods = {role: period(COHORT.dates, role) for role in ("mentor", "mentee")}
    asked = date.fromisoformat(day)
    return [role for role, (first, last) in periods.items() if first <= asked <= last]


def test_the_seven_days_are_in_the_seven_states() -> None:
    """Each day is the last or the first of its state, or lies within it."""
    found = {name: state_on(day).name for name, day in DAYS.items()}
    assert found == {name: name for name in DAYS}


@DAY
def test_the_script_says_what_the_cohort_says(
    tab: Page, site: str, day: str, phone: ViewportSize
) -> None:
    """A phone's first screen has the line of the day, what to do, and the edition in short."""
    tab.set_viewport_size(phone)
    tab.goto(f"{site}?today={day}")
    expect(tab.locator(".state__line:visible")).to_have_text(state_on(day).line)
    for part in (".state__line:visible", ".hero .button:visible", ".state__facts"):
        box = tab.locator(part).first.bounding_box()
        assert box is not None
        assert box["y"] + box["height"] <= phone["height"]


@DAY
def test_a_form_is_linked_while_it_is_open(tab: Page, site: str, day: str) -> None:
    """Before and after, the card says when; on 1 December no form is to be found."""
    tab.goto(f"{site}apply/?today={day}")
    cards = tab.locator(".card")
    expect(cards).to_have_count(2)
    linked = tab.locator(".card:has(a.button:visible)")
    assert linked.evaluate_all("all => all.map(one => one.dataset.role)") == open_roles(day)


def test_the_build_says_the_same_without_a_script(
    plain: Page, written: tuple[str, Path], serve: Callable[[Path], str]
) -> None:
    """Pages, the status and the feed are of the day on which they were built."""
    day, folder = written
    state = state_on(day)
    plain.goto(serve(folder))
    expect(plain.locator(".state__line:visible")).to_have_text(state.line)
    shared = plain.locator("meta[property='og:description']").get_attribute("content")
    assert (shared or "").startswith(state.line)
    card = plain.locator("meta[property='og:image']").get_attribute("content") or ""
    assert (folder / "assets" / card.partition("/assets/")[2]).is_file()
    assert card.endswith(f"/card-{state.name}.png")
    now = json.loads((folder / "status.json").read_text())["now"]
    assert (now["state"], now["line"]) == (state.name, state.line)
    days = re.findall("<published>([0-9-]{10})", (folder / "feed.xml").read_text())
    assert days == sorted(days, reverse=True)
    assert max(days) <= day


def test_strip_and_table_agree(page: Page, site: str) -> None:
    """While mentees apply, both say now; what comes after it is next."""
    page.goto(f"{site}timeline/?today=2026-09-25")
    expect(page.locator("[aria-current=step]")).to_contain_text("Mentees apply")
    expect(page.locator("tr[data-state=now]")).to_contain_text("Mentees apply")
    states = page.locator(".phases li").evaluate_all("all => all.map(li => li.dataset.state)")
    assert states == ["past", "now", "future", "future", "future"]


def test_a_nonsensical_day_is_ignored(page: Page, site: str) -> None:
    """Nothing in the address breaks the page or gets into it."""
    page.clock.set_fixed_time("2026-09-08T12:00:00Z")
    page.goto(f"{site}?today=<b>soon</b>")
    expect(page.locator(".state__line:visible")).to_contain_text("Mentors can apply until")


def test_today_is_geneva_s_day(visitor: BrowserContext, site: str) -> None:
    """At 22:30 UTC on the last day for mentors it is already tomorrow in Geneva."""
    page = visitor.new_page()
    page.clock.set_fixed_time("2026-09-20T22:30:00Z")
    page.goto(site)
    expect(page.locator(".state__line:visible")).to_contain_text("Mentees can apply until")
    page.close()


def test_a_calendar_program_can_subscribe(page: Page, site: str) -> None:
    """Next to the file is its address for such programs; without a script, only the file."""
    page.goto(site + "timeline/")
    file = page.get_by_role("link", name="Download the calendar").get_attribute("href")
    here = site.replace("http:", "webcal:")
    subscribe = page.get_by_role("link", name="Subscribe to the calendar")
    assert subscribe.get_attribute("href") == f"{here}{(file or '').removeprefix('../')}"
