"""PDF documents: the text of their pages, and every string and stream beside it."""

from __future__ import annotations

import io
import logging
import re
from typing import TYPE_CHECKING

from mentoring.disclosure.leaks.formats.part import Part

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pypdf import PdfReader
    from pypdf.generic import StreamObject

PDF = b"%PDF"
_HYPHEN = re.compile("[-\u2010\u00ad]\n")  # at the end of a line


class UnreadablePdfError(Exception):
    """The document is broken or encrypted, so that nobody knows what it says."""


def of_pdf(data: bytes) -> Iterator[Part]:
    """Each page's text, then what every object holds.

    Metadata, annotations, outlines, forms and attachments are objects as well. Raises
    UnreadablePdfError.
    """
    from pypdf import PdfReader

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = PdfReader(io.BytesIO(data))
        for number, page in enumerate(reader.pages, 1):
            text = page.extract_text()
            for one in {text: None, _HYPHEN.sub("", text): None}:
                yield Part(f"page {number}", one.encode("utf-8", "replace"))
        yield from (Part("inside", one) for one in _strings(reader))
    except Exception:  # noqa: BLE001 (a broken document can raise anything in pypdf)
        raise UnreadablePdfError from None


def _strings(reader: PdfReader) -> Iterator[bytes]:
    """Every string in every object, and what streams hold."""
    from pypdf.generic import ArrayObject, ByteStringObject, DictionaryObject, TextStringObject

    numbers = {number for section in reader.xref.values() for number in section}
    numbers |= set(reader.xref_objStm)
    left: list[object] = [reader.get_object(number) for number in sorted(numbers)]
    left.append(reader.trailer)
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
                yield from _stream(mapping)


def _stream(mapping: StreamObject | object) -> Iterator[bytes]:
    """What a stream holds; of pictures whose encoding is not known, nothing."""
    from pypdf.generic import StreamObject

    if isinstance(mapping, StreamObject):
        try:
            yield mapping.get_data()
        except Exception:
            if mapping.get("/Subtype") != "/Image":
                raise
