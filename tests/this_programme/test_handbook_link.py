"""The programme's pages and the tool's handbook are two doors."""

from __future__ import annotations

import re

from tools import ROOT


def test_the_programme_links_the_handbook_once() -> None:
    """Pages for applicants do not send people into the organisers' documentation."""
    stated = (ROOT / "handbook/mkdocs.yml").read_text(encoding="utf-8")
    address = re.search(r"^site_url: (.*)$", stated, re.MULTILINE)
    assert address
    pages = [ROOT / "mkdocs.yml", *(ROOT / "docs").rglob("*.md"), *(ROOT / "overrides").rglob("*")]
    texts = [page.read_text(encoding="utf-8") for page in pages if page.is_file()]
    assert sum(text.count(address[1]) for text in texts) == 1
