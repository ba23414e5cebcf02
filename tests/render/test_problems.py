"""Problems quote hostile keys and file names, which stay words in every form."""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

import made
from mentoring.cli.boundary import run
from mentoring.files.text import printable, printable_json
from mentoring.problems import Problem, Severity
from mentoring.render import problems as render

if TYPE_CHECKING:
    from pathlib import Path

HOSTILE = {
    "title": "\x1b]0;pwned\x07",
    "clipboard": "\x1b]52;c;cm0gLXJmIC8=\x1b\\",
    "cursor": "\x1b[2J\x1b[1;1H",
    "eight-bit": "\x9b2J\x9d0;pwned\x9c",
    "colour": "\x1b[8mhidden\x1b[0m",
    "carriage": "wrong\rfine",
    "backspaces": "wrong\b\b\b\b\bfine",
    "line": "x\nother.yaml:1:1: error: forged [forged]",
    "command": "x\n::error file=other.yaml::forged",
    "escaped": "x%0A::error::forged",
    "direction": "\u202egnorw\u2066",
    "separator": "x\u2028::warning::forged\u2029\x85",
    "cell": "x | `y` | ![z](https://example.org/z.png)",
    "markup": "<img src=x onerror=alert(1)><!--",
    "link": "[click](https://example.org/)",
    "surrogate": "half \udcff of a byte",
}


def problem(word: str) -> Problem:
    """A problem that has the word wherever data can bring it."""
    return Problem(
        path=f"data/mappings/{word}.yaml",
        line=1,
        column=1,
        pointer=f"/{word}",
        code="schema-unknown-key",
        message=f"“{word}” is not a key of this block",
        hint=f"Did you mean {word}?",
    )


def harmless(text: str) -> bool:
    """Whether nothing in the text but its line ends is hidden."""
    kinds = {unicodedata.category(sign) for sign in text.replace("\n", "")}
    directions = {unicodedata.bidirectional(sign) for sign in text}
    return kinds.isdisjoint({"Cc", "Cs", "Zl", "Zp"}) and directions.isdisjoint(
        {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
    )


@pytest.mark.parametrize("word", HOSTILE.values(), ids=HOSTILE)
def test_a_problem_keeps_to_its_lines(word: str) -> None:
    """Two of them: what is wrong and what to do. Nothing in them is hidden."""
    text = render.as_text([problem(word)])
    assert harmless(text)
    assert len(text.splitlines()) == 2


@pytest.mark.parametrize("word", HOSTILE.values(), ids=HOSTILE)
def test_a_problem_is_one_annotation(word: str) -> None:
    """No word ends its workflow command, and the host decodes no line end out of it."""
    text = render.as_annotations([problem(word)])
    assert harmless(text)
    assert len(re.findall(r"^::", text, re.MULTILINE)) == len(text.splitlines()) == 1
    assert "%0A" not in text
    assert text.split("::", 2)[1].count(",") == 3


@pytest.mark.parametrize("word", HOSTILE.values(), ids=HOSTILE)
def test_a_problem_is_one_row(word: str) -> None:
    """Four cells of the job summary's table, with no markup but the table's own."""
    html = MarkdownIt("gfm-like", {"linkify": False}).render(render.as_markdown(1, [problem(word)]))
    assert harmless(html)
    assert html.count("<td>") == 4
    tags = set(re.findall(r"<(\w+)", html))
    assert tags == {"h2", "p", "table", "thead", "tbody", "tr", "th", "td", "strong"}


def test_the_summary_begins_with_what_fails() -> None:
    """Errors stop the merge, so they come first; warnings follow in the order of places."""
    found = [replace(problem(word), severity=severity) for word, severity in
             (("a", Severity.WARNING), ("b", Severity.ERROR), ("c", Severity.WARNING))]  # fmt: skip
    rows = render.as_markdown(3, found).splitlines()
    assert rows[2] == "3 files checked: 1 error, 2 warnings."
    assert [row.partition("mappings/")[2][0] for row in rows[6:]] == ["b", "a", "c"]


@given(st.text())
def test_what_is_printed_is_harmless(text: str) -> None:
    """Colours apart, which commands use themselves; clean text is not touched."""
    printed = re.sub(r"\x1b\[[\d;]*m", "", printable(text)).replace("\t", "")
    assert harmless(printed)
    assert printable(printable(text)) == printable(text)


@given(st.dictionaries(st.text(), st.text()))
def test_json_says_the_same_without_what_is_hidden(data: dict[str, str]) -> None:
    """Every program reads the same value, and a terminal can show it."""
    text = printable_json(json.dumps(data, indent=2, ensure_ascii=False))
    assert harmless(text)
    assert json.loads(text) == data


def test_a_hostile_file_cannot_command_the_terminal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Keys with escape sequences and file names with them, through the command itself."""
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / "summary.md"))
    folder = made.written(tmp_path) / "data/cohorts"
    folder.mkdir(parents=True)
    keys = [
        json.dumps(word, ensure_ascii=True) for word in HOSTILE.values() if "\udcff" not in word
    ]
    (folder / "2031.yaml").write_text("".join(f"{key}: 1\n" for key in keys))
    (folder / "\x1b]0;pwned\x07\n::error::forged.yaml").write_text("a: 1\n")
    for form in ("text", "json", "github"):
        assert run(["-C", str(tmp_path), "validate", "--format", form]) == 1
        said = capsys.readouterr()
        assert harmless(said.out + said.err)
        assert "pwned" in said.out
        assert not re.search(r"^(::error::|other\.yaml)", said.out, re.MULTILINE)
    assert harmless((tmp_path / "summary.md").read_text())
