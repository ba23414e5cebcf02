"""Reads bytes as text in every likely way; escapes are removed so that line numbers stay."""

import base64
import binascii
import bz2
import gzip
import html
import io
import lzma
import quopri
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any
from urllib.parse import unquote

from mentoring.files.formats import PDF, UnreadableError, is_font, outside, parts, streams
from mentoring.files.text import decoded_strictly
from mentoring.files.tree import LARGEST
from mentoring.people.normalized_words import in_latin

_NOT_UTF_8 = re.compile("[\udc80-\udcff]")
_QUOTED = re.compile(r"=(?:[0-9A-F]{2}|\r?\n)")
_APART = re.compile(r"(?<!\w)(?:[^\W\d_][ ._-]){5,}[^\W\d_](?!\w)")
_NUMBERS = re.compile(r"(?<!\d)(?:\d{2,4}, ?){5,}\d{2,4}(?!\d)")
_BREAK = re.compile(r"%0[ADad]|&#(?:10|13|[xX]0*[AaDd]);|&NewLine;|\\u000[aAdD]|\\[nr]")
_ESCAPE = re.compile(
    r"\\(?:u([0-9a-fA-F]{4})|u\{([0-9a-fA-F]{1,8})\}|U([0-9a-fA-F]{8})|x([0-9a-fA-F]{2})|[tbf])"
)
_OCTAL = re.compile(r"(?:\\[0-3][0-7]{2})+")
_CSS = re.compile(r"\\([0-9a-fA-F]{1,6})[ \t]?")
_TAG = re.compile(r"<[^<>]*>")
_FOLD = re.compile(r"\r?\n[ \t]")
# A blank line ends a run: what precedes it is the last word of a mail's headers.
_BASE64 = re.compile(rb"(?:[A-Za-z0-9+/]{4}(?:\r?\n)?){4,}[A-Za-z0-9+/]{0,4}={0,2}")
_HEX = re.compile(rb"(?<![0-9A-Fa-f])(?:[0-9A-Fa-f]{2}[ :]?){5,}[0-9A-Fa-f]{2}(?![0-9A-Fa-f])")
# Pictures, fonts, sound and film, by how they begin.
_SEEN_OR_HEARD = re.compile(
    rb"\x89PNG|\xff\xd8\xff|GIF8|RIFF....(?:WEBP|WAVE|AVI )|....ftyp|II\*\0|MM\0\*|\0\0\x01\0"
    rb"|\xff\x0a|\0\0\0\x0cJXL |wOF[F2]|OTTO|\0\x01\0\0\0|OggS|ID3|fLaC|\x1aE\xdf\xa3",
    re.DOTALL,
)
# A stream's dictionary is never packed (ISO 32000-2, 7.5.7), so this is visible in any document.
_PICTURE_IN_PDF = re.compile(rb"/Subtype\s*/Image\b")
_GZIP, _ZIP, UTF_16 = b"\x1f\x8b", b"PK", (b"\xff\xfe", b"\xfe\xff")
_STREAMS: dict[bytes, Callable[[], Any]] = {
    b"BZh": bz2.BZ2Decompressor,
    b"\xfd7zXZ": lzma.LZMADecompressor,
    b"\x78": zlib.decompressobj,
}
_DEEPEST = 3
_LAST = 0x10FFFF

DAMAGED = (
    zipfile.BadZipFile, RuntimeError, ValueError, EOFError, OSError, zlib.error, lzma.LZMAError,
)  # fmt: skip
"""What Python raises for an archive that is damaged, locked, or packed in an unknown way."""


def plain(data: bytes, codec: str = "utf-8") -> str:
    """The bytes as an editor shows them; invalid ones are kept byte by byte."""
    return data.decode(codec, "surrogateescape")


def encoded(text: str) -> bytes:
    """The bytes of a text that `plain` decoded, invalid ones included."""
    return text.encode("utf-8", "surrogateescape")


def readable(data: bytes, codec: str) -> str:
    """The bytes decoded by a codec, with a replacement character for invalid ones."""
    return data.decode(codec, "replace")


def readings(data: bytes, depth: int = 0) -> Iterator[str]:
    """Every text that the bytes, and the data packed in them, may encode; the plain one first."""
    yield from outer_readings(outside(data))
    with suppress(UnreadableError):
        for _, part in parts(data) or ():
            yield from outer_readings(b"" if is_font(part) else part)
    for packed in inner(data) if depth < _DEEPEST else ():
        if not is_font(packed):
            yield from readings(packed, depth + 1)


def outer_readings(data: bytes) -> Iterator[str]:
    """Every text that the bytes themselves may encode, the plain one first."""
    text = plain(data)
    yield from text_readings(text)
    if _NOT_UTF_8.search(text):
        yield data.decode("latin-1")
    if b"\0" in data:
        for form in ("utf-16-le", "utf-16-be"):
            yield data.decode(form, "ignore")
            yield data[1:].decode(form, "ignore")


