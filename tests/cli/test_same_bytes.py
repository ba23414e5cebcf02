"""The same data give the same bytes in any process: whatever its hashes, time zone and language."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from mentoring.people.ledger import DrawKey
from mentoring.store.writer import changes

PROGRAMME = Path(__file__).parents[1] / "programme"
TODAY = "--today 2032-02-23"
LINES = f"""
validate --format json {TODAY}
scores 2031
match 2031 --format json
match 2031 --report --resamples 20
robustness 2031 --resamples 20 --format json
verify 2031 --format json
explain 2031 gngsmf
explain 2031 bprtwc --format json
review assign 2031
review summary 2031
review packets 2031
progress 2031 --format json {TODAY}
progress 2031 --format html {TODAY}
groups 2031 midterm --size 4 --rounds 2 --format json
profiles 2031
announce 2031 {TODAY}
agreement 2031
remind 2031 {TODAY}
replace 2031 gngsmf --left mentor {TODAY}
pair log 2031 dzfdpm --meeting 2032-02-20 --minutes 50 {TODAY}
export-person gngsmf {TODAY}
release 2031 applications {TODAY}
site
new 2032 --from 2031
renew 2031 2032 --today 2032-08-10
"""
DRAW_KEY = DrawKey(cohort="2031", key="5a" * 32)  # made at random where an edition has none
PROCESSES = (
    {"PYTHONHASHSEED": "1", "TZ": "America/Adak", "LC_ALL": "C"},
    {"PYTHONHASHSEED": "2", "TZ": "Pacific/Kiritimati", "LC_ALL": "C.UTF-8"},
)
PLAY = """
import shlex, sys
from mentoring.cli.boundary import run
for line in sys.argv[1].strip().splitlines():
    print("$", line, flush=True)
    print("exit", run(shlex.split(line)), flush=True)
"""


def played(folder: Path, environment: dict[str, str]) -> tuple[str, dict[str, bytes]]:
    """What the commands say, one after another in one process, and all files after them."""
    root = folder / "programme"
    shutil.copytree(PROGRAMME, root, ignore=shutil.ignore_patterns("_expected"))
    changes(root, [DRAW_KEY]).apply()
    done = subprocess.run(
        [sys.executable, "-c", PLAY, LINES],
        cwd=root,
        env={**os.environ, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=True,
    )
    files = (path for path in root.rglob("*") if path.is_file() and ".git" not in path.parts)
    return done.stdout, {path.relative_to(root).as_posix(): path.read_bytes() for path in files}


def test_two_processes_say_and_write_the_same(tmp_path: Path) -> None:
    """No order of a set, no local clock and no language of the machine shows in what comes out."""
    with ThreadPoolExecutor() as pool:
        folders = (tmp_path / "one", tmp_path / "two")
        (said, files), (said_again, files_again) = pool.map(played, folders, PROCESSES)
    assert said.splitlines() == said_again.splitlines()
    assert {name for name in files if files[name] != files_again.get(name)} == set()
    assert files.keys() == files_again.keys()
    assert "exit 2" not in said.splitlines()
    assert "exit 3" not in said.splitlines()
