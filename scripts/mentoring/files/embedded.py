"""Unpacks data embedded in bytes: archives and workbooks, compressed data, mail bodies."""

from __future__ import annotations

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
LARGEST = 64 * 1024 * 1024


def inner(data: bytes, most: int = LARGEST) -> Iterator[bytes]:
    """The data packed inside, one layer deep; at most `most` bytes of each piece."""
    open_data = outside(data)
    for found in _BASE64.finditer(open_data):
        yield from _base64(found[0])
    for found in _HEX.finditer(open_data):
        yield from _hexadecimal(found[0])
    if data.startswith(b"PK"):
        yield from _members(data, most)
    if data.startswith(b"\x1f\x8b"):
        yield from _gzip(data, most)
    if data.startswith((b"BZh", b"\xfd7zXZ", b"\x78")):
        yield from filter(None, (_unpacked(data, most),))
    if data.startswith(b"%PDF"):
        yield from (inflated(data[start:end], most) for start, end in _streams(data))


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


def _base64(run: bytes) -> Iterator[bytes]:
    try:
        yield base64.b64decode(run.translate(None, b"\r\n") + b"==")
    except binascii.Error:
        return


def _hexadecimal(run: bytes) -> Iterator[bytes]:
    """The text that hexadecimal digits encode, if it is text; a digest is not."""
    data = bytes.fromhex(re.sub(rb"[ :]", b"", run).decode())
    try:
        is_text = data.decode("utf-8").isprintable()
    except UnicodeDecodeError:
        return
    if is_text:
        yield data


def _unpacked(data: bytes, most: int) -> bytes:
    """The bytes of a bzip2, xz or zlib stream, as far as it can be read."""
    if data.startswith(b"\x78"):
        return inflated(data, most)
    try:
        opener = bz2.BZ2Decompressor() if data.startswith(b"BZh") else lzma.LZMADecompressor()
        return opener.decompress(data, most)
    except (OSError, EOFError, lzma.LZMAError):
        return b""


def _members(data: bytes, most: int) -> Iterator[bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for member in archive.infolist():
                yield member.filename.encode("utf-8", "surrogateescape")
                with archive.open(member) as file:
                    yield file.read(most)
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, zlib.error, EOFError):
        return


def _gzip(data: bytes, most: int) -> Iterator[bytes]:
    try:
        with gzip.open(io.BytesIO(data)) as file:
            yield file.read(most)
    except (OSError, EOFError, zlib.error):
        return
