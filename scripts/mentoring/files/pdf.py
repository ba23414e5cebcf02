"""Extracts the text of a PDF in a child process, as a malicious one may take forever to read."""

from __future__ import annotations

import io
import logging
import re
import zlib
from typing import TYPE_CHECKING, NamedTuple

from mentoring.files.cage import CagedError, run_caged

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pypdf import PdfReader

PDF = b"%PDF"
_SECONDS = 30  # of CPU time, for long documents
_HYPHEN = re.compile("[-\u2010\u00ad]\n")  # at the end of a line
_BEGIN, _END = re.compile(rb"stream\r?\n"), b"endstream"
# How OpenType, TrueType and CFF font programs begin.
_FONTS = (b"OTTO\0", b"\0\1\0\0", b"true\0", b"ttcf\0", b"\1\0\4")


class Contents(NamedTuple):
    """Each page's number and text, and the strings of all objects; not `whole` if it is broken."""

    pages: list[tuple[int, bytes]]
    strings: list[bytes]
    whole: bool


def contents(data: bytes) -> Contents:
    """What a document says."""
    try:
        return Contents(*run_caged(_read, data, seconds=_SECONDS))
    except CagedError:
        return Contents([], [], whole=False)


def _read(data: bytes) -> Contents:
    """In the child: a page's text is there a second time with hyphenated words joined, if any."""
    from pypdf import PdfReader

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    found = Contents([], [], whole=False)
    try:
        document = PdfReader(io.BytesIO(data))
        for number, page in enumerate(document.pages, 1):
            text = page.extract_text()
            readings = dict.fromkeys((text, _HYPHEN.sub("", text)))
            found.pages.extend((number, reading.encode("utf-8", "replace")) for reading in readings)
        found.strings.extend(_strings(document))
    except Exception:  # noqa: BLE001 (a broken document can raise anything in pypdf)
        return found
    return found._replace(whole=True)


def _strings(document: PdfReader) -> Iterator[bytes]:
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
    *parts, rest = data.split(_END)
    both = zip(parts, streams(data), strict=True)
    kept = [part.removesuffix(stream) if inflated(stream, 1) else part for part, stream in both]
    return _END.join([*kept, rest])


def streams(data: bytes) -> Iterator[bytes]:
    """What is between each `stream` and `endstream` of a PDF."""
    for part in data.split(_END)[:-1]:
        begin = _BEGIN.search(part)
        yield part[begin.end() :] if begin else b""


def inflated(stream: bytes, most: int) -> bytes:
    """At most `most` bytes of a zlib stream, as far as it can be read."""
    try:
        return zlib.decompressobj().decompress(stream, most)
    except zlib.error:
        return b""


def is_font(data: bytes) -> bool:
    """Whether the bytes are a font program, which holds shapes and no text."""
    return data.startswith(_FONTS)
