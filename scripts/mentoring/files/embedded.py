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
_READ = (b"\x1f\x8b", b"PK", b"\xff\xfe", b"\xfe\xff")  # archives, UTF-16
LARGEST = 64 * 1024 * 1024


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
    if data.startswith(b"PK"):
        yield from _members(data, most)
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


def _unpacked(data: bytes, most: int) -> bytes:
    """The bytes of a gzip, bzip2, xz or zlib stream, as far as it can be read."""
    try:
        if data.startswith(b"\x1f\x8b"):
            with gzip.open(io.BytesIO(data)) as file:
                return file.read(most)
        if data.startswith(b"BZh"):
            return bz2.BZ2Decompressor().decompress(data, most)
        if data.startswith(b"\xfd7zXZ"):
            return lzma.LZMADecompressor().decompress(data, most)
    except (OSError, EOFError, zlib.error, lzma.LZMAError):
        return b""
    return inflated(data, most) if data.startswith(b"\x78") else b""


def _members(data: bytes, most: int) -> Iterator[bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for member in archive.infolist():
                yield member.filename.encode("utf-8", "surrogateescape")
                with archive.open(member) as file:
                    yield file.read(most)
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, zlib.error, EOFError):
        return


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
