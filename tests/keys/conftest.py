"""The miniature programme with two stewards: in plain text, and encrypted for the first."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from keys.stewards import DAY, FIRST, SECOND, Machine, machine
from tools import ROOT

if TYPE_CHECKING:
    from pathlib import Path

PROGRAMME = ROOT / "tests/programme"


@pytest.fixture
def plain(tmp_path: Path) -> Machine:
    """The miniature programme in plain text, with two stewards, and nothing committed."""
    at = machine(tmp_path, "plain")
    shutil.copytree(PROGRAMME, at.root, dirs_exist_ok=True, ignore=shutil.ignore_patterns("_*"))
    roster = at.root / "data/roster/2031.yaml"
    member = "    duties: [steward]\n    experiments: [ALICE]\n    institute: Institute T\n"
    more = "".join(f"  - id: {steward}\n{member}" for steward in (FIRST, SECOND))
    roster.write_text(roster.read_text().replace("members:\n", f"members:\n{more}"))
    return at


@pytest.fixture
def sealed(plain: Machine) -> Machine:
    """The same, encrypted for the first steward, and committed."""
    plain(f"keys init 2031 --steward {FIRST} {DAY}")
    plain.commit("Begin")
    return plain
