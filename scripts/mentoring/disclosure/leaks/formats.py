"""File formats in which text is not directly visible: pictures' metadata, documents, JSON."""

from __future__ import annotations

import json
import struct
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from mentoring.files.decodings import plain
from mentoring.files.embedded import inflated
from mentoring.files.pdf import PDF, contents
from mentoring.problems import pointer

PNG, JPEG = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"
_PICTURE = frozenset({"IDAT", "fdAT"})
_LAST = "IEND"
_ZLIB, _MARKER = 0x78, 0xFF
_START_OF_SCAN, _END = 0xDA, 0xD9
_ALONE = frozenset({0x01, *range(0xD0, 0xD9)})  # markers without a length


class Part(NamedTuple):
    """A separately read part of a file: its bytes, and its name in the format."""

    name: str
    data: bytes


def parts_of(data: bytes) -> Iterator[Part] | None:
    """The parts of a picture or document; None for any other file.

    Raises UnreadablePdfError, when the first part is read.
    """
    return next((read(data) for magic, read in _FORMATS.items() if data.startswith(magic)), None)


def _png(data: bytes) -> Iterator[Part]:
    """The chunks except the picture, also unpacked if compressed (PNG, W3C, chapter 11)."""
    place = len(PNG)
    name = ""
    while place + 8 <= len(data) and name != _LAST:
        length, kind = struct.unpack_from(">I4s", data, place)
        name = plain(kind, "latin-1")
        body = data[place + 8 : place + 8 + length]
        place += 12 + length
        if name not in _PICTURE:
            yield Part(name, body)
            # A zlib stream follows a keyword and up to four more nulls.
            starts = (at for at, byte in enumerate(body[:512]) if byte == _ZLIB)
            if text := next(filter(None, (inflated(body[start:]) for start in starts)), b""):
                yield Part(name, text)
    yield Part("after the picture", data[place:])


def _jpeg(data: bytes) -> Iterator[Part]:
    """The segments except the picture, and trailing data (ITU-T T.81, annex B)."""
    place = 2
    while place + 4 <= len(data) and data[place] == _MARKER:
        marker = data[place + 1]
        if marker in _ALONE or marker == _MARKER:  # two in a row are a fill byte
            place += 1 if marker == _MARKER else 2
            continue
        length = int.from_bytes(data[place + 2 : place + 4])
        yield Part(f"segment {marker:02X}", data[place + 4 : place + 2 + length])
        place += 2 + length
        if marker == _START_OF_SCAN:
            place = _after_scan(data, place)
    yield Part("after the picture", data[place:])


def _after_scan(data: bytes, place: int) -> int:
    """The index of the next marker that is neither a restart nor an escaped byte."""
    while (place := data.find(b"\xff", place)) >= 0 and place + 1 < len(data):
        if data[place + 1] not in _ALONE and data[place + 1] != 0:
            return place + 2 if data[place + 1] == _END else place
        place += 2
    return len(data)


def _pdf(data: bytes) -> Iterator[Part]:
    """Each page's text, then the strings of all objects."""
    pages, strings = contents(data)
    yield from (Part(f"page {number}", text) for number, text in pages)
    yield from (Part("inside", string) for string in strings)


_FORMATS: dict[bytes, Callable[[bytes], Iterator[Part]]] = {PNG: _png, JPEG: _jpeg, PDF: _pdf}


class JsonStrings(NamedTuple):
    """Every key and value of a JSON file that is text, one per line, and the pointer of each."""

    text: str
    pointers: tuple[str, ...]


class _Pairs(list[tuple[str, Any]]):
    """An object as a list of pairs, as a dict would drop duplicate keys."""


def json_strings(text: str) -> JsonStrings | None:
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
    return JsonStrings("\n".join(lines), tuple(pointers))
