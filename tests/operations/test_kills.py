"""Any command, ended before any step: every file is old or new, and the next run finishes the work.

The commands and the programme are those of `test_programme.py`: a new command that writes is here
by being there. `tests/files/test_changes.py` kills the one writer before every call in turn.
"""

from __future__ import annotations

import ast
import os
import shlex
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from mentoring.cli.boundary import run
from test_programme import COMMANDS, EXPECTED, GOLDEN, PROGRAMME
from tools import ROOT

if TYPE_CHECKING:
    from pathlib import Path

WRITING = {
    COMMANDS[name].split()[0]: COMMANDS[name]
    for name in sorted(COMMANDS)
    if "\n--- files\n" in (EXPECTED / f"{name}.txt").read_text()
}


@pytest.mark.parametrize("name", WRITING)
def test_a_killed_command_is_finished_by_the_next(name: str, tmp_path: Path) -> None:
    """Before each call that changes the disk, by SIGKILL and by SIGTERM; nothing is left over."""
    ignored = shutil.ignore_patterns("_expected")
    shutil.copytree(PROGRAMME, tmp_path / "before", ignore=ignored)
    command = shlex.split(WRITING[name].format(golden=GOLDEN))
    done = subprocess.run(
        [sys.executable, "-m", "operations.kills", tmp_path, *command],
        env={**os.environ, "PYTHONPATH": f"{ROOT / 'tests'}:{ROOT / 'scripts'}"},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert int(done.stdout.split()[-1]) > 3


@pytest.mark.parametrize("lost", ["proof.json", "instance.json"])
def test_a_match_of_which_half_is_there_is_sealed_again(lost: str, tmp_path: Path) -> None:
    """Under its own number, and the repository is as if nothing had happened."""
    programme = shutil.copytree(PROGRAMME, tmp_path / "programme")
    replaced = COMMANDS["replace"].split()
    run(["-C", str(programme), *replaced])
    whole = {path: path.read_bytes() for path in programme.glob("data/matches/2031/*/*")}
    shutil.copytree(PROGRAMME / "data/pairs", programme / "data/pairs", dirs_exist_ok=True)
    (programme / "data/matches/2031/2" / lost).unlink()
    assert run(["-C", str(programme), *replaced]) == 0
    assert {path: path.read_bytes() for path in programme.glob("data/matches/2031/*/*")} == whole


WRITERS = {"write_text", "write_bytes", "rename", "touch", "symlink_to", "hardlink_to"}
ALLOWED = {
    "files/atomic.py",  # the one writer
    "files/lock.py",  # who holds the lock
    "files/changes.py",  # many files at once, through it
    "operations/demo/writing.py",  # a folder that is moved into its place when it is whole
}


def test_nothing_writes_but_through_the_one_writer() -> None:
    """No other module opens a file for writing, so what is tested there holds everywhere."""
    found = set()
    source = ROOT / "scripts/mentoring"
    for path in source.rglob("*.py"):
        calls = (one for one in ast.walk(ast.parse(path.read_text())) if isinstance(one, ast.Call))
        if any(_writes(call) for call in calls):
            found.add(path.relative_to(source).as_posix())
    assert found <= ALLOWED


def _writes(call: ast.Call) -> bool:
    name = getattr(call.func, "attr", getattr(call.func, "id", ""))
    if name == "open":
        modes = [one.value for one in call.args if isinstance(one, ast.Constant)]
        return any(isinstance(mode, str) and set(mode) & set("wax+") for mode in modes)
    return name in WRITERS
