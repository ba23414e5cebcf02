"""The layers of a file that can contain text: visible, encoded, packed, or in a known format."""

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

from mentoring.files.decodings import (
    inner,
    is_opaque,
    is_text,
    outer_readings,
    plain,
    readable,
    text_readings,
)
from mentoring.files.pdf import PDF, contents, inflated
from mentoring.problems import DataPath, pointer

MOST = 64 * 1024 * 1024
"""The most bytes that are unpacked from one file."""
_PNG, _JPEG = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"
_PICTURE, _LAST, _ZLIB = frozenset({"IDAT", "fdAT"}), "IEND", 0x78
_MARKER, _START_OF_SCAN, _END = 0xFF, 0xDA, b"\xd9"
_ALONE = frozenset({0x01, *range(0xD0, 0xD9)})  # markers without a length
_NEXT_MARKER = re.compile(rb"\xff([^\x00\x01\xd0-\xd8])", re.DOTALL)

_PROGRAMS = frozenset({".css", ".js", ".map", ".mjs"})
_JSON = frozenset({".json", ".geojson", ".map", ".webmanifest"})
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_RUN = re.compile("[^\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff]{4,}")
_NOISE = 256  # bytes: shorter data that is not text was never packed
_DEEPEST = 3


class UnreadableError(Exception):
    """The rest of the file is unknown: it is "broken", or "packed", with more than `MOST` bytes."""


def digest(data: bytes) -> str:
    """The SHA-256 that identifies a file."""
    return hashlib.sha256(data).hexdigest()


@dataclass(frozen=True, kw_only=True, slots=True)
class Layer:
    """A text in a file; `within` is its place, or `lines` the place of each line.

    Program code, with identifiers for words, is no `prose`. `unread` is the digest of data which
    only a person can inspect.
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
    """Every text in a file, and in what is packed in it; raises UnreadableError."""
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
        parts = next((read for magic, read in _FORMATS.items() if data.startswith(magic)), None)
        if parts is None:
            yield from _open(data, within)
        for name, part in parts(data) if parts else ():
            place = f"{within} {name}".strip()
            for text in outer_readings(self.counted(part)):
                yield Layer(text=text, within=place, numbered=False)
            yield from self.packed(part, place, depth + 1)
        yield from self.packed(data, within, depth + 1)

    def packed(self, data: bytes, within: str, depth: int) -> Iterator[Layer]:
        """The layers of what is packed in some bytes."""
        for piece in map(self.counted, inner(data, MOST) if depth <= _DEEPEST else ()):
            if len(piece) >= _NOISE or is_text(piece):
                yield from self.layers(piece, f"{within} packed".strip(), depth)

    def counted(self, data: bytes) -> bytes:
        """The unpacked bytes; raises UnreadableError if they are too many."""
        self.left -= len(data)
        if self.left <= 0:
            raise UnreadableError("packed")
        return data


def _open(data: bytes, within: str) -> Iterator[Layer]:
    """The layers of text, or of runs in bytes of an unknown format, which may spell by chance."""
    if data.startswith(_UTF_16):
        readings, is_binary = text_readings(readable(data, "utf-16")), False
    else:
        readings, is_binary = outer_readings(data), b"\0" in data
    for text in readings:
        shown = "\n".join(_RUN.findall(text)) if is_binary else text
        yield Layer(text=shown, within=within, numbered=not is_binary, prose=not is_binary)


def _png(data: bytes) -> Iterator[tuple[str, bytes]]:
    """The chunks except the picture, also unpacked if compressed (PNG, W3C, chapter 11)."""
    place, name = len(_PNG), ""
    while place + 8 <= len(data) and name != _LAST:
        length, kind = struct.unpack_from(">I4s", data, place)
        name = plain(kind, "latin-1")
        body = data[place + 8 : place + 8 + length]
        place += 12 + length
        if name not in _PICTURE:
            yield name, body
            # A zlib stream follows a keyword and up to four more nulls.
            starts = (at for at, byte in enumerate(body[:512]) if byte == _ZLIB)
            texts = (inflated(body[start:], MOST) for start in starts)
            yield name, next(filter(None, texts), b"")
    yield "after the picture", data[place:]


def _jpeg(data: bytes) -> Iterator[tuple[str, bytes]]:
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


def _pdf(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Each page's text, then the strings of all objects; raises UnreadableError."""
    pages, strings, whole = contents(data)
    if not whole:
        raise UnreadableError("broken")
    yield from ((f"page {number}", text) for number, text in pages)
    yield from (("inside", string) for string in strings)


_FORMATS: dict[bytes, Callable[[bytes], Iterator[tuple[str, bytes]]]]
_FORMATS = {_PNG: _png, _JPEG: _jpeg, PDF: _pdf}


def _json_strings(text: str) -> tuple[str, tuple[str, ...]] | None:
    """The texts in a JSON file, one per line, and the pointer of each; without recursion."""
    try:  # objects become tuples of pairs, as a dict would drop duplicate keys
        root = json.loads(text.removeprefix("\ufeff"), object_pairs_hook=tuple)
    except (ValueError, RecursionError):
        return None
    strings: list[tuple[str, str]] = []
    left: list[tuple[Any, DataPath]] = [(root, ())]
    while left:
        value, steps = left.pop()
        if isinstance(value, str):
            strings.append((" ".join(value.splitlines()), pointer(*steps)))
        elif isinstance(value, tuple):
            for key, item in reversed(value):
                left += [(item, (*steps, key)), (key, (*steps, key))]
        elif isinstance(value, list):
            left += [(item, (*steps, number)) for number, item in enumerate(value)][::-1]
    return "\n".join(line for line, _ in strings), tuple(place for _, place in strings)
