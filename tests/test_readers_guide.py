"""The reader's guide and the packages' introductions lead to what is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
GUIDE = ROOT / "scripts/README.md"
PACKAGE = ROOT / "scripts/mentoring"
LINK = re.compile(r"\[`([^`]+)`\]\(([^)]+)\)")
INTRODUCED = sorted(path.name for path in PACKAGE.iterdir() if (path / "__init__.py").is_file())


def test_every_link_of_the_guide_leads_to_a_file() -> None:
    """A link is called like its file, or names something that the file defines."""
    links = LINK.findall(GUIDE.read_text("utf-8"))
    assert len(links) > 20
    for name, target in links:
        file = GUIDE.parent / target
        assert file.is_file(), target
        definition = re.compile(rf"^(class|def) {re.escape(name)}\b", re.MULTILINE)
        defined = definition.search(file.read_text("utf-8"))
        assert name == file.name or defined, (name, target)


def test_every_place_of_a_change_exists() -> None:
    """The table of changes names folders and files of the package or of the tests."""
    rows = GUIDE.read_text("utf-8").split("## Where would I change")[1]
    for place in re.findall(r"`([a-z_/]+(?:/|\.py))`", rows):
        assert (PACKAGE / place).exists() or (ROOT / place).exists(), place


@pytest.mark.parametrize("package", INTRODUCED)
def test_a_package_says_what_to_open_first(package: str) -> None:
    """Its docstring names modules, and they are there."""
    text = (PACKAGE / package / "__init__.py").read_text("utf-8").split('"""')[1]
    modules = re.findall(r"`([a-z_/]+\.py)`", text)
    assert modules or package == "render", package
    assert all((PACKAGE / package / module).is_file() for module in modules), modules
