"""Unpacks data embedded in bytes, and recognises bytes that no program here can read."""

import base64
import binascii
import bz2
import gzip
import io
import lzma
import re
import zipfile
import zlib
from collections.abc import Iterator

from mentoring.files.text import decoded_strictly

# A blank line ends a run: what precedes it is the last word of a mail's headers.
_BASE64 = re.compile(rb"(?:[A-Za-z0-9+/]{4}(?:\r?\n)?){4,}[A-Za-z0-9+/]{0,4}={0,2}")
_HEX = re.compile(rb"(?<![0-9A-Fa-f])(?:[0-9A-Fa-f]{2}[ :]?){5,}[0-9A-Fa-f]{2}(?![0-9A-Fa-f])")
_BEGIN, _END = re.compile(rb"stream\r?\n"), b"endstream"
# Pictures, fonts, sound and film, by how they begin.
_SEEN_OR_HEARD = re.compile(
    rb"\x89PNG|\xff\xd8\xff|GIF8|RIFF....(?:WEBP|WAVE|AVI )|....ftyp|II\*\0|MM\0\*|\0\0\x01\0"
    rb"|\xff\x0a|\0\0\0\x0cJXL |wOF[F2]|OTTO|\0\x01\0\0\0|OggS|ID3|fLaC|\x1aE\xdf\xa3",
    re.DOTALL,
)
# A stream's dictionary is never packed (ISO 32000-2, 7.5.7), so this is visible in any document.
_PICTURE_IN_PDF = re.compile(rb"/Subtype\s*/Image\b")
_GZIP, _ZIP, _UTF_16 = b"\x1f\x8b", b"PK", (b"\xff\xfe", b"\xfe\xff")
LARGEST = 64 * 1024 * 1024

DAMAGED = (
    zipfile.BadZipFile,
    RuntimeError,
    ValueError,
    EOFError,
    OSError,
    zlib.error,
    lzma.LZMAError,
)
"""What Python raises for an archive that is damaged, locked, or packed in an unknown way."""


def inner(data: bytes, most: int = LARGEST) -> Iterator[bytes]:
    """The data packed inside, one layer deep; at most `most` bytes of each piece."""
    open_data = outside(data)
    for found in _BASE64.finditer(open_data):
        try:
            yield base64.b64decode(found[0].translate(None, b"\r\n") + b"==")
        except binascii.Error:
            continue
    for found in _HEX.finditer(open_data):
        decoded = bytes.fromhex(re.sub(rb"[ :]", b"", found[0]).decode())
        if is_text(decoded) and decoded.decode().isprintable():  # a digest is not
            yield decoded
    if data.startswith(_ZIP):
        yield from (member for member in _members(data, most) if member is not None)
    elif data.startswith(b"%PDF"):
        yield from (inflated(data[start:end], most) for start, end in _streams(data))
    elif unpacked := _unpacked(data, most):
        yield unpacked


def outside(data: bytes) -> bytes:
    """The bytes; for a PDF without its compressed streams, where words occur only by chance."""
    if not data.startswith(b"%PDF"):
        return data
    kept, place = [], 0
    for start, end in _streams(data):
        if inflated(data[start:end], 1):
            kept.append(data[place:start])
            place = end
    return b"".join([*kept, data[place:]])


def inflated(stream: bytes, most: int = LARGEST) -> bytes:
    """The bytes of a zlib stream, as far as it can be read."""
    try:
        return zlib.decompressobj().decompress(stream, most)
    except zlib.error:
        return b""


def _streams(data: bytes) -> Iterator[tuple[int, int]]:
    """The start and end of each PDF stream, between `stream` and `endstream`."""
    place = 0
    while begin := _BEGIN.search(data, place):
        place = data.find(_END, begin.end())
        if place < 0:
            return
        yield begin.end(), place
        place += len(_END)


def _unpacked(data: bytes, most: int) -> bytes | None:
    """The bytes of a gzip, bzip2, xz or zlib stream; None if it is damaged."""
    try:
        if data.startswith(_GZIP):
            with gzip.open(io.BytesIO(data)) as file:
                return file.read(most)
        if data.startswith(b"BZh"):
            return bz2.BZ2Decompressor().decompress(data, most)
        if data.startswith(b"\xfd7zXZ"):
            return lzma.LZMADecompressor().decompress(data, most)
    except DAMAGED:
        return None
    return inflated(data, most) if data.startswith(b"\x78") else b""


def _members(data: bytes, most: int) -> Iterator[bytes | None]:
    """The name and the content of each file in a ZIP; None for what cannot be read."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for member in archive.infolist():
                yield member.filename.encode("utf-8", "surrogateescape")
                try:
                    with archive.open(member) as file:
                        content = file.read(most)
                except DAMAGED:
                    yield None
                else:
                    yield content
    except DAMAGED:
        yield None


def _is_unpacked(data: bytes) -> bool:
    """Whether the bytes are a ZIP or gzip archive of which every part can be read.

    Further parts are not tried once `LARGEST` bytes are unpacked.
    """
    if not data.startswith(_ZIP):
        return data.startswith(_GZIP) and _unpacked(data, LARGEST) is not None
    left = LARGEST
    for member in _members(data, LARGEST):
        if member is None:
            return False
        left -= len(member)
        if left < 0:
            break
    return True


def is_opaque(data: bytes, *, whole: bool) -> bool:
    """Whether a person has to inspect the bytes; `whole` says whether they are a whole file.

    A piece may look packed by chance, so it counts only if it begins like a picture. A file counts
    unless it is text, or an archive that can be read; a document counts only if it has pictures.
    """
    if _SEEN_OR_HEARD.match(data):
        return True
    if data.startswith(b"%PDF"):
        return _PICTURE_IN_PDF.search(data) is not None
    return whole and not (is_text(data) or data.startswith(_UTF_16) or _is_unpacked(data))


def is_text(data: bytes) -> bool:
    """Whether the bytes are UTF-8 without a null."""
    text = decoded_strictly(data, "utf-8")
    return text is not None and "\0" not in text
