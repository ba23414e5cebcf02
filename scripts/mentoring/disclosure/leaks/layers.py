"""The layers of a file that can contain text: visible, encoded, packed, or in a known format."""

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import PurePosixPath
from typing import Any

from mentoring.files import decodings
from mentoring.files.formats import UnreadableError, parts
from mentoring.problems import DataPath, pointer

MOST = 64 * 1024 * 1024
"""The most bytes that are unpacked from one file."""
_PROGRAMS = frozenset({".css", ".js", ".map", ".mjs"})
_JSON = frozenset({".json", ".geojson", ".map", ".webmanifest"})
_RUN = re.compile("[^\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff]{4,}")
_NOISE = 256  # bytes: shorter data that is not text was never packed
_DEEPEST = 3


def digest(data: bytes) -> str:
    """The SHA-256 that identifies a file."""
    return hashlib.sha256(data).hexdigest()


@dataclass(frozen=True, kw_only=True, slots=True)
class Layer:
    """A text in a file; `within` is its place, or `lines` the place of each line.

    Program code is no `prose`. `unread` is the digest of data that only a person can inspect.
    """

    text: str
    within: str = ""
    lines: tuple[str, ...] = ()
    numbered: bool = True
    prose: bool = True
    unread: str = ""

    def spot(self, line: int) -> tuple[str, int]:
        """The place in the file of a line of the text (from 0): the part, and the line from 1."""
        if self.lines:
            return f"{self.within} {self.lines[min(line, len(self.lines) - 1)]}".strip(), 0
        return self.within, line + 1 if self.numbered else 0


def layers(path: str, data: bytes) -> Iterator[Layer]:
    """Every text in a file, and in what is packed in it; raises UnreadableError."""
    suffix = PurePosixPath(path).suffix.lower()
    reading, strings = _Reading(), _json_strings(decodings.plain(data)) if suffix in _JSON else None
    if strings is None:
        found = reading.layers(data, "", 0)
    else:
        text, pointers = strings
        whole = (Layer(text=reading, lines=pointers) for reading in decodings.text_readings(text))
        found = chain(whole, reading.packed(data, "", 1))
    for layer in found:
        yield replace(layer, prose=layer.prose and suffix not in _PROGRAMS)


class _Reading:
    """The reading of one file, with the number of bytes that may still be unpacked."""

    def __init__(self) -> None:
        self.left = MOST

    def layers(self, data: bytes, within: str, depth: int) -> Iterator[Layer]:
        """The layers of the file, or of a piece of it."""
        if decodings.is_opaque(data, whole=depth == 0):
            yield Layer(text="", within=within, unread=digest(data))
        known = parts(data)
        if known is None:
            yield from _open(data, within)
        for name, part in known or ():
            place = f"{within} {name}".strip()
            for text in decodings.outer_readings(self.counted(part)):
                yield Layer(text=text, within=place, numbered=False)
            yield from self.packed(part, place, depth + 1)
        yield from self.packed(data, within, depth + 1)

    def packed(self, data: bytes, within: str, depth: int) -> Iterator[Layer]:
        """The layers of what is packed in some bytes."""
        for piece in map(self.counted, decodings.inner(data, MOST) if depth <= _DEEPEST else ()):
            if len(piece) >= _NOISE or decodings.is_text(piece):
                yield from self.layers(piece, f"{within} packed".strip(), depth)

    def counted(self, data: bytes) -> bytes:
        """The unpacked bytes; raises UnreadableError if they are too many."""
        self.left -= len(data)
        if self.left <= 0:
            raise UnreadableError("packed")
        return data


def _open(data: bytes, within: str) -> Iterator[Layer]:
    """The layers of text, or of runs in bytes of an unknown format, which may spell by chance."""
    if data.startswith(decodings.UTF_16):
        readings, is_binary = decodings.text_readings(decodings.readable(data, "utf-16")), False
    else:
        readings, is_binary = decodings.outer_readings(data), b"\0" in data
    for text in readings:
        shown = "\n".join(_RUN.findall(text)) if is_binary else text
        yield Layer(text=shown, within=within, numbered=not is_binary, prose=not is_binary)


def _json_strings(text: str) -> tuple[str, tuple[str, ...]] | None:
    """The texts in a JSON file, one per line, and the pointer of each; without recursion."""
    try:  # objects become tuples of pairs, as a dict would drop duplicate keys
        root = json.loads(text.removeprefix("\ufeff"), object_pairs_hook=tuple)
    except (ValueError, RecursionError):
        return None
    strings: list[tuple[str, str]] = []
    left: list[tuple[Any, DataPath]] = [(root, ())]
    while left:
        value, steps = left.pop()
        if isinstance(value, str):
            strings.append((" ".join(value.splitlines()), pointer(*steps)))
        elif isinstance(value, tuple):
            for key, item in reversed(value):
                left += [(item, (*steps, key)), (key, (*steps, key))]
        elif isinstance(value, list):
            left += [(item, (*steps, number)) for number, item in enumerate(value)][::-1]
    return "\n".join(line for line, _ in strings), tuple(place for _, place in strings)
