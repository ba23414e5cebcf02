"""The words on the pages of a PDF: its bytes hold the numbers of shapes, not letters."""

from __future__ import annotations

import io
import logging
import re
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pypdf import PdfReader

PDF = b"%PDF"
_HYPHEN = re.compile("[-\u2010\u00ad]\n")  # at the end of a line
_FONTS = (b"OTTO\0", b"\0\1\0\0", b"true\0", b"ttcf\0", b"\1\0\4")
"""How OpenType, TrueType and CFF font programs begin."""


class UnreadablePdfError(Exception):
    """The document is broken or encrypted, so that nobody knows what it says."""


@contextmanager
def opened(data: bytes) -> Iterator[PdfReader]:
    """The document, while it is read; raises UnreadablePdfError whenever that fails."""
    from pypdf import PdfReader

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        yield PdfReader(io.BytesIO(data))
    except Exception:  # noqa: BLE001 (a broken document can raise anything in pypdf)
        raise UnreadablePdfError from None


def pages(document: PdfReader) -> Iterator[tuple[int, str]]:
    """Each page's number and text, and that once more with its hyphenated words joined."""
    for number, page in enumerate(document.pages, 1):
        text = page.extract_text()
        for one in {text: None, _HYPHEN.sub("", text): None}:
            yield number, one


def is_font(data: bytes) -> bool:
    """Whether the bytes are the program of a font: shapes, in which nothing is written."""
    return data.startswith(_FONTS)
