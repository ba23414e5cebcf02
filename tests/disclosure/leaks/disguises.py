"""The ways in which a text can be written so that it does not look like itself."""

from __future__ import annotations

import html
import unicodedata
from typing import TYPE_CHECKING
from urllib.parse import quote

if TYPE_CHECKING:
    from collections.abc import Callable


def _stripped(text: str) -> str:
    return "".join(
        one for one in unicodedata.normalize("NFD", text) if not unicodedata.combining(one)
    )


def _wide(text: str) -> str:
    """In the full-width letters of East Asian keyboards."""
    return "".join(chr(ord(one) + 0xFEE0) if "!" <= one <= "~" else one for one in text)


def _mathematical(text: str) -> str:
    """In the bold letters that people take for decoration."""
    bold = {chr(ord("a") + n): chr(0x1D41A + n) for n in range(26)}
    return "".join(bold.get(one, one) for one in text)


DISGUISES: dict[str, Callable[[str], str]] = {
    "as it is": str,
    "in capitals": str.upper,
    "in lower case": str.lower,
    "without accents": _stripped,
    "composed": lambda text: unicodedata.normalize("NFC", text),
    "decomposed": lambda text: unicodedata.normalize("NFKD", text),
    "full width": _wide,
    "bold letters": _mathematical,
    "soft hyphens": "\u00ad".join,
    "zero-width spaces": "\u200b".join,
    "decimal entities": lambda text: "".join(f"&#{ord(one)};" for one in text),
    "hexadecimal entities": lambda text: "".join(f"&#x{ord(one):X};" for one in text),
    "named entities": lambda text: html.escape(text).replace("á", "&aacute;"),
    "percent signs": quote,
    "all percent signs": lambda text: "".join(f"%{one:02x}" for one in text.encode()),
    "escapes": lambda text: "".join(f"\\u{ord(one):04x}" for one in text),
    "long escapes": lambda text: "".join(f"\\u{{{ord(one):x}}}" for one in text),
    "hexadecimal digits": lambda text: text.encode().hex(),
    "octal escapes": lambda text: "".join(f"\\{one:03o}" for one in text.encode()),
    "numbers of characters": lambda text: ", ".join(f"{ord(one):03}" for one in text),
    "entities of percent signs": lambda text: quote(text).replace("%", "&#37;"),
    "over two lines": lambda text: text.replace(" ", "\n   "),
    "no-break spaces": lambda text: text.replace(" ", "\u00a0"),
}
