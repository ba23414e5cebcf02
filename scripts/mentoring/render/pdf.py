"""Typst documents as PDF: tagged (PDF/UA-1), the same bytes everywhere, no glyph missing."""

from __future__ import annotations

import json
import re
import unicodedata
from datetime import UTC, datetime, time
from functools import cache
from typing import TYPE_CHECKING, Any

import typst

from mentoring.errors import MentoringError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from pathlib import Path

MISSING = re.compile(r"the text `\"(?P<text>.*?)\"` could not be displayed")


def compiled(template: str, data: Mapping[str, Any], on: date, fonts: Path | None = None) -> bytes:
    """The PDF of a template, which finds `data` as `json(bytes(sys.inputs.data))`.

    Only the fonts that Typst brings along and those in the folder `fonts` are used, and `on` is
    the document's date, so the bytes depend on nothing else. Raises MentoringError naming the
    script that no font can show, or the line of the template that is wrong.
    """
    compiler = _compiler(str(fonts) if fonts else None)
    try:
        pdf = compiler.compile(
            template.encode(),
            sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
            pdf_standards=["ua-1"],
            timestamp=datetime.combine(on, time(), UTC),
        )
    except typst.TypstError as error:
        raise MentoringError(_reason(error)) from None
    if not isinstance(pdf, bytes):
        raise TypeError(type(pdf).__name__)
    return pdf


@cache
def _compiler(fonts: str | None) -> typst.Compiler:
    """One compiler for all documents: reading its fonts takes longer than setting a page."""
    pinned = typst.Fonts(include_system_fonts=False, font_paths=[fonts] if fonts else [])
    return typst.Compiler(font_paths=pinned, ignore_system_fonts=True)


def _reason(error: typst.TypstError) -> str:
    """What went wrong, without quoting the document: it holds names."""
    missing = MISSING.search(error.message)
    if missing:
        return (
            f"no font shows its {_script(missing['text'])} characters; put a font that does into "
            "data/templates/fonts/"
        )
    line = re.search(r":(\d+):\d+", error.diagnostic)
    return f"line {line[1] if line else '?'} of the template: {error.message}"


def _script(text: str) -> str:
    """The script of a character by its Unicode name, such as CJK, HANGUL or THAI."""
    return unicodedata.name(text[:1], "unknown").split()[0]
