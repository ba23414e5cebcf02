"""Extracts the text of a PDF, whose bytes hold glyph numbers rather than letters.

It is read in a child process, as a malicious document may take forever to read.
"""

from __future__ import annotations

import io
import logging
import re
from typing import TYPE_CHECKING, NamedTuple

from mentoring.files.cage import CagedError, run_caged

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pypdf import PdfReader

PDF = b"%PDF"
_SECONDS = 30  # of CPU time, for long documents
_HYPHEN = re.compile("[-\u2010\u00ad]\n")  # at the end of a line
_FONTS = (b"OTTO\0", b"\0\1\0\0", b"true\0", b"ttcf\0", b"\1\0\4")
"""How OpenType, TrueType and CFF font programs begin."""


class UnreadablePdfError(Exception):
    """The document is broken, encrypted or endless, so its content is unknown."""


class Contents(NamedTuple):
    """Each page's number and text, and the strings in all objects, in UTF-8.

    Of a broken document, they are those before the break; it is not `whole`.
    """

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
    """Every string in every object, and what streams hold.

    Metadata, annotations, outlines, forms and attachments are objects as well. Pictures in an
    unknown encoding hold nothing.
    """
    from pypdf.generic import (
        ArrayObject,
        ByteStringObject,
        DictionaryObject,
        StreamObject,
        TextStringObject,
    )

    numbers = {number for section in document.xref.values() for number in section}
    numbers |= set(document.xref_objStm)
    left: list[object] = [document.get_object(number) for number in sorted(numbers)]
    left.append(document.trailer)
    while left:
        match left.pop():
            case TextStringObject() as text:
                yield text.encode("utf-8", "replace")
            case ByteStringObject() as text:
                yield bytes(text)
            case ArrayObject() as array:
                left += array
            case DictionaryObject() as mapping:
                left += mapping.values()
                try:
                    data = mapping.get_data() if isinstance(mapping, StreamObject) else b""
                except Exception:
                    if mapping.get("/Subtype") != "/Image":
                        raise
                else:
                    yield data


def is_font(data: bytes) -> bool:
    """Whether the bytes are a font program, which holds shapes and no text."""
    return data.startswith(_FONTS)
