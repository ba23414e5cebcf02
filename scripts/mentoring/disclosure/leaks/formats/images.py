"""Extracts metadata from PNG and JPEG: texts, EXIF, XMP, profiles, and trailing data."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from mentoring.disclosure.leaks.formats import Part
from mentoring.files.decodings import plain
from mentoring.files.embedded import inflated

PNG, JPEG = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"
_PICTURE = frozenset({"IDAT", "fdAT"})
_LAST = "IEND"
_START_OF_SCAN, _END = 0xDA, 0xD9
_ALONE = frozenset({0x01, *range(0xD0, 0xD9)})  # markers without a length


def of_png(data: bytes) -> Iterator[Part]:
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
            yield from (Part(name, text) for text in _unpacked(body))
    yield Part("after the picture", data[place:])


def _unpacked(body: bytes) -> Iterator[bytes]:
    """The content of a zlib stream in a chunk; it follows a keyword and up to four more nulls."""
    for start in (at for at, byte in enumerate(body[:512]) if byte == 0x78):  # noqa: PLR2004 (zlib)
        text = inflated(body[start:])
        if text:
            yield text
            return


def of_jpeg(data: bytes) -> Iterator[Part]:
    """The segments except the picture, and trailing data (ITU-T T.81, annex B)."""
    place = 2
    while place + 4 <= len(data) and data[place] == 0xFF:  # noqa: PLR2004 (every marker's first byte)
        marker = data[place + 1]
        if marker in _ALONE or marker == 0xFF:  # noqa: PLR2004 (fill bytes)
            place += 1 if marker == 0xFF else 2  # noqa: PLR2004
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
