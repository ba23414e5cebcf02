"""Reading is strict, quick to refuse, and never ends in any exception but our own."""

from __future__ import annotations

import runpy
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from files.handwriting import records, written
from files.plain import TRICKY, exact
from mentoring.errors import DataError, MentoringError
from mentoring.files import document
from mentoring.files.text import MOST_EVENTS, MOST_LEVELS, RECORD_BYTES
from mentoring.files.yaml.parse import parse

if TYPE_CHECKING:
    from mentoring.problems import Problem

# Bytes, texts and heaps of the signs that mean something in YAML.
anything = st.one_of(
    st.binary(max_size=60),
    st.text(max_size=60).map(lambda text: text.encode(errors="surrogatepass")),
    st.lists(st.sampled_from([*TRICKY, "a: ", "- ", "\n  ", "\n    ", "? ", "|\n", "%YAML 1.2\n"]))
    .map("".join)
    .map(str.encode),
)
EXAMPLES = [path.read_bytes() for path in sorted(Path(__file__).parent.glob("yaml/*/*.yaml"))]


@st.composite
def mutants(draw: st.DrawFn) -> bytes:
    """An example file with a few pieces of others in it."""
    data = draw(st.sampled_from(EXAMPLES))[:2000]
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(data)))
        end = min(len(data), start + draw(st.integers(0, 8)))
        other = draw(st.sampled_from(EXAMPLES))
        at = draw(st.integers(0, len(other)))
        piece = draw(anything | st.just(other[at : at + draw(st.integers(0, 30))]))
        data = data[:start] + piece + data[end:]
    return data


@given(anything | mutants())
@example(b"\xef\xbb\xbfa: 1")
@example(b"[" * 5000)
@example(b"{a: " * 400)
@example(b"- " * 3000)
@example(b"? " * 3000)
@example(b"!" * 2000 + b"a")
@example(b'"\\U00110000"')
def test_nothing_but_a_document_or_problems_comes_out(data: bytes) -> None:
    """Any bytes are either read, or refused with at least one problem inside the text."""
    problems = problems_of(data)
    lines = data.decode(errors="replace").split("\n")
    for problem in problems:
        assert problem.hint
        assert 1 <= problem.line <= len(lines)
        assert 1 <= problem.column <= len(lines[problem.line - 1]) + 1


def problems_of(data: bytes) -> tuple[Problem, ...]:
    """The problems reported, at least one; none if the text is read."""
    try:
        parse(data, "x")
    except DataError as error:
        return error.problems or pytest.fail("refused without a reason")
    return ()


@given(records.flatmap(written))
def test_the_layout_does_not_matter(text: str) -> None:
    """In any style that PyYAML writes, and with comments anywhere, texts stay as they are."""
    value = yaml.load(text, yaml.BaseLoader)  # noqa: S506 - it makes texts of all scalars
    assert shape(parse(text.encode(), "x").value) == shape(value)


def shape(value: object) -> object:
    """Keys and lengths: a value without its scalars."""
    if isinstance(value, dict):
        return {key: shape(item) for key, item in value.items()}
    return [shape(item) for item in value] if isinstance(value, list) else None


def refused(data: bytes) -> list[str]:
    """The codes of the problems."""
    with pytest.raises(DataError) as caught:
        parse(data, "x")
    return [problem.code for problem in caught.value.problems]


def test_the_size_of_a_file_is_limited() -> None:
    """A byte too many is refused before anything is read."""
    assert parse(b"a: 1\n" + b"#" * (RECORD_BYTES - 5), "x").value == {"a": 1}
    assert refused(b"a: 1\n" + b"#" * (RECORD_BYTES - 4)) == ["too-large"]
    assert refused(b"x" * 100_000_000) == ["too-large"]


def test_the_depth_of_nesting_is_limited() -> None:
    """As deep as allowed is read; a level more is refused where it begins."""
    deep = b"a: " + b"[" * (MOST_LEVELS - 1) + b"b" + b"]" * (MOST_LEVELS - 1)
    assert str(parse(deep, "x").value).count("[") == MOST_LEVELS - 1
    assert refused(deep.replace(b"b", b"[b]")) == ["too-deep"]
    assert refused(b"[" * 100_000) == ["too-deep"]


def test_the_number_of_values_is_limited() -> None:
    """As many events as allowed are read; one more is refused where it begins."""
    items = MOST_EVENTS - (2 + 2 + 2)  # stream, document, list
    assert parse(b"[" + b"a," * items + b"]", "x").value == ["a"] * items
    assert refused(b"[" + b"a," * (items + 1) + b"]") == ["too-many"]


def test_a_text_that_is_all_wrong_is_not_listed_to_its_end() -> None:
    """A hundred problems of a kind are enough, and found in no time."""
    assert len(refused(b"\t" * 1_000_000)) == 100
    assert len(refused(b"[" + b"*a," * 100_000 + b"]")) == 100
    assert len(refused(b"a: 1\n" * 100_000)) == 100


def test_a_long_line_is_read() -> None:
    """A long line alone is not an error."""
    assert parse(b"a: " + b"x" * 1_000_000, "x").value == {"a": "x" * 1_000_000}


def test_problems_name_the_path_as_given() -> None:
    """The path is what the caller calls the file; nothing is opened."""
    with pytest.raises(DataError) as caught:
        parse(b"a: 1\na: 2\n", "data/roster/2026.yaml")
    assert [problem.path for problem in caught.value.problems] == ["data/roster/2026.yaml"]


def test_without_libyaml_reading_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """PyYAML built without libyaml is an error that tells how to get it."""
    monkeypatch.setitem(sys.modules, "yaml._yaml", None)
    open_parser = runpy.run_path(document.__file__)["open_parser"]
    with pytest.raises(MentoringError, match="came without libyaml"):
        open_parser("a: 1\n")


def test_scalars_keep_their_types() -> None:
    """Quotes make a text of anything."""
    text = b"[1, '1', true, \"true\", null, 'null', 1.5, '1.5', 2026-11-03]"
    values = [1, "1", True, "true", None, "null", 1.5, "1.5", "2026-11-03"]
    assert exact(parse(text, "x").value) == exact(values)
