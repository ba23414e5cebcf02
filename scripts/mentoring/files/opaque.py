"""Recognises files that no program here can read, such as pictures, fonts and films."""

from __future__ import annotations

import re

# Pictures, fonts, sound and film, by how they begin.
_SEEN_OR_HEARD = re.compile(
    rb"\x89PNG|\xff\xd8\xff|GIF8|RIFF....(?:WEBP|WAVE|AVI )|....ftyp|II\*\0|MM\0\*|\0\0\x01\0"
    rb"|\xff\x0a|\0\0\0\x0cJXL |wOF[F2]|OTTO|\0\x01\0\0\0|OggS|ID3|fLaC|\x1aE\xdf\xa3",
    re.DOTALL,
)
# A stream's dictionary is never packed (ISO 32000-2, 7.5.7), so this is visible in any document.
_PICTURE_IN_PDF = re.compile(rb"/Subtype\s*/Image\b")
_READ = (b"\x1f\x8b", b"PK", b"\xff\xfe", b"\xfe\xff")  # archives, UTF-16


def is_opaque(data: bytes, *, whole: bool) -> bool:
    """Whether a person has to inspect the bytes; `whole` says whether they are a whole file.

    A piece may look packed by chance, so it counts only if it begins like a picture. A file counts
    unless it is text or in a format that is read; a document counts only if it has pictures.
    """
    if _SEEN_OR_HEARD.match(data):
        return True
    if data.startswith(b"%PDF"):
        return _PICTURE_IN_PDF.search(data) is not None
    return whole and not data.startswith(_READ) and not is_text(data)


def is_text(data: bytes) -> bool:
    """Whether the bytes are UTF-8 without a null."""
    try:
        return "\0" not in data.decode("utf-8")
    except UnicodeDecodeError:
        return False
