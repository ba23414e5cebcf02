"""The layers of a file in which text can be: what is seen, what is encoded, what is packed."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from mentoring.disclosure.leaks.finding import Spot
from mentoring.disclosure.leaks.formats import Part
from mentoring.disclosure.leaks.formats.images import JPEG, PNG, of_jpeg, of_png
from mentoring.disclosure.leaks.formats.json_strings import Strings, strings
from mentoring.disclosure.leaks.public import digest
from mentoring.files.decodings import outer_readings, plain, readable, text_readings
from mentoring.files.embedded import inner
from mentoring.files.opaque import is_opaque, is_text
from mentoring.files.pdf import PDF, contents


def of_pdf(data: bytes) -> Iterator[Part]:
    """Each page's text, then what every object holds; raises UnreadablePdfError."""
    pages, strings = contents(data)
    yield from (Part(f"page {number}", text) for number, text in pages)
    yield from (Part("inside", string) for string in strings)


_PROGRAMS = frozenset({".css", ".js", ".map", ".mjs"})
_JSON = frozenset({".json", ".geojson", ".map", ".webmanifest"})
_FORMATS: dict[bytes, Callable[[bytes], Iterator[Part]]] = {
    PNG: of_png,
    JPEG: of_jpeg,
    PDF: of_pdf,
}
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_RUN = re.compile("[^\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff]{4,}")
_NOISE = 256  # bytes: what is shorter and no text was never packed
_DEEPEST = 3
MOST = 64 * 1024 * 1024
"""No more bytes than these are unpacked from one file."""


class TooMuchError(Exception):
    """More is packed in a file than anybody would read."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Layer:
    """A text in a file; `within` says where, or `lines` says it for each line.

    What is not `prose` is a program, whose words are its authors' names for things. `unread` is the
    digest of what only a person can look at: a picture shows more than its bytes say.
    """

    text: str
    within: str = ""
    lines: tuple[str, ...] = ()
    numbered: bool = True
    prose: bool = True
    unread: str = ""

    def spot(self, line: int) -> Spot:
        """The place in the file of a line of the text, counted from 0."""
        if self.lines:
            return Spot(f"{self.within} {self.lines[min(line, len(self.lines) - 1)]}".strip())
        return Spot(self.within, line + 1 if self.numbered else 0)


def layers(path: str, data: bytes) -> Iterator[Layer]:
    """Every text in a file, and in what is packed in it.

    Raises TooMuchError where that is too much, and UnreadablePdfError.
    """
    suffix = PurePosixPath(path).suffix.lower()
    found = strings(plain(data)) if suffix in _JSON else None
    for layer in _of_json(found, data) if found else _Reading().layers(data, "", 0):
        yield replace(layer, prose=layer.prose and suffix not in _PROGRAMS)


def _of_json(found: Strings, data: bytes) -> Iterator[Layer]:
    """Every string with the pointer to it, and what is packed in one."""
    for text in text_readings(found.text):
        yield Layer(text=text, lines=found.pointers)
    yield from _Reading().packed(data, "", 1)


class _Reading:
    """The reading of one file: what may still be unpacked from it."""

    def __init__(self) -> None:
        self.left = MOST

    def layers(self, data: bytes, within: str, depth: int) -> Iterator[Layer]:
        """The layers of the file, or of a piece of it."""
        if is_opaque(data, whole=depth == 0):
            yield Layer(text="", within=within, unread=digest(data))
        of_format = next((of for magic, of in _FORMATS.items() if data.startswith(magic)), None)
        for part in of_format(data) if of_format else ():
            self.count(part.data)
            yield from _of_part(part, within)
            yield from self.packed(part.data, f"{within} {part.name}".strip(), depth + 1)
        if not of_format:
            yield from _open(data, within)
        yield from self.packed(data, within, depth + 1)

    def packed(self, data: bytes, within: str, depth: int) -> Iterator[Layer]:
        """The layers of what is packed in some bytes."""
        for piece in inner(data, MOST) if depth <= _DEEPEST else ():
            self.count(piece)
            if len(piece) >= _NOISE or is_text(piece):
                yield from self.layers(piece, f"{within} packed".strip(), depth)

    def count(self, data: bytes) -> None:
        """Keep account of what was unpacked; a piece that was cut short has used up all of it."""
        self.left -= len(data)
        if self.left <= 0:
            raise TooMuchError


def _of_part(part: Part, within: str) -> Iterator[Layer]:
    for text in outer_readings(part.data):
        yield Layer(text=text, within=f"{within} {part.name}".strip(), numbered=False)


def _open(data: bytes, within: str) -> Iterator[Layer]:
    """The layers of text, and of what could be text in bytes of no known format."""
    if data.startswith(_UTF_16):
        yield from (Layer(text=reading, within=within) for reading in text_readings(_wide(data)))
    elif b"\0" in data:
        yield from _of_binary(data, within)
    else:
        yield from (Layer(text=text, within=within) for text in outer_readings(data))


def _wide(data: bytes) -> str:
    return readable(data, "utf-16")


def _of_binary(data: bytes, within: str) -> Iterator[Layer]:
    """What could be text between other bytes; by chance some of it reads like a short name."""
    for text in outer_readings(data):
        runs = "\n".join(_RUN.findall(text))
        yield Layer(text=runs, within=within, numbered=False, prose=False)
