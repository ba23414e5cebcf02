"""The layers of a file that can contain text: visible, encoded, packed, or in a known format.

Known formats are the metadata of pictures, documents, and the strings of JSON.
"""

import codecs
import json
import re
import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import Any, NamedTuple

from mentoring.disclosure.leaks.finding import Spot, digest
from mentoring.files.decodings import outer_readings, plain, readable, text_readings
from mentoring.files.embedded import inflated, inner, is_opaque, is_text
from mentoring.files.pdf import PDF, contents
from mentoring.problems import pointer

PNG, JPEG = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"
_PICTURE = frozenset({"IDAT", "fdAT"})
_LAST = "IEND"
_ZLIB, _MARKER = 0x78, 0xFF
_START_OF_SCAN, _END = 0xDA, 0xD9
_ALONE = frozenset({0x01, *range(0xD0, 0xD9)})  # markers without a length

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
        found = _json_strings(plain(data)) if is_json else None
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
        parts = _parts_of(data)
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


class _Part(NamedTuple):
    """A separately read part of a file: its bytes, and its name in the format."""

    name: str
    data: bytes


def _parts_of(data: bytes) -> Iterator[_Part] | None:
    """The parts of a picture or document; None for any other file.

    Raises UnreadablePdfError, when the first part is read.
    """
    return next((read(data) for magic, read in _FORMATS.items() if data.startswith(magic)), None)


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
            yield _Part(name, body)
            # A zlib stream follows a keyword and up to four more nulls.
            starts = (at for at, byte in enumerate(body[:512]) if byte == _ZLIB)
            if text := next(filter(None, (inflated(body[start:]) for start in starts)), b""):
                yield _Part(name, text)
    yield _Part("after the picture", data[place:])


def _jpeg(data: bytes) -> Iterator[_Part]:
    """The segments except the picture, and trailing data (ITU-T T.81, annex B)."""
    place = 2
    while place + 4 <= len(data) and data[place] == _MARKER:
        marker = data[place + 1]
        if marker in _ALONE or marker == _MARKER:  # two in a row are a fill byte
            place += 1 if marker == _MARKER else 2
            continue
        length = int.from_bytes(data[place + 2 : place + 4])
        yield _Part(f"segment {marker:02X}", data[place + 4 : place + 2 + length])
        place += 2 + length
        if marker == _START_OF_SCAN:
            place = _after_scan(data, place)
    yield _Part("after the picture", data[place:])


def _after_scan(data: bytes, place: int) -> int:
    """The index of the next marker that is neither a restart nor an escaped byte."""
    while (place := data.find(b"\xff", place)) >= 0 and place + 1 < len(data):
        if data[place + 1] not in _ALONE and data[place + 1] != 0:
            return place + 2 if data[place + 1] == _END else place
        place += 2
    return len(data)


def _pdf(data: bytes) -> Iterator[_Part]:
    """Each page's text, then the strings of all objects."""
    pages, strings = contents(data)
    yield from (_Part(f"page {number}", text) for number, text in pages)
    yield from (_Part("inside", string) for string in strings)


_FORMATS: dict[bytes, Callable[[bytes], Iterator[_Part]]] = {PNG: _png, JPEG: _jpeg, PDF: _pdf}


class _JsonStrings(NamedTuple):
    """Every key and value of a JSON file that is text, one per line, and the pointer of each."""

    text: str
    pointers: tuple[str, ...]


class _Pairs(list[tuple[str, Any]]):
    """An object as a list of pairs, as a dict would drop duplicate keys."""


def _json_strings(text: str) -> _JsonStrings | None:
    """The strings of a JSON text, also those of duplicate keys; None if it is not JSON.

    They are found without recursion, as nesting may be deep.
    """
    try:
        root = json.loads(text.removeprefix("\ufeff"), object_pairs_hook=_Pairs)
    except (ValueError, RecursionError):
        return None
    lines: list[str] = []
    pointers: list[str] = []
    left: list[tuple[Any, tuple[str | int, ...]]] = [(root, ())]
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
    return _JsonStrings("\n".join(lines), tuple(pointers))
