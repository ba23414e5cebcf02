"""Escapes are undone, packed data are unpacked, and line numbers stay."""

from __future__ import annotations

import gzip
import html
import json
import zlib
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentoring.files.decodings import inner, readings, text_readings, unescape, untagged
from mentoring.files.formats import outside

if TYPE_CHECKING:
    from collections.abc import Callable

# Text as people write it: no line breaks, and nothing that is an escape already.
PROSE = st.text(st.characters(exclude_categories=["C", "Z"], exclude_characters="&%\\<>"))
ESCAPES: dict[str, Callable[[str], str]] = {
    "entities": lambda text: "".join(f"&#{ord(one)};" for one in text),
    "percent signs": lambda text: quote(text, safe=""),
    "JSON": lambda text: json.dumps(text)[1:-1],
    "long escapes": lambda text: "".join(f"\\u{{{ord(one):x}}}" for one in text),
    "entities of percent signs": lambda text: html.escape(quote(text)).replace("%", "&#37;"),
}


@pytest.mark.parametrize("name", ESCAPES)
@given(text=PROSE.filter(lambda text: '"' not in text))
def test_what_is_escaped_can_be_undone(name: str, text: str) -> None:
    """Also one escape within another, and characters that JSON writes as two."""
    assert unescape(ESCAPES[name](text)) == text


@given(PROSE)
def test_style_sheets_have_escapes_of_their_own(text: str) -> None:
    """A backslash, hexadecimal digits, a space."""
    assert text in text_readings("".join(f"\\{ord(one):x} " for one in text))


@given(st.text(st.sampled_from("a<>!-&#10;%\\nu0 \n'\""), max_size=40))
def test_lines_stay_lines(text: str) -> None:
    """What is found in a reading has the line that it has in the file."""
    lines = text.count("\n")
    assert unescape(text).count("\n") == lines
    assert untagged(text).count("\n") == lines
    assert untagged(text, " ").count("\n") == lines


def test_tags_and_comments_go() -> None:
    """So does the text of comments; nothing, or a space, takes their place."""
    text = "J<!-- <i> > -->a<b class='x'>n</b>e<br>\n<!-- open"
    assert untagged(text) == "Jane\n<!-- open"
    assert untagged("<td>Doe</td><td>Jane</td>", " ").split() == ["Doe", "Jane"]


def test_folded_lines_are_joined() -> None:
    """As calendars and cards fold them."""
    folded = "BEGIN:VEVENT\r\nSUMMARY:Ja\r\n ne\r\nEND"
    assert "BEGIN:VEVENT\r\nSUMMARY:Jane\r\nEND" in text_readings(folded)


def test_no_more_is_unpacked_than_was_asked_for() -> None:
    """A piece that is as long as the limit was cut short."""
    assert [len(one) for one in inner(gzip.compress(bytes(10_000)), 100)] == [100]


def test_of_a_pdf_the_words_are_read_and_not_the_shapes() -> None:
    """A font is most of a document and holds no text; uncompressed text is read."""
    font = b"OTTO\0" + b"Jane" * 50
    streams = [zlib.compress(font), zlib.compress(b"BT (Doe) Tj ET"), b"not compressed"]
    body = b"".join(b"1 0 obj stream\n" + stream + b"endstream\n" for stream in streams)
    document = b"%PDF-1.7\n" + body + b"/Title (Openly)\n"
    assert outside(document).count(b"endstream") == 3
    text = "".join(readings(document))
    assert "Jane" not in text
    assert all(word in text for word in ("Doe", "not compressed", "Openly"))
    assert streams[0] not in outside(document)


def test_layers_upon_layers_are_read_three_deep() -> None:
    """Data packed in packed data are read, but no deeper than three layers."""
    data = b"Jane"
    for depth in range(1, 5):
        data = gzip.compress(data)
        assert ("Jane" in readings(data)) == (depth <= 3)
