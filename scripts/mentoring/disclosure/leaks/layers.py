"""The layers of a file that can contain text: visible, encoded, packed, or in a known format.

Known formats are the metadata of pictures, documents, and the strings of JSON.
"""

import codecs
import hashlib
import json
import re
import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import PurePosixPath
from typing import Any

from mentoring.files.decodings import outer_readings, plain, readable, text_readings
from mentoring.files.embedded import inflated, inner, is_opaque, is_text
from mentoring.files.pdf import PDF, UnreadablePdfError, contents
from mentoring.problems import DataPath, pointer

PNG, JPEG = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"
_PICTURE = frozenset({"IDAT", "fdAT"})
_LAST = "IEND"
_ZLIB, _MARKER = 0x78, 0xFF
_START_OF_SCAN, _END = 0xDA, b"\xd9"
_NEXT_MARKER = re.compile(rb"\xff([^\x00\x01\xd0-\xd8])", re.DOTALL)
_ALONE = frozenset({0x01, *range(0xD0, 0xD9)})  # markers without a length

_PROGRAMS = frozenset({".css", ".js", ".map", ".mjs"})
_JSON = frozenset({".json", ".geojson", ".map", ".webmanifest"})
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_RUN = re.compile("[^\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff]{4,}")
_NOISE = 256  # bytes: shorter data that is not text was never packed
_DEEPEST = 3
MOST = 64 * 1024 * 1024
"""The most bytes that are unpacked from one file."""


_Part = tuple[str, bytes]
"""A separately read part of a file: its name in the format, and its bytes."""


class TooMuchError(Exception):
    """The file unpacks to more than `MOST` bytes."""


def digest(data: bytes) -> str:
    """The SHA-256 that identifies a file."""
    return hashlib.sha256(data).hexdigest()


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

    def spot(self, line: int) -> tuple[str, int]:
        """The place in the file of a line of the text (from 0): the part, and the line from 1."""
        if self.lines:
            return f"{self.within} {self.lines[min(line, len(self.lines) - 1)]}".strip(), 0
        return self.within, line + 1 if self.numbered else 0


def layers(path: str, data: bytes) -> Iterator[Layer]:
    """Every text in a file, and in what is packed in it.

    Raises TooMuchError if it unpacks to too much, and UnreadablePdfError.
    """
    suffix = PurePosixPath(path).suffix.lower()
    reading, strings = _Reading(), _json_strings(plain(data)) if suffix in _JSON else None
    if strings is None:
        found = reading.layers(data, "", 0)
    else:
        text, pointers = strings
        whole = (Layer(text=reading, lines=pointers) for reading in text_readings(text))
        found = chain(whole, reading.packed(data, "", 1))
    for layer in found:
        yield replace(layer, prose=layer.prose and suffix not in _PROGRAMS)


class _Reading:
    """The reading of one file, with the number of bytes that may still be unpacked."""

    def __init__(self) -> None:
        self.left = MOST

    def layers(self, data: bytes, within: str, depth: int) -> Iterator[Layer]:
        """The layers of the file, or of a piece of it."""
        if is_opaque(data, whole=depth == 0):
            yield Layer(text="", within=within, unread=digest(data))
        parts = next(
            (read(data) for magic, read in _FORMATS.items() if data.startswith(magic)), None
        )
        if parts is None:
            yield from _open(data, within)
        for name, part in parts or ():
            self.count(part)
            place = f"{within} {name}".strip()
            for text in outer_readings(part):
                yield Layer(text=text, within=place, numbered=False)
            yield from self.packed(part, place, depth + 1)
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
    is_binary = b"\0" in data
    if data.startswith(_UTF_16):
        readings, is_binary = text_readings(readable(data, "utf-16")), False
    else:
        readings = outer_readings(data)
    for text in readings:
        shown = "\n".join(_RUN.findall(text)) if is_binary else text
        yield Layer(text=shown, within=within, numbered=not is_binary, prose=not is_binary)


def _png(data: bytes) -> Iterator[_Part]:
    """The chunks except the picture, also unpacked if compressed (PNG, W3C, chapter 11)."""
    place = len(PNG)
    name = ""
    while place + 8 <= len(data) and name != _LAST:
        length, kind = struct.unpack_from(">I4s", data, place)
        name = plain(kind, "latin-1")
        body = data[place + 8 : place + 8 + length]
        place += 12 + length
        if name not in _PICTURE:
            yield name, body
            # A zlib stream follows a keyword and up to four more nulls.
            starts = (at for at, byte in enumerate(body[:512]) if byte == _ZLIB)
            if text := next(filter(None, (inflated(body[start:]) for start in starts)), b""):
                yield name, text
    yield "after the picture", data[place:]


def _jpeg(data: bytes) -> Iterator[_Part]:
    """The segments except the picture, and trailing data (ITU-T T.81, annex B)."""
    place = 2
    while place + 4 <= len(data) and data[place] == _MARKER:
        marker = data[place + 1]
        if marker in _ALONE or marker == _MARKER:  # two in a row are a fill byte
            place += 1 if marker == _MARKER else 2
            continue
        length = int.from_bytes(data[place + 2 : place + 4])
        yield f"segment {marker:02X}", data[place + 4 : place + 2 + length]
        place += 2 + length
        if marker == _START_OF_SCAN:  # up to a marker that is no restart, and no escaped byte
            marked = _NEXT_MARKER.search(data, place)
            place = marked.start() + 2 * (marked[1] == _END) if marked else len(data)
    yield "after the picture", data[place:]


def _pdf(data: bytes) -> Iterator[_Part]:
    """Each page's text, then the strings of all objects; raises UnreadablePdfError."""
    pages, strings, whole = contents(data)
    if not whole:
        raise UnreadablePdfError
    yield from ((f"page {number}", text) for number, text in pages)
    yield from (("inside", string) for string in strings)


_FORMATS: dict[bytes, Callable[[bytes], Iterator[_Part]]] = {PNG: _png, JPEG: _jpeg, PDF: _pdf}


class _Pairs(list[tuple[str, Any]]):
    """An object as a list of pairs, as a dict would drop duplicate keys."""


def _json_strings(text: str) -> tuple[str, tuple[str, ...]] | None:
    """Every key and value of a JSON file that is text, one per line, and the pointer of each.

    None if it is not JSON. They are found without recursion, as nesting may be deep.
    """
    try:
        root = json.loads(text.removeprefix("\ufeff"), object_pairs_hook=_Pairs)
    except (ValueError, RecursionError):
        return None
    lines: list[str] = []
    pointers: list[str] = []
    left: list[tuple[Any, DataPath]] = [(root, ())]
    while left:
        value, steps = left.pop()
        if isinstance(value, str):
            lines.append(" ".join(value.splitlines()))
            pointers.append(pointer(*steps))
        elif isinstance(value, _Pairs):
            for key, item in reversed(value):
                left += [(item, (*steps, key)), (key, (*steps, key))]
        elif isinstance(value, list):
            left += [(item, (*steps, number)) for number, item in enumerate(value)][::-1]
    return "\n".join(lines), tuple(pointers)
