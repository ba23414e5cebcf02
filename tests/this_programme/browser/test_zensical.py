"""The same pages, built by Material's successor: nothing ties the site to the theme of today."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from anchors import HERE, broken, read, target
from this_programme.browser.conftest import finished
from tools import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page


CHANGED = ("status.json", "feed.xml")
"""What is brought up to date when the site is finished."""


@pytest.fixture(scope="module")
def successor(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the site that Zensical builds, strictly, from the public side alone."""
    folder = tmp_path_factory.mktemp("zensical")
    for name in ("docs", "overrides"):
        shutil.copytree(ROOT / name, folder / name)
    shutil.copy(ROOT / "mkdocs.yml", folder)
    command = [str(Path(sys.executable).with_name("zensical")), "build", "--strict"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "No issues found" in done.stdout + done.stderr
    return finished(folder / "site")


def test_a_page_says_the_same_and_its_links_hold(
    built: Path, successor: Path, programme_address: str
) -> None:
    """Word for word, under the same address, with the same headings to link to."""
    address = programme_address
    today, tomorrow = (read(target(one, HERE + address)) for one in (built, successor))
    assert tomorrow.words == today.words
    assert tomorrow.ids >= {one for one in today.ids if not one.startswith("__")}
    assert broken(successor, address) == []


def test_everything_of_ours_is_there(built: Path, successor: Path) -> None:
    """Figures, calendars, pictures, fonts, styles and scripts: the same bytes."""
    docs = ROOT / "docs"
    ours = [path.relative_to(docs) for path in docs.rglob("*.*") if path.suffix != ".md"]
    assert ours
    ours = [file for file in ours if file.name not in CHANGED]
    for file in ours:
        assert (successor / file).read_bytes() == (built / file).read_bytes()


def test_nothing_but_pages_and_what_they_need_is_there(built: Path, successor: Path) -> None:
    """No program of the build, no source and no source map is published, by either builder."""
    for site in (built, successor):
        kinds = {file.suffix for file in site.rglob("*") if file.is_file()}
        assert not kinds & {".py", ".pyc", ".md", ".yml", ".map"}


def test_the_standard_is_obeyed_by_both(vnu: list[str], successor: Path) -> None:
    """The successor's pages have no error either."""
    files = sorted(map(str, successor.rglob("*.html")))
    command = [*vnu, "--format", "json", "--errors-only", *files]
    result = subprocess.run(command, capture_output=True, check=False, text=True)
    messages = json.loads(result.stderr)["messages"]
    assert {message["message"] for message in messages} == set()


@pytest.mark.browser
@pytest.mark.parametrize("path", ["", "timeline/", "statistics/2025/"])
def test_a_browser_shows_it(
    path: str, successor: Path, serve: Callable[[Path], str], page: Page
) -> None:
    """Our scripts run in it, no script fails, and no other host is asked."""
    asked: list[str] = []
    failed: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: failed.append(str(error)))
    site = serve(successor)
    page.goto(site + path, wait_until="networkidle")
    assert [url for url in asked if not url.startswith((site, "data:"))] == []
    assert failed == []
    assert page.locator("h1").count() == 1
    scopes = page.locator(".phases, .state")
    assert page.locator("[data-only]:visible").count() == scopes.count()
