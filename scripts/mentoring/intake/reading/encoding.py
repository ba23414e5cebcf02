"""The encoding of an export: told by its mark, else the first declared one that fits throughout."""

from __future__ import annotations

import codecs
from collections.abc import Iterable

from mentoring.errors import MentoringError
from mentoring.files.text import decoded_strictly

_MARKS = (
    (codecs.BOM_UTF32_LE, None),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, None),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def decoded(data: bytes, name: str, declared: Iterable[str]) -> tuple[str, str]:
    """The text of a file, and the name of the codec that reads it, its mark included.

    Raises:
        MentoringError: if none of those declared reads every byte of it.
    """
    for mark, codec in _MARKS:
        if data.startswith(mark):
            return _marked(data, name, codec)
    if b"\0" in data[:4096]:
        raise MentoringError(
            f"{name} is UTF-16 or UTF-32 without a byte order mark, or no text at all. "
            "Save it as UTF-8."
        )
    tried = tuple(declared)
    for codec in tried:
        text = decoded_strictly(data, codec)
        if text is not None:
            return text, codec
    raise MentoringError(
        f"{name} is not {' and not '.join(tried)} throughout. Save it as UTF-8, or declare "
        "its encoding in the mapping (source, encodings)."
    )


def _marked(data: bytes, name: str, codec: str | None) -> tuple[str, str]:
    if codec is None:
        raise MentoringError(f"{name} is UTF-32, which is not read. Save it as UTF-8.")
    text = decoded_strictly(data, codec)
    if text is None:
        raise MentoringError(f"{name} is marked as {codec} and is damaged. Export it again.")
    return text, codec
