"""What several tests need: a reader of CSV, and tools that a developer's machine may lack."""

from __future__ import annotations

import csv
import io
import os
import random
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn, TypeVar

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from collections.abc import Iterable

T = TypeVar("T")

NIGHT = settings.default.max_examples > 1000
ROOT = Path(__file__).parents[1]
MODULES = ROOT / "node_modules"


def examples(count: int) -> int:
    """How many examples a property gets that has `count` in CI; more every night."""
    return max(1, count * settings.default.max_examples // 100)


def cases(every: Iterable[T], count: int) -> list[T]:
    """So many of the cases in CI, drawn once and for all; all of them every night."""
    found = list(every)
    return found if NIGHT else random.Random(0).sample(found, min(count, len(found)))


def cells_of(table: bytes) -> list[list[str]]:
    """The cells of a CSV file in UTF-8 with a byte order mark."""
    return list(csv.reader(io.StringIO(table.decode("utf-8-sig"), newline="")))


def missing(what: str) -> NoReturn:
    """Skip on a developer's machine; in CI nothing of this may be missing."""
    if os.environ.get("CI") == "true":
        pytest.fail(f"{what} is missing, and CI must have it")
    pytest.skip(f"{what} is missing")


def set_up(root: Path, *marks: str) -> None:
    """Give a repository the environment of these tests, as if `make setup` had just made it."""
    (root / ".venv").mkdir()
    for part in ("bin", "lib", "pyvenv.cfg"):
        (root / ".venv" / part).symlink_to(Path(sys.prefix) / part)
    for mark in marks:
        (root / ".venv" / mark).touch()


def make(root: Path, *targets: str, **settings: str) -> str:
    """What `make` prints in a repository; it must succeed."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    done = subprocess.run(
        ["make", *targets],
        cwd=root,
        env=kept | {"NO_MKDOCS_2_WARNING": "1"} | settings,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    return done.stdout


def module(name: str) -> Path:
    """The folder of an npm package."""
    if not shutil.which("node") or not (MODULES / name).is_dir():
        missing(f"npm's {name}")
    return MODULES / name


def node(script: str, *arguments: str | Path, data: str = "") -> str:
    """What a piece of JavaScript (an ES module) prints."""
    done = subprocess.run(
        ["node", "--input-type=module", "--eval", script, "--", *map(str, arguments)],
        input=data,
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout
