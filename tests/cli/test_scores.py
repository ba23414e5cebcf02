"""`mentoring scores`: the whole instance, for people, programs and spreadsheets."""

from __future__ import annotations

import csv
import json
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING

from mentoring.cli.boundary import run

if TYPE_CHECKING:
    import pytest

BASE = str(Path(__file__).parents[1] / "checks" / "base")


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """What the command prints."""
    assert run(["-C", BASE, "scores", "2031", *arguments]) == 0
    return capsys.readouterr().out


def test_json_is_enough_to_solve_it_elsewhere(capsys: pytest.CaptureFixture[str]) -> None:
    """Every key that others build on; null exactly where a code says why."""
    data = json.loads(said(capsys, "--format", "json"))
    assert {
        *("cohort", "cap", "objective", "minimum_fit", "mentees", "mentors", "fit", "why_not"),
        *("balance", "pins", "lottery"),
    } <= data.keys()
    for mentee, row in zip(data["mentees"], data["fit"], strict=True):
        for mentor, fit in zip(data["mentors"], row, strict=True):
            forbidden = f"{mentee['id']}:{mentor['id']}" in data["why_not"]
            assert (fit is None) == forbidden
            assert forbidden or 0 <= fit <= 1000


def test_csv_has_a_line_a_pair(capsys: pytest.CaptureFixture[str]) -> None:
    """The same fits and codes, a pair a line."""
    data = json.loads(said(capsys, "--format", "json"))
    rows = list(csv.DictReader(StringIO(said(capsys, "--format", "csv"))))
    assert len(rows) == len(data["mentees"]) * len(data["mentors"])
    for row in rows:
        codes = data["why_not"].get(f"{row['mentee']}:{row['mentor']}", [])
        assert row["why_not"] == " ".join(codes)
        assert (row["fit"] == "") == bool(codes)


def test_text_counts_pairs_and_shows_the_best(capsys: pytest.CaptureFixture[str]) -> None:
    """An overview, then everybody's best fits, by id alone."""
    text = said(capsys)
    assert text.startswith("Edition 2031: 2 mentees and 2 mentors; at most 2 pairs.\n")
    assert "of 4 pairs may be" in text
    assert "bbcdfg" in text
