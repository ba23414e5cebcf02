"""PDF documents: the text of their pages, and every string and stream beside it."""

from __future__ import annotations

from collections.abc import Iterator

from mentoring.disclosure.leaks.formats import Part
from mentoring.files.pdf import contents


def of_pdf(data: bytes) -> Iterator[Part]:
    """Each page's text, then what every object holds; raises UnreadablePdfError."""
    pages, strings = contents(data)
    yield from (Part(f"page {number}", text) for number, text in pages)
    yield from (Part("inside", string) for string in strings)
