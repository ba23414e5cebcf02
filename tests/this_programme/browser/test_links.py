"""Every link leads somewhere, to the very heading it names."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from anchors import HERE, broken, read, target

if TYPE_CHECKING:
    from pathlib import Path


def test_no_link_or_anchor_is_broken(built: Path, address: str) -> None:
    """Links inside the site lead to a file that is there, and to an id on that page."""
    assert broken(built, address) == []


def test_links_out_are_few_and_safe(built: Path, address: str) -> None:
    """What leads out of the site is an e-mail address or goes over TLS."""
    links = read(target(built, HERE + address)).links
    schemes = {urlsplit(link).scheme for link in links}
    assert schemes <= {"", "mailto", "https", "data"}
