"""Words are compared without case, accents and Unicode forms."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentoring.people.normalized_words import _WORD, Words, bare, fold, folded

FORMS = ("NFC", "NFD", "NFKC", "NFKD")


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("Søren ŁUKASZ", ("soren", "lukasz")),
        ("Straße, İstanbul", ("strasse", "istanbul")),
        ("Zoë-Lin_d’Arc", ("zoe", "lin", "d", "arc")),
        ("Zo\u00adë Li\u200bn", ("zoe", "lin")),
        ("ＬＨＣ𝐛", ("lhcb",)),  # noqa: RUF001 (full width, and bold)
        ("مُحَمَّد", ("محمد",)),
        ("王小明", ("王", "小", "明")),
        ("홍길동が", ("홍", "길", "동", "が")),
        ("NA62 kfwtzn2", ("na", "62", "kfwtzn", "2")),
    ],
)
@pytest.mark.parametrize("form", FORMS)
def test_words_of_all_sorts(text: str, same: tuple[str, ...], form: str) -> None:
    """Case, accents and invisible characters are removed; numbers and signs are words."""
    expected = tuple(fold(one) for one in same)
    assert folded(unicodedata.normalize(form, text)) == expected


@given(st.text(max_size=60))
def test_words_are_where_they_say(text: str) -> None:
    """Each word is the text at its position, in order and without overlap."""
    spans = Words(text).spans
    assert spans == [match.span() for match in _WORD.finditer(text)]
    assert Words(text).folded == folded(text)
    assert folded(text) == tuple(fold(text[start:end]) for start, end in spans)
    ends = [0, *(end for _, end in spans)]
    assert all(last <= start < end for last, (start, end) in zip(ends, spans, strict=False))


@given(st.text(max_size=60))
def test_a_bare_text_stays_bare_and_keeps_its_lines(text: str) -> None:
    """Line breaks are kept, because findings are reported by line."""
    once = bare(text)
    assert bare(once) == once
    assert once.count("\n") == text.count("\n")
