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
from mentoring.store.reader import load
from test_programme import COMMANDS, EXPECTED, GOLDEN, PROGRAMME
from tools import ROOT

if TYPE_CHECKING:
    from pathlib import Path

KEY = "0123456789abcdef0123456789abcdef"
DAYS = {"applied": "2026-10-05", "reviewed": "2026-10-25", "running": "2027-01-20"}
STORIES = {  # the demo on a day, what was done since, and the command
    "review assign": ("applied", [], "review assign 2026"),
    "review packets": ("applied", ["review assign 2026"], "review packets 2026"),
    "match": ("reviewed", [], "match 2026 --today 2026-11-01"),
    "announce": (
        "reviewed", ["match 2026 --today 2026-11-01"], "announce 2026 --today 2026-11-03"),
    "send": (
        "reviewed",
        ["match 2026 --today 2026-11-01", "announce 2026 --today 2026-11-03"],
        "send 2026 --by-hand --today 2026-11-03",
    ),
    "remind": ("running", [], "remind 2026 --today 2027-01-20"),
    "withdraw": ("running", [], "withdraw 2026 {pair} --today 2027-01-20"),
    "withdraw a mentor": ("running", [], "withdraw 2026 {mentor} --today 2027-01-20"),
    "replace": ("running", [], "replace 2026 {pair} --left mentor --today 2027-01-20"),
    "certificates": (
        "running",
        ["pair end 2026 {pair} --completed --today 2027-08-09"],
        "certificates 2026 --today 2027-08-20",
    ),
    "renew": (
        "running",
        ["consent 2026 {mentor} --next-edition --today 2027-08-09", "new 2027 --from 2026"],
        "renew 2026 2027 --today 2027-08-20",
    ),
    "consent": ("running", [], "consent 2026 {pair} --no-statistics --today 2027-01-20"),
    "export-person": ("running", [], "export-person {pair} --today 2027-01-20"),
    "copies": ("running", [], "announce 2026 --copy-texts"),
}  # fmt: skip
WRITING = {
    COMMANDS[name].split()[0]: COMMANDS[name]
    for name in sorted(COMMANDS)
    if "\n--- files\n" in (EXPECTED / f"{name}.txt").read_text()
    and COMMANDS[name].split()[0] not in {command.split()[0] for _, _, command in STORIES.values()}
}
"""The other commands that write, on the miniature programme."""


def _ended_before_each_step(folder: Path, command: list[str]) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "operations.kills", folder, *command],
        env={
            **os.environ,
            "PYTHONPATH": f"{ROOT / 'tests'}:{ROOT / 'scripts'}",
            "MENTORING_LEDGER_KEY": KEY,
        },
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert int(done.stdout.split()[-1]) > 3


@pytest.mark.parametrize("name", WRITING)
def test_a_killed_command_is_finished_by_the_next(name: str, tmp_path: Path) -> None:
    """Before each call that changes the disk, by SIGKILL and by SIGTERM; nothing is left over."""
    ignored = shutil.ignore_patterns("_expected")
    shutil.copytree(PROGRAMME, tmp_path / "before", ignore=ignored)
    _ended_before_each_step(tmp_path, shlex.split(WRITING[name].format(golden=GOLDEN)))


@pytest.fixture(scope="module")
def demos(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small synthetic programme on each of the days."""
    folder = tmp_path_factory.mktemp("demos")
    for name, day in DAYS.items():
        (folder / name / "data").mkdir(parents=True)
        shutil.copy(ROOT / "data/programme.yaml", folder / name / "data")
        size = "--mentees 8 --mentors 6 --pairs 4"
        assert run(["-C", str(folder / name), *f"demo {size} --until {day}".split()]) == 0
    return folder


@pytest.mark.parametrize("name", STORIES)
def test_a_command_in_the_middle_of_a_year_is_finished_by_the_next(
    name: str, demos: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of many files, of letters, of what several people share."""
    monkeypatch.setenv("MENTORING_LEDGER_KEY", KEY)
    day, earlier, command = STORIES[name]
    before = shutil.copytree(demos / day, tmp_path / "before")
    names = _names(before)
    for line in earlier:
        assert run(["-C", str(before), *shlex.split(line.format(**names))]) == 0, line
    _ended_before_each_step(tmp_path, shlex.split(command.format(**names)))


def _names(programme: Path) -> dict[str, str]:
    """A mentee who has a pair, and their mentor."""
    pairs = [entry.record for entry in load(programme).sound("2026").pairs]
    running = [pair for pair in pairs if pair.current and pair.current.status == "active"]
    return {"pair": running[0].mentee, "mentor": running[0].latest.mentor} if running else {}


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
        calls = (
            node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call)
        )
        if any(_writes(call) for call in calls):
            found.add(path.relative_to(source).as_posix())
    assert found <= ALLOWED


def _writes(call: ast.Call) -> bool:
    name = getattr(call.func, "attr", getattr(call.func, "id", ""))
    if name == "open":
        modes = [one.value for one in call.args if isinstance(one, ast.Constant)]
        return any(isinstance(mode, str) and set(mode) & set("wax+") for mode in modes)
    return name in WRITERS
