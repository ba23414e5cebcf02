"""Removes escapes from text: entities, percent-encoding, backslashes, tags, folded lines.

Each function keeps the line numbers, so that a match can be located in the file.
"""

from __future__ import annotations

import html
import re
from urllib.parse import unquote

_BREAK = re.compile(r"%0[ADad]|&#(?:10|13|[xX]0*[AaDd]);|&NewLine;|\\u000[aAdD]|\\[nr]")
_ESCAPE = re.compile(
    r"\\(?:u([0-9a-fA-F]{4})|u\{([0-9a-fA-F]{1,8})\}|U([0-9a-fA-F]{8})|x([0-9a-fA-F]{2})|([tbf]))"
)
_OCTAL = re.compile(r"(?:\\[0-3][0-7]{2})+")
_HALVES = re.compile("[\ud800-\udbff][\udc00-\udfff]")
_CSS = re.compile(r"\\([0-9a-fA-F]{1,6})[ \t]?")
_TAG = re.compile(r"<[^<>]*>")
_FOLD = re.compile(r"\r?\n[ \t]")
_AGAIN = 3
_LAST = 0x10FFFF


def unescape(text: str) -> str:
    """The text without entities, percent-encoding and backslash escapes, nested ones included."""
    for _ in range(_AGAIN):
        before, text = text, _once(_BREAK.sub(" ", text))
        if text == before:
            break
    return text


def _once(text: str) -> str:
    if "&" in text:
        text = html.unescape(text)
    if "%" in text:
        text = unquote(text)
    if "\\" in text:
        text = _OCTAL.sub(_bytes, text)
        text = _HALVES.sub(_joined, _ESCAPE.sub(_character, text))
    return text


def _bytes(run: re.Match[str]) -> str:
    """The text of bytes in octal digits, as Git and C write them."""
    data = bytes(int(digits, 8) for digits in run[0].split("\\")[1:])
    return data.decode("utf-8", "replace")


def _character(escape: re.Match[str]) -> str:
    if escape[5]:
        return " "
    return _sign(escape[1] or escape[2] or escape[3] or escape[4])


def _joined(halves: re.Match[str]) -> str:
    """The character that two escapes encode together (UTF-16 surrogates)."""
    return halves[0].encode("utf-16-le", "surrogatepass").decode("utf-16-le")


def _sign(digits: str) -> str:
    number = int(digits, 16)
    return chr(number) if number <= _LAST else "\ufffd"


def css_undone(text: str) -> str:
    """The text without the escapes of style sheets (CSS Syntax 3, 4.3.7)."""
    return _CSS.sub(lambda escape: _sign(escape[1]), text)


def untagged(text: str, between: str = "") -> str:
    """The text without comments and tags, with `between` in their place."""
    return _TAG.sub(lambda tag: between + _lines(tag[0]), _uncommented(text, between))


def _uncommented(text: str, between: str) -> str:
    """Without a regular expression, which would be slow for comments that never end."""
    kept, place = [], 0
    while (start := text.find("<!--", place)) >= 0 and (end := text.find("-->", start + 4)) >= 0:
        kept += [text[place:start], between, _lines(text[start:end])]
        place = end + 3
    return "".join([*kept, text[place:]])


def _lines(text: str) -> str:
    return "\n" * text.count("\n")


def unfolded(text: str) -> str:
    """The text with the folded lines of a calendar or card joined (RFC 5545, 3.1)."""
    return _FOLD.sub("", text)
