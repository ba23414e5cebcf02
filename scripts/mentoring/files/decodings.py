"""Decodes bytes as text in every likely way, to find what an encoding hides.

Escapes are removed so that line numbers stay: a match can be located in the file.
"""

import html
import quopri
import re
from collections.abc import Iterator
from urllib.parse import unquote

from mentoring.files.embedded import inner, outside
from mentoring.files.pdf import PDF, contents, is_font
from mentoring.people.normalized_words import in_latin

_NOT_UTF_8 = re.compile("[\udc80-\udcff]")
_QUOTED = re.compile(r"=(?:[0-9A-F]{2}|\r?\n)")
_APART = re.compile(r"(?<!\w)(?:[^\W\d_][ ._-]){5,}[^\W\d_](?!\w)")
_NUMBERS = re.compile(r"(?<!\d)(?:\d{2,4}, ?){5,}\d{2,4}(?!\d)")
_BREAK = re.compile(r"%0[ADad]|&#(?:10|13|[xX]0*[AaDd]);|&NewLine;|\\u000[aAdD]|\\[nr]")
_ESCAPE = re.compile(
    r"\\(?:u([0-9a-fA-F]{4})|u\{([0-9a-fA-F]{1,8})\}|U([0-9a-fA-F]{8})|x([0-9a-fA-F]{2})|([tbf]))"
)
_OCTAL = re.compile(r"(?:\\[0-3][0-7]{2})+")
_CSS = re.compile(r"\\([0-9a-fA-F]{1,6})[ \t]?")
_TAG = re.compile(r"<[^<>]*>")
_FOLD = re.compile(r"\r?\n[ \t]")
_DEEPEST = 3
_LAST = 0x10FFFF


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
    if data.startswith(PDF):
        yield from (plain(text) for _, text in contents(data).pages)
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
    if "\\" in text:  # the escapes of style sheets (CSS Syntax 3, 4.3.7)
        yield _CSS.sub(lambda escape: _character(escape[1]), text)
    if _QUOTED.search(text):
        yield plain(quopri.decodestring(text.encode("utf-8", "replace")))
    if text.startswith("BEGIN:V"):  # the folded lines of a calendar or card (RFC 5545, 3.1)
        yield _FOLD.sub("", text)
    joined = _APART.sub(lambda run: re.sub(r"[ ._-]", "", run[0]), decoded)
    joined = _NUMBERS.sub(
        lambda run: "".join(chr(int(number)) for number in re.findall(r"\d+", run[0])), joined
    )
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
            text = _ESCAPE.sub(_escaped, _OCTAL.sub(_bytes, text))  # characters, or their halves
            text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")
        if text == before:
            break
    return text


def _bytes(run: re.Match[str]) -> str:
    """The text of bytes in octal digits, as Git and C write them."""
    data = bytes(int(digits, 8) for digits in run[0].split("\\")[1:])
    return data.decode("utf-8", "replace")


def _escaped(escape: re.Match[str]) -> str:
    return " " if escape[5] else _character(escape[1] or escape[2] or escape[3] or escape[4])


def _character(digits: str) -> str:
    number = int(digits, 16)
    return chr(number) if number <= _LAST else "\ufffd"


def untagged(text: str, between: str = "") -> str:
    """The text without comments and tags, with `between` in their place.

    Comments are found without a regular expression, which would be slow if they never end.
    """
    kept, place = [], 0
    while (start := text.find("<!--", place)) >= 0 and (end := text.find("-->", start + 4)) >= 0:
        kept += [text[place:start], between, "\n" * text.count("\n", start, end)]
        place = end + 3
    uncommented = "".join([*kept, text[place:]])
    return _TAG.sub(lambda tag: between + "\n" * tag[0].count("\n"), uncommented)
