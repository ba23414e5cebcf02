"""Typst documents as PDF: tagged (PDF/UA-1), the same bytes everywhere, no glyph missing."""

from __future__ import annotations

import json
import re
import unicodedata
from contextlib import nullcontext
from datetime import UTC, datetime, time
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from mentoring.errors import PersonError
from mentoring.files.cage import CagedError, run_caged, without_files
from mentoring.files.text import legible
from mentoring.render.environment import colours
from mentoring.render.template_error import Fault, TemplateError, message, told

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    import typst

SHIPPED = Path(__file__).parent / "fonts"
SCRIPTS = "\u0561\u0995\u0905\u10d0\u05d0\u0b85\u0e01\u0627\u4e2d"
"""The package's fonts, which show most people's names, each with a letter of its script."""

PLACE = re.compile(r":(\d+):(\d+)")
FONTS = dict.fromkeys(("CJK", "HANGUL", "HIRAGANA", "KATAKANA"), "Noto Serif CJK")
FONTS |= {"ARABIC": "Noto Naskh Arabic", "MONGOLIAN": "Noto Sans Mongolian"}
MISSING = re.compile(r"the text `\"(?P<text>.*?)\"` could not be displayed")


def compiled(
    template: str,
    data: Mapping[str, Any],
    on: date,
    fonts: Path | None = None,
    file: str = "document.typ",
) -> bytes:
    """The PDF of a template, which reads `data` as `json(bytes(sys.inputs.data))`, with its `look`.

    A child process compiles it, with limits on time and memory. It reads only the fonts of Typst,
    of the package and in the folder `fonts`, and `on` is the document's date, so the bytes depend
    on nothing else. Raises PersonError with the script that no font can show, and TemplateError
    with the place of the error in the template, which is called `file`.
    """
    inputs = json.dumps({"look": colours()} | _shown(data), ensure_ascii=False)
    folder = str(fonts.resolve()) if fonts else None
    try:
        done = run_caged(typeset, template, inputs, datetime.combine(on, time(), UTC), folder)
    except CagedError as error:
        raise TemplateError(Fault(file, 0, 0, str(error))) from None
    if isinstance(done, bytes):
        return done
    reason, diagnostic = done
    if missing := MISSING.search(reason):
        # the script of a character by its Unicode name, such as CJK, HANGUL or THAI
        script = unicodedata.name(missing["text"][:1], "unknown").split()[0]
        font = FONTS.get(script, f"Noto Serif {script.title()}")
        raise PersonError(message("font", script=script, font=font))
    place = PLACE.search(diagnostic)
    line, column = (int(place[1]), int(place[2]) + 1) if place else (0, 0)  # it counts from 0
    raise TemplateError(Fault(file, line, column, told(reason, template)))


def typeset(
    template: str, data: str, timestamp: datetime, fonts: str | None
) -> bytes | tuple[str, str]:
    """In the child: the PDF, or Typst's message as a sentence, with its place."""
    import typst

    compiler = _compiler(fonts)
    try:
        with nullcontext() if fonts else without_files():
            inputs = {"data": data}
            pdf = compiler.compile(
                template.encode(), sys_inputs=inputs, pdf_standards=["ua-1"], timestamp=timestamp
            )
    except typst.TypstError as error:
        return error.message, error.diagnostic
    return cast("bytes", pdf)


def _shown(value: Any) -> Any:  # noqa: ANN401 (whatever JSON can say)
    """The data with invisible characters escaped, because no font has glyphs for them."""
    if isinstance(value, dict):
        return {key: _shown(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_shown(inner) for inner in value]
    return legible(value) if isinstance(value, str) else value


@cache
def _compiler(fonts: str | None) -> typst.Compiler:
    """One compiler for all documents, because reading fonts takes longer than compiling a page.

    Its root, also for packages, is the child's empty working folder. Compiling a first page with
    every script reads the package's fonts while files may still be opened.
    """
    import typst

    paths = [str(SHIPPED), *([fonts] if fonts else [])]
    pinned = typst.Fonts(include_system_fonts=False, font_paths=paths)
    compiler = typst.Compiler(
        root=".",
        font_paths=pinned,
        ignore_system_fonts=True,
        package_path=".",
        package_cache_path=".",
    )
    compiler.compile(SCRIPTS.encode())
    return compiler
