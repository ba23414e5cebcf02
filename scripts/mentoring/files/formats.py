"""The parts of pictures and documents that can hold text: metadata, pages, and strings.

A PDF, whose bytes are glyph numbers, is read in a child process: it may be made to take forever.
"""

import io
import logging
import re
import struct
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import TYPE_CHECKING

from mentoring.files.cage import CagedError, run_caged
from mentoring.files.tree import LARGEST

if TYPE_CHECKING:
    from pypdf import PdfReader

PNG, JPEG, PDF = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"%PDF"
_PICTURE, _LAST, _ZLIB = frozenset({"IDAT", "fdAT"}), "IEND", 0x78
_MARKER, _START_OF_SCAN, _END_OF_IMAGE = 0xFF, 0xDA, b"\xd9"
_ALONE = frozenset({0x01, *range(0xD0, 0xD9)})  # markers without a length
_NEXT_MARKER = re.compile(rb"\xff([^\x00\x01\xd0-\xd8])", re.DOTALL)
_SECONDS = 30  # of CPU time, for long documents
_HYPHEN = re.compile("[-\u2010\u00ad]\n")  # at the end of a line
_BEGIN, _END = re.compile(rb"stream\r?\n"), b"endstream"
# How OpenType, TrueType and CFF font programs begin.
_FONTS = (b"OTTO\0", b"\0\1\0\0", b"true\0", b"ttcf\0", b"\1\0\4")

Part = tuple[str, bytes]
"""A part's name in the format, and its bytes."""


class UnreadableError(Exception):
    """The rest of a file is unknown: it is "broken", or "packed", with more than can be read."""


def parts(data: bytes) -> Iterator[Part] | None:
    """The parts of a PNG, JPEG or PDF; None for other bytes.

    Raises UnreadableError after the last part of a broken document.
    """
    return next((read(data) for magic, read in _FORMATS.items() if data.startswith(magic)), None)


def _png(data: bytes) -> Iterator[Part]:
    """The chunks except the picture, also unpacked if compressed (PNG, W3C, chapter 11)."""
    place, name = len(PNG), ""
    while place + 8 <= len(data) and name != _LAST:
        length, kind = struct.unpack_from(">I4s", data, place)
        name = kind.decode("latin-1")
        body = data[place + 8 : place + 8 + length]
        place += 12 + length
        if name not in _PICTURE:
            yield name, body
            # A zlib stream follows a keyword and up to four more nulls.
            starts = (at for at, byte in enumerate(body[:512]) if byte == _ZLIB)
            texts = (_inflated(body[start:]) for start in starts)
            yield name, next(filter(None, texts), b"")
    yield "after the picture", data[place:]


def _jpeg(data: bytes) -> Iterator[Part]:
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
            place = marked.start() + 2 * (marked[1] == _END_OF_IMAGE) if marked else len(data)
    yield "after the picture", data[place:]


def _pdf(data: bytes) -> Iterator[Part]:
    found, whole = list[Part](), False
    with suppress(CagedError):
        found, whole = run_caged(_read, data, seconds=_SECONDS)
    yield from found
    if not whole:
        raise UnreadableError("broken")


_FORMATS: dict[bytes, Callable[[bytes], Iterator[Part]]] = {PNG: _png, JPEG: _jpeg, PDF: _pdf}


def _read(data: bytes) -> tuple[list[Part], bool]:
    """In the child: each page's text, also without hyphens, and all strings; and if that is all."""
    from pypdf import PdfReader

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    found: list[Part] = []
    try:
        document = PdfReader(io.BytesIO(data))
        for number, page in enumerate(document.pages, 1):
            text = page.extract_text()
            texts = dict.fromkeys((text, _HYPHEN.sub("", text)))
            found += [(f"page {number}", each.encode("utf-8", "replace")) for each in texts]
        found.extend(("inside", string) for string in _strings(document))
    except Exception:  # noqa: BLE001 (a broken document can raise anything in pypdf)
        return found, False
    return found, True


def _strings(document: "PdfReader") -> Iterator[bytes]:
    """Every string in every object (metadata, annotations, forms, attachments), and in streams."""
    from pypdf import generic

    numbers = {number for section in document.xref.values() for number in section}
    numbers |= set(document.xref_objStm)
    left: list[object] = [document.get_object(number) for number in sorted(numbers)]
    left.append(document.trailer)
    while left:
        match left.pop():
            case generic.TextStringObject() as text:
                yield text.encode("utf-8", "replace")
            case generic.ByteStringObject() as text:
                yield bytes(text)
            case generic.ArrayObject() as array:
                left += array
            case generic.DictionaryObject() as mapping:
                left += mapping.values()
                try:
                    yield mapping.get_data() if isinstance(mapping, generic.StreamObject) else b""
                except Exception:
                    if mapping.get("/Subtype") != "/Image":
                        raise


def outside(data: bytes) -> bytes:
    """The bytes; for a PDF without its compressed streams, where words occur only by chance."""
    if not data.startswith(PDF):
        return data
    pieces = _pieces(data)
    kept = [old.removesuffix(stream) if _inflated(stream, 1) else old for old, stream in pieces]
    return _END.join([*kept, data.rpartition(_END)[2]])


def streams(data: bytes, most: int) -> Iterator[bytes]:
    """At most `most` bytes of each compressed stream of a PDF."""
    return (_inflated(stream, most) for _, stream in _pieces(data))


def _pieces(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The bytes up to each `endstream`, and those of them after `stream`."""
    for piece in data.split(_END)[:-1]:
        begin = _BEGIN.search(piece)
        yield piece, piece[begin.end() :] if begin else b""


def _inflated(stream: bytes, most: int = LARGEST) -> bytes:
    try:
        return zlib.decompressobj().decompress(stream, most)
    except zlib.error:
        return b""


def is_font(data: bytes) -> bool:
    """Whether the bytes are a font program, which holds shapes and no text."""
    return data.startswith(_FONTS)
