"""This programme's records have the layout that the tool writes today."""

from __future__ import annotations

import subprocess
import sys

from tools import ROOT


def test_nothing_is_left_to_migrate() -> None:
    """`migrate` finds no record of an earlier layout."""
    run = [sys.executable, "-m", "mentoring", "-C", ROOT, "migrate", "--dry-run"]
    answer = subprocess.run(run, capture_output=True, text=True, check=False)
    assert "nothing to migrate" in answer.stderr
