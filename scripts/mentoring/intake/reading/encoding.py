"""The encoding of an export: told by its mark, else the first declared one that fits throughout."""

from __future__ import annotations

import codecs
from typing import TYPE_CHECKING

from mentoring.errors import MentoringError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_MARKS = (
    (codecs.BOM_UTF32_LE, None),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, None),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CHUNK = 1 << 20


def encoding_of(path: Path, declared: Iterable[str]) -> str:
    """The name of the codec that reads the file, its mark included.

    Raises:
        MentoringError: if none of those declared reads every byte of it.
    """
    with path.open("rb") as file:
        begin = file.read(4096)
    for mark, codec in _MARKS:
        if begin.startswith(mark):
            return _marked(path, codec)
    if b"\0" in begin:
        raise MentoringError(
            f"{path.name} is UTF-16 or UTF-32 without a byte order mark, or no text at all. "
            "Save it as UTF-8."
        )
    tried = tuple(declared)
    for codec in tried:
        if _fits(path, codec):
            return codec
    raise MentoringError(
        f"{path.name} is not {' and not '.join(tried)} throughout. Save it as UTF-8, or declare "
        "its encoding in the mapping (source, encodings)."
    )


def _marked(path: Path, codec: str | None) -> str:
    if codec is None:
        raise MentoringError(f"{path.name} is UTF-32, which is not read. Save it as UTF-8.")
    if not _fits(path, codec):
        raise MentoringError(f"{path.name} is marked as {codec} and is damaged. Export it again.")
    return codec


def _fits(path: Path, codec: str) -> bool:
    decoder = codecs.getincrementaldecoder(codec)()
    try:
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True