def text_readings(text: str) -> Iterator[str]:
    """A text, also without escapes, tags and folds, and in Latin letters."""
    yield text
    decoded = unescape(text)
    if decoded != text:
        yield decoded
    if "<" in decoded:
        yield untagged(decoded)
        yield untagged(decoded, " ")
    if "\\" in text:  # the escapes of style sheets (CSS Syntax 3, 4.3.7)
        yield _CSS.sub(_character, text)
    if _QUOTED.search(text):
        yield plain(quopri.decodestring(text.encode("utf-8", "replace")))
    if text.startswith("BEGIN:V"):  # the folded lines of a calendar or card (RFC 5545, 3.1)
        yield _FOLD.sub("", text)
    joined = _APART.sub(lambda run: re.sub(r"[ ._-]", "", run[0]), decoded)
    joined = _NUMBERS.sub(lambda run: "".join(map(chr, map(int, run[0].split(",")))), joined)
    if joined != decoded:
        yield joined
    yield from sorted(in_latin(decoded))


def unescape(text: str) -> str:
    """The text without entities, percent-encoding and backslash escapes, nested ones included."""
    for _ in range(_DEEPEST):
        before, text = text, _BREAK.sub(" ", text)
        if "&" in text:
            text = html.unescape(text)
        if "%" in text:
            text = unquote(text)
        if "\\" in text:
            text = _ESCAPE.sub(_character, _OCTAL.sub(_bytes, text))  # characters, or their halves
            text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")
        if text == before:
            break
    return text


def _bytes(run: re.Match[str]) -> str:
    """The text of bytes in octal digits, as Git and C write them."""
    return readable(bytes(int(digits, 8) for digits in run[0].split("\\")[1:]), "utf-8")


def _character(escape: re.Match[str]) -> str:
    number = int(escape[escape.lastindex], 16) if escape.lastindex else ord(" ")
    return chr(number) if number <= _LAST else "\ufffd"


def untagged(text: str, between: str = "") -> str:
    """The text with `between` in place of comments and tags."""
    kept, place = [], 0  # comments are found by hand: a pattern is slow if they never end
    while (start := text.find("<!--", place)) >= 0 and (end := text.find("-->", start + 4)) >= 0:
        kept += [text[place:start], between, "\n" * text.count("\n", start, end)]
        place = end + 3
    uncommented = "".join([*kept, text[place:]])
    return _TAG.sub(lambda tag: between + "\n" * tag[0].count("\n"), uncommented)


def inner(data: bytes, most: int = LARGEST) -> Iterator[bytes]:
    """The data packed inside, one layer deep; at most `most` bytes of each piece."""
    open_data = outside(data)
    for found in _BASE64.finditer(open_data):
        with suppress(binascii.Error):
            yield base64.b64decode(found[0].translate(None, b"\r\n") + b"==")
    for found in _HEX.finditer(open_data):
        decoded = bytes.fromhex(re.sub(rb"[ :]", b"", found[0]).decode())
        text = decoded_strictly(decoded, "utf-8")
        if text and text.isprintable():  # a digest is not
            yield decoded
    yield from filter(None, _unpacked(data, most))


def _unpacked(data: bytes, most: int) -> Iterator[bytes | None]:
    """The names and contents in an archive, or what a stream holds; None for what is damaged."""
    try:
        if data.startswith(_ZIP):
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                for member in archive.infolist():
                    yield member.filename.encode("utf-8", "surrogateescape")
                    yield _content(archive, member, most)
        elif data.startswith(_GZIP):
            with gzip.open(io.BytesIO(data)) as file:
                yield file.read(most)
        elif data.startswith(PDF):
            yield from streams(data, most)
        else:
            for magic, decompressor in _STREAMS.items():
                if data.startswith(magic):
                    yield decompressor().decompress(data, most)
    except DAMAGED:
        yield None


def _content(archive: zipfile.ZipFile, member: zipfile.ZipInfo, most: int) -> bytes | None:
    try:
        with archive.open(member) as file:
            return file.read(most)
    except DAMAGED:
        return None


def is_opaque(data: bytes, *, whole: bool) -> bool:
    """Whether a person has to inspect the bytes; `whole` says whether they are a whole file.

    A piece counts only if it begins like a picture, a document if it has pictures, and a whole file
    unless it is text or a readable archive.
    """
    if _SEEN_OR_HEARD.match(data):
        return True
    if data.startswith(PDF):
        return _PICTURE_IN_PDF.search(data) is not None
    return whole and not (is_text(data) or data.startswith(UTF_16) or _is_archive(data))


def _is_archive(data: bytes) -> bool:
    """Whether the bytes are a ZIP or gzip archive that can be read, as far as `LARGEST` bytes."""
    left = LARGEST
    for part in _unpacked(data, LARGEST) if data.startswith((_ZIP, _GZIP)) else (None,):
        if part is None or left < 0:
            return part is not None
        left -= len(part)
    return True


def is_text(data: bytes) -> bool:
    """Whether the bytes are UTF-8 without a null."""
    text = decoded_strictly(data, "utf-8")
    return text is not None and "\0" not in text
