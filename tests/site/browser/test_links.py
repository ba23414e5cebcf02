"""Every link leads somewhere, to the very heading it names."""

from __future__ import annotations

import functools
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import TYPE_CHECKING
from urllib.parse import unquote, urljoin, urlsplit

if TYPE_CHECKING:
    from pathlib import Path

HERE = "http://site.invalid/"
ATTRIBUTES = {"href", "src", "data"}


@dataclass
class Anchors(HTMLParser):
    """The ids and links of one page."""

    ids: set[str] = field(default_factory=set)
    links: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        """Start the parser."""
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what can be linked to, and what is linked."""
        for name, value in attrs:
            if name == "id" and value:
                self.ids.add(value)
            if name in ATTRIBUTES and value and tag != "link":
                self.links.add(value)


@functools.cache
def read(file: Path) -> Anchors:
    """The anchors of a built page."""
    anchors = Anchors()
    anchors.feed(file.read_text(encoding="utf-8"))
    return anchors


def target(built: Path, link: str) -> Path:
    """The file that a link inside the site leads to."""
    path = built / unquote(urlsplit(link).path).lstrip("/")
    return path / "index.html" if path.is_dir() else path


def broken(built: Path, address: str) -> list[str]:
    """The links of one page that lead nowhere."""
    faults = []
    for link in sorted(read(target(built, HERE + address)).links):
        whole = urljoin(HERE + address, link)
        if not whole.startswith(HERE):
            continue
        file, fragment = target(built, whole), unquote(urlsplit(whole).fragment)
        if not file.is_file() or (fragment and fragment not in read(file).ids):
            faults.append(link)
    return faults


def test_no_link_or_anchor_is_broken(built: Path, address: str) -> None:
    """Links inside the site lead to a file that is there, and to an id on that page."""
    assert broken(built, address) == []


def test_links_out_are_few_and_safe(built: Path, address: str) -> None:
    """What leads out of the site is an e-mail address or goes over TLS."""
    links = read(target(built, HERE + address)).links
    schemes = {urlsplit(link).scheme for link in links}
    assert schemes <= {"", "mailto", "https", "data"}
