"""The layers of a file that can contain text: visible, encoded, packed."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from mentoring.disclosure.leaks.finding import Spot, digest
from mentoring.disclosure.leaks.formats import json_strings, parts_of
from mentoring.files.decodings import outer_readings, plain, readable, text_readings
from mentoring.files.embedded import inner, is_opaque, is_text

_PROGRAMS = frozenset({".css", ".js", ".map", ".mjs"})
_JSON = frozenset({".json", ".geojson", ".map", ".webmanifest"})
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_RUN = re.compile("[^\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff]{4,}")
_NOISE = 256  # bytes: shorter data that is not text was never packed
_DEEPEST = 3
MOST = 64 * 1024 * 1024
"""The most bytes that are unpacked from one file."""


class TooMuchError(Exception):
    """The file unpacks to more than `MOST` bytes."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Layer:
    """A text in a file; `within` is its place, or `lines` the place of each line.

    If it is not `prose` it is program code, whose words are identifiers. `unread` is the digest of
    data that only a person can inspect, such as a picture.
    """

    text: str
    within: str = ""
    lines: tuple[str, ...] = ()
    numbered: bool = True
    prose: bool = True
    unread: str = ""

    def spot(self, line: int) -> Spot:
        """The place in the file of a line of the text (from 0)."""
        if self.lines:
            return Spot(f"{self.within} {self.lines[min(line, len(self.lines) - 1)]}".strip())
        return Spot(self.within, line + 1 if self.numbered else 0)


def layers(path: str, data: bytes) -> Iterator[Layer]:
    """Every text in a file, and in what is packed in it.

    Raises TooMuchError if it unpacks to too much, and UnreadablePdfError.
    """
    suffix = PurePosixPath(path).suffix.lower()
    for layer in _Reading().file(data, is_json=suffix in _JSON):
        yield replace(layer, prose=layer.prose and suffix not in _PROGRAMS)


class _Reading:
    """The reading of one file, with the number of bytes that may still be unpacked."""

    def __init__(self) -> None:
        self.left = MOST

    def file(self, data: bytes, *, is_json: bool) -> Iterator[Layer]:
        """The layers of a whole file; of JSON every string with its pointer."""
        found = json_strings(plain(data)) if is_json else None
        if found is None:
            yield from self.layers(data, "", 0)
            return
        for text in text_readings(found.text):
            yield Layer(text=text, lines=found.pointers)
        yield from self.packed(data, "", 1)

    def layers(self, data: bytes, within: str, depth: int) -> Iterator[Layer]:
        """The layers of the file, or of a piece of it."""
        if is_opaque(data, whole=depth == 0):
            yield Layer(text="", within=within, unread=digest(data))
        parts = parts_of(data)
        for part in parts or ():
            self.count(part.data)
            place = f"{within} {part.name}".strip()
            for text in outer_readings(part.data):
                yield Layer(text=text, within=place, numbered=False)
            yield from self.packed(part.data, place, depth + 1)
        if parts is None:
            yield from _open(data, within)
        yield from self.packed(data, within, depth + 1)

    def packed(self, data: bytes, within: str, depth: int) -> Iterator[Layer]:
        """The layers of what is packed in some bytes."""
        for piece in inner(data, MOST) if depth <= _DEEPEST else ():
            self.count(piece)
            if len(piece) >= _NOISE or is_text(piece):
                yield from self.layers(piece, f"{within} packed".strip(), depth)

    def count(self, data: bytes) -> None:
        """Count unpacked bytes; raises TooMuchError when none are left."""
        self.left -= len(data)
        if self.left <= 0:
            raise TooMuchError


def _open(data: bytes, within: str) -> Iterator[Layer]:
    """The layers of text, or of possible text in bytes of an unknown format.

    Between other bytes, some runs may look like a short name by chance.
    """
    if data.startswith(_UTF_16):
        for text in text_readings(readable(data, "utf-16")):
            yield Layer(text=text, within=within)
    elif b"\0" not in data:
        yield from (Layer(text=text, within=within) for text in outer_readings(data))
    else:
        for text in outer_readings(data):
            runs = "\n".join(_RUN.findall(text))
            yield Layer(text=runs, within=within, numbered=False, prose=False)
