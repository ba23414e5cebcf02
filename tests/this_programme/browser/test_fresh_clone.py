"""What a newcomer does: clone into an empty folder, `make run`, open the site."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

import pytest

from tools import ROOT, make, set_up

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page

NESTED = "MENTORING_NESTED"

pytestmark = [
    pytest.mark.browser,
    pytest.mark.clone,
    pytest.mark.skipif(NESTED in os.environ, reason="the run inside the clone leaves itself out"),
]


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A clone of the last commit in which `make run` has ended, and what it said.

    The environment is the one that `make tools` has just made for these tests in the same way.
    """
    folder = tmp_path_factory.mktemp("newcomer") / "mentoring"
    subprocess.run(["git", "clone", "--quiet", "--no-hardlinks", ROOT, folder], check=True)
    set_up(folder, ".python", ".run")
    return folder, _make(folder, "run")


def _make(folder: Path, target: str) -> str:
    return make(folder, target, PYTHONPATH=str(folder / "scripts"), **{NESTED: "1"})


def test_make_run_ends_with_the_site(
    clone: tuple[Path, str], serve: Callable[[Path], str], page: Page
) -> None:
    """The last line says where the site is, and a browser shows it."""
    folder, said = clone
    last = said.rstrip().splitlines()[-1]
    assert last == f"The site is at {folder}/site/index.html"
    page.goto(serve(folder / "site"))
    page.wait_for_selector("h1")
    assert "mentor" in page.inner_text("h1").lower()
    page.get_by_role("link", name="Results").first.click()
    page.wait_for_url("**/statistics/**")


def test_nothing_is_left_behind_or_to_be_set_up(clone: tuple[Path, str]) -> None:
    """Set-up is not repeated, and all that is made is committed or ignored."""
    folder, _ = clone
    assert "Installing" not in _make(folder, "setup")
    status = subprocess.run(
        ["git", "status", "--porcelain"], cwd=folder, capture_output=True, text=True, check=True
    )
    assert status.stdout == ""
