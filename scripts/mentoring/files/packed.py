"""What is packed inside of bytes: archives and workbooks, compressed data, mail bodies."""

from __future__ import annotations

import base64
import binascii
import gzip
import io
import re
import zipfile
import zlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_BASE64 = re.compile(rb"(?:[A-Za-z0-9+/]{4}[\r\n]*){4,}[A-Za-z0-9+/]{0,4}={0,2}")
_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
LARGEST = 64 * 1024 * 1024
"""No more bytes than these are unpacked from one place."""


def inner(data: bytes) -> Iterator[bytes]:
    """What is packed inside, one layer of it."""
    for found in _BASE64.finditer(data):
        yield from _base64(found[0])
    if data.startswith(b"PK"):
        yield from _members(data)
    if data.startswith(b"\x1f\x8b"):
        yield from _gzip(data)
    if data.startswith(b"%PDF"):
        yield from (inflated(found[1]) for found in _STREAM.finditer(data))


def inflated(stream: bytes) -> bytes:
    """The bytes of a zlib stream, as far as it can be read."""
    try:
        return zlib.decompressobj().decompress(stream, LARGEST)
    except zlib.error:
        return b""


def _base64(run: bytes) -> Iterator[bytes]:
    try:
        yield base64.b64decode(run.translate(None, b"\r\n") + b"==")
    except binascii.Error:
        return


def _members(data: bytes) -> Iterator[bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for member in archive.infolist():
                yield member.filename.encode("utf-8", "surrogateescape")
                if member.file_size <= LARGEST:
                    yield archive.read(member)
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, zlib.error, EOFError):
        return


def _gzip(data: bytes) -> Iterator[bytes]:
    try:
        with gzip.open(io.BytesIO(data)) as file:
            yield file.read(LARGEST)
    except (OSError, EOFError, zlib.error):
        return
