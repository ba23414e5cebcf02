"""A terminal shows the progress of the work; a pipe or a log gets only the result."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from mentoring.cli.boundary import run

BASE = Path(__file__).parents[1] / "checks" / "base"


@pytest.mark.parametrize("terminal", [True, False])
def test_validate_shows_how_many_files_it_has_read(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *, terminal: bool
) -> None:
    """Ten thousand files take their time, which is not silence."""
    monkeypatch.setattr(sys.stderr, "isatty", lambda: terminal)
    assert run(["-C", str(BASE), "validate", "--today", "2031-12-01"]) == 0
    said = capsys.readouterr()
    assert ("Reading records" in said.err) is terminal
    assert "Reading records" not in said.out
