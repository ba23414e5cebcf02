"""PDF documents: the text of their pages, and every string and stream beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mentoring.disclosure.leaks.formats.part import Part
from mentoring.files.pdf import opened, pages

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pypdf import PdfReader
    from pypdf.generic import StreamObject


def of_pdf(data: bytes) -> Iterator[Part]:
    """Each page's text, then what every object holds.

    Metadata, annotations, outlines, forms and attachments are objects as well. Raises
    UnreadablePdfError.
    """
    with opened(data) as document:
        for number, text in pages(document):
            yield Part(f"page {number}", text.encode("utf-8", "replace"))
        yield from (Part("inside", one) for one in _strings(document))


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
