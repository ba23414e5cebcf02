"""What a built page can be linked to, what it links, and what it says."""

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
    """The ids and links of one page, and the words of its article."""

    ids: set[str] = field(default_factory=set)
    links: set[str] = field(default_factory=set)
    words: list[str] = field(default_factory=list)
    inside: bool = False

    def __post_init__(self) -> None:
        """Start the parser."""
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what can be linked to, and what is linked."""
        self.inside |= tag == "article"
        for name, value in attrs:
            if name == "id" and value:
                self.ids.add(value)
            if name in ATTRIBUTES and value and tag != "link":
                self.links.add(value)

    def handle_endtag(self, tag: str) -> None:
        """Note where the article ends."""
        self.inside &= tag != "article"

    def handle_data(self, data: str) -> None:
        """Note what the article says."""
        if self.inside:
            self.words += data.split()


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
