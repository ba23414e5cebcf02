"""Sealed files are read exactly: every number in them is whole, in range, and there once."""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from mentoring.errors import DataError
from mentoring.operations import match_files
from mentoring.operations.run_match import match
from mentoring.store.reader import load

if TYPE_CHECKING:
    from collections.abc import Callable

    from mentoring.problems import Problem

BASE = Path(__file__).parents[1] / "checks" / "base"
FOLDER = "data/matches/2031/1"
NUMBER = re.compile(r"(?<![\w.-])-?[0-9]+(?![\w.-])")


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small programme whose pairs are proposed."""
    copy = tmp_path_factory.mktemp("matched") / "programme"
    shutil.copytree(BASE, copy, ignore=shutil.ignore_patterns("pairs"))
    match(load(copy), "2031", date(2031, 10, 28)).changes.apply()
    return copy


@pytest.mark.parametrize("part", match_files.PARTS)
@pytest.mark.parametrize("write", [lambda n: f"{n}.0", lambda _: "true", lambda n: f'"{n}"'])
def test_every_number_is_a_whole_one(root: Path, part: str, write: Callable[[str], str]) -> None:
    """Neither 1.0 nor true nor "1" passes for a number, whichever it is; the place is named."""
    path = root / FOLDER / f"{part}.json"
    text = path.read_text()
    numbers = [found for found in NUMBER.finditer(text) if not in_string(text, found.start())]
    assert len(numbers) > 4
    for found in numbers:
        forged = text[: found.start()] + write(found[0]) + text[found.end() :]
        lines = {problem.line for problem in refusals(root, path, forged, text)}
        assert text[: found.start()].count("\n") + 1 in lines


@pytest.mark.parametrize("part", match_files.PARTS)
def test_huge_numbers_and_second_keys_are_refused(root: Path, part: str) -> None:
    """A number of thousands of digits, one past the range of prices, and a key given twice."""
    path = root / FOLDER / f"{part}.json"
    text = path.read_text()
    key = next(iter(json.loads(text)))
    assert refusals(root, path, text.replace("{", f'{{"{key}": 1,', 1), text)
    found = next(found for found in NUMBER.finditer(text) if not in_string(text, found.start()))
    for huge in ("9" * 5000, "9" * 30):
        assert refusals(root, path, text[: found.start()] + huge + text[found.end() :], text)


def test_a_match_that_the_schema_refuses_is_not_written(root: Path) -> None:
    """What is sealed has passed the schema by which it will be read."""
    sealed = match_files.read(root, "2031", 1)
    assert set(match_files.files(sealed)) == {f"{FOLDER}/{part}.json" for part in match_files.PARTS}
    with pytest.raises(DataError, match="Nothing was written") as caught:
        match_files.files(replace(sealed, proof=replace(sealed.proof, tool="x" * 500)))
    assert [problem.pointer for problem in caught.value.problems] == ["/tool"]


def test_a_match_too_large_to_be_read_again_is_not_written(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The limit of reading is also that of writing, and says what to do."""
    sealed = match_files.read(root, "2031", 1)
    monkeypatch.setattr(match_files, "SEALED_BYTES", 100)
    with pytest.raises(DataError, match="Nothing was written") as caught:
        match_files.files(sealed)
    assert {problem.code for problem in caught.value.problems} == {"match-too-large"}
    assert all("Match fewer people" in problem.hint for problem in caught.value.problems)


def in_string(text: str, index: int) -> bool:
    """Whether an index is inside a string of the text, which has no escapes."""
    return text[:index].count('"') % 2 == 1


def refusals(root: Path, path: Path, forged: str, text: str) -> tuple[Problem, ...]:
    """The problems of a match file that was replaced by a forgery."""
    path.write_text(forged)
    try:
        with pytest.raises(DataError) as caught:
            match_files.read(root, "2031", 1)
    finally:
        path.write_text(text)
    return caught.value.problems
