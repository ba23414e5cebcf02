"""Example files: `valid/` with their data, `invalid/` with the problems reported.

A new file is a new test; `--bless` writes what is expected of it.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from mentoring.errors import DataError
from mentoring.files.text import shown
from mentoring.files.yaml.parse import parse

FOLDER = Path(__file__).parent / "yaml"
VALID = sorted((FOLDER / "valid").glob("*.yaml"))
INVALID = sorted((FOLDER / "invalid").glob("*.yaml"))


def name(path: Path) -> str:
    """What pytest calls an example."""
    return path.stem


def expected(path: Path, text: str, request: pytest.FixtureRequest) -> str:
    """The text of the example's expectation file; `--bless` renews it first."""
    if request.config.getoption("--bless"):
        path.write_text(text, encoding="utf-8")
    return path.read_text(encoding="utf-8")


@pytest.mark.parametrize("path", VALID, ids=name)
def test_a_valid_file_says(path: Path, request: pytest.FixtureRequest) -> None:
    """Each valid file reads as the JSON beside it."""
    value = parse(path.read_bytes(), path.name).value
    text = json.dumps(value, indent=1, ensure_ascii=True) + "\n"
    assert text == expected(path.with_suffix(".json"), text, request)


@pytest.mark.parametrize("path", INVALID, ids=name)
def test_an_invalid_file_is_refused(path: Path, request: pytest.FixtureRequest) -> None:
    """Each invalid file is refused with just the messages beside it, place and cure included."""
    with pytest.raises(DataError) as caught:
        parse(path.read_bytes(), path.name)
    text = "".join(
        f"{p.line}:{p.column} {shown(p.pointer)}\n  {p.code}: {p.message}\n  {p.hint}\n"
        for p in caught.value.problems
    )
    assert text == expected(path.with_suffix(".txt"), text, request)
    assert all(problem.hint for problem in caught.value.problems)
