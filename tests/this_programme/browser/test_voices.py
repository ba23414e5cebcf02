"""Voices are shown while they are consented to, and are not in the site before or after."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from this_programme.browser.conftest import finished
from tools import ROOT

if TYPE_CHECKING:
    from pathlib import Path

SPOKEN = """\
voices:
  - words: I asked what I could not ask at home.
    name: A mentee of 2025
    given: "2027-08-20"
    until: "2029-08-20"
"""


@pytest.fixture(scope="module")
def spoken(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built site with one voice."""
    folder = tmp_path_factory.mktemp("voices")
    for name in ("docs", "overrides"):
        shutil.copytree(ROOT / name, folder / name)
    shutil.copy(ROOT / "mkdocs.yml", folder)
    home = folder / "docs/index.md"
    home.write_text(home.read_text().replace("voices: []\n", SPOKEN))
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet"]
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1"}
    subprocess.run(command, cwd=folder, env=environment, check=True)
    return folder / "site"


@pytest.mark.parametrize(
    ("day", "shown"),
    [("2027-08-19", False), ("2027-08-20", True), ("2029-08-20", True), ("2029-08-21", False)],
)
def test_a_voice_is_there_while_it_is_consented_to(
    day: str, spoken: Path, tmp_path: Path, *, shown: bool
) -> None:
    """Neither its words nor its name nor a heading without voices is left in the page."""
    site = finished(shutil.copytree(spoken, tmp_path / "site"), day)
    home = (site / "index.html").read_text()
    assert ("I asked what I could not" in home) is shown
    assert ("A mentee of 2025" in home) is shown
    assert (">Voices<" in home) is shown


def test_a_site_without_voices_says_nothing_of_them(built: Path) -> None:
    """There is no empty place."""
    assert "Voices" not in (built / "index.html").read_text()
