"""Tools that some tests need beside Python: on a developer's machine they may be missing."""

from __future__ import annotations

import os
import shutil
import subprocess
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
    """About `count` of the cases, evenly spread, in CI; all of them every night."""
    found = list(every)
    return found[:: 1 if NIGHT else max(1, len(found) // count)]


def missing(what: str) -> NoReturn:
    """Skip on a developer's machine; in CI nothing of this may be missing."""
    if os.environ.get("CI") == "true":
        pytest.fail(f"{what} is missing, and CI must have it")
    pytest.skip(f"{what} is missing")


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
