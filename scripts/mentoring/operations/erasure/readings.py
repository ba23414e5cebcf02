"""The ways in which bytes can be read as text: what is hidden by an encoding is found in one."""

from __future__ import annotations

import base64
import binascii
import gzip
import html
import io
import quopri
import re
import zipfile
import zlib
from typing import TYPE_CHECKING
from urllib.parse import unquote

if TYPE_CHECKING:
    from collections.abc import Iterator

_BASE64 = re.compile(rb"(?:[A-Za-z0-9+/]{4}[\r\n]*){4,}[A-Za-z0-9+/]{0,4}={0,2}")
_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|x([0-9a-fA-F]{2}))")
_TAG = re.compile(r"<[^<>]*>")
_DEEPEST = 3
_LARGEST = 64 * 1024 * 1024


def plain(data: bytes) -> str:
    """The bytes as they look in an editor; what is not UTF-8 is kept byte by byte."""
    return data.decode("utf-8", "surrogateescape")


def readings(data: bytes, depth: int = 0) -> Iterator[str]:
    """Every text that the bytes may stand for, the plain one first."""
    text = plain(data)
    yield text
    if not text.isascii() and any("\udc80" <= sign <= "\udcff" for sign in text):
        yield data.decode("latin-1")
    if b"\0" in data:
        yield from (data.decode(form, "ignore") for form in ("utf-16-le", "utf-16-be"))
    yield from _unescaped(data, text)
    if depth < _DEEPEST:
        for inner in _inner(data):
            yield from readings(inner, depth + 1)


def _unescaped(data: bytes, text: str) -> Iterator[str]:
    if "%" in text:
        yield unquote(text)
    if "&" in text:
        yield html.unescape(text)
    if "<" in text:
        yield _TAG.sub("", text)
    if "\\" in text:
        yield _ESCAPE.sub(_character, text)
    if b"=" in data:
        yield plain(quopri.decodestring(data))


def _character(escape: re.Match[str]) -> str:
    number = int(escape[1] or escape[2] or escape[3], 16)
    return chr(number) if number <= 0x10FFFF else "\ufffd"  # noqa: PLR2004 (the last character)


def _inner(data: bytes) -> Iterator[bytes]:
    """What is packed inside: archives and workbooks, compressed files and streams, mail bodies."""
    for found in _BASE64.finditer(data):
        yield from _base64(found[0])
    if data.startswith(b"PK"):
        yield from _members(data)
    if data.startswith(b"\x1f\x8b"):
        yield from _gzip(data)
    if data.startswith(b"%PDF"):
        yield from (_inflated(found[1]) for found in _STREAM.finditer(data))


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
                if member.file_size <= _LARGEST:
                    yield archive.read(member)
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, zlib.error, EOFError):
        return


def _gzip(data: bytes) -> Iterator[bytes]:
    try:
        with gzip.open(io.BytesIO(data)) as file:
            yield file.read(_LARGEST)
    except (OSError, EOFError, zlib.error):
        return


def _inflated(stream: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(stream, _LARGEST)
    except zlib.error:
        return b""
