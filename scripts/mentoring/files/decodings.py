"""Decodes bytes as text in every likely way, to find what an encoding hides."""

from __future__ import annotations

import quopri
import re
from collections.abc import Iterator

from mentoring.files.embedded import inner, outside
from mentoring.files.escapes import css_undone, unescape, unfolded, untagged
from mentoring.files.pdf import PDF, is_font, pages
from mentoring.people.transliteration import in_latin

_NOT_UTF_8 = re.compile("[\udc80-\udcff]")
_QUOTED = re.compile(r"=(?:[0-9A-F]{2}|\r?\n)")
_APART = re.compile(r"(?<!\w)(?:[^\W\d_][ ._-]){5,}[^\W\d_](?!\w)")
_NUMBERS = re.compile(r"(?<!\d)(?:\d{2,4}, ?){5,}\d{2,4}(?!\d)")
_DEEPEST = 3


def plain(data: bytes, codec: str = "utf-8") -> str:
    """The bytes as an editor shows them; invalid ones are kept byte by byte."""
    return data.decode(codec, "surrogateescape")


def readable(data: bytes, codec: str) -> str:
    """The bytes decoded by a codec, with a replacement character for invalid ones."""
    return data.decode(codec, "replace")


def readings(data: bytes, depth: int = 0) -> Iterator[str]:
    """Every text that the bytes, and the data packed in them, may encode; the plain one first."""
    yield from outer_readings(outside(data))
    if data.startswith(PDF):
        yield from (plain(text) for _, text in pages(data))
    if depth < _DEEPEST:
        for packed in inner(data):
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
    if "\\" in text:
        yield css_undone(text)
    if _QUOTED.search(text):
        yield plain(quopri.decodestring(text.encode("utf-8", "replace")))
    if text.startswith("BEGIN:V"):
        yield unfolded(text)
    if joined := _spelled(decoded):
        yield joined
    yield from sorted(in_latin(decoded))


def _spelled(text: str) -> str:
    """The text with spaced-out letters joined, and with letter codes decoded."""
    joined = _APART.sub(lambda run: re.sub(r"[ ._-]", "", run[0]), text)
    joined = _NUMBERS.sub(_letters, joined)
    return joined if joined != text else ""


def _letters(run: re.Match[str]) -> str:
    return "".join(chr(int(number)) for number in re.findall(r"\d+", run[0]))
