"""A lock installs what it holds on any later day, with the pip of Python 3.11.7 and the newest.

The packages of a local index bear the names, versions and needs of the real ones, and each has a
release that is newer than the lock. The real ones are installed every night (nightly.yml).
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from packaging.markers import Marker

from install.local_index import pins, write_index, write_lock
from tools import ROOT, missing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from install.local_index import Pin

LOCKS = ("site", "run", "test", "bench")
OLD_PIP = "pip==23.2.1"  # which Python 3.11.7 brings
PIPS = (OLD_PIP, "pip")


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the locks, for wheels of a local index, and the script that installs them."""
    folder = tmp_path_factory.mktemp("index")
    locked = {name: pins(ROOT / "requirements" / f"{name}.txt") for name in LOCKS}
    digests = write_index(folder / "simple", {pin for lock in locked.values() for pin in lock})
    for name, lock in locked.items():
        write_lock(folder / f"{name}.txt", digests, lock)
    shutil.copy2(ROOT / "requirements/install", folder)
    return folder


@pytest.fixture(scope="module", params=PIPS)
def fetched_pip(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A pip from the package index, unpacked: for PYTHONPATH."""
    folder = tmp_path_factory.mktemp("pip")
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "-d", folder]
    done = subprocess.run([*command, request.param], capture_output=True, text=True, check=False)
    if done.returncode:
        missing(f"{request.param} (from the package index)")
    [wheel] = folder.glob("pip-*.whl")
    shutil.unpack_archive(wheel, folder / "pip", "zip")
    return folder / "pip"


class Environment:
    """An empty environment with a pip of its own, which knows the local index alone."""

    def __init__(self, folder: Path, pip: Path, index: Path) -> None:
        subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder / "env"], check=True)
        self.python = folder / "env/bin/python"
        self._index = index
        self._variables = {
            **{name: value for name, value in os.environ.items() if not name.startswith("PIP_")},
            "PIP_CONFIG_FILE": os.devnull,
            "PIP_INDEX_URL": (index / "simple").as_uri(),
            "PIP_NO_CACHE_DIR": "1",
            "PYTHONPATH": str(pip),
            "PYTHON": str(self.python),
        }

    def run(self, *command: str | Path) -> subprocess.CompletedProcess[str]:
        """Run a command there; both outputs are in `stdout`."""
        return subprocess.run(
            command,
            cwd=self._index,
            env=self._variables,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )

    def install(self, *locks: str) -> str:
        """What the set-up prints."""
        done = self.run(self._index / "install", *locks)
        assert done.returncode == 0, done.stdout
        return done.stdout

    def holds(self) -> set[str]:
        """The packages and versions that are installed."""
        infos = self.python.parents[1].glob("lib/python*/site-packages/*.dist-info")
        return {info.name.removesuffix(".dist-info") for info in infos}


@pytest.fixture
def environment(fetched_pip: Path, index: Path, tmp_path: Path) -> Environment:
    """An empty environment."""
    return Environment(tmp_path, fetched_pip, index)


@pytest.fixture
def broken(index: Path) -> Iterator[Callable[[str, str], str]]:
    """Writes a test lock in which a pattern is replaced; returns its name."""
    path = index / "broken.txt"

    def write(pattern: str, replacement: str) -> str:
        lock = (index / "test.txt").read_text()
        path.write_text(re.sub(pattern, replacement, lock, count=1))
        assert path.read_text() != lock
        return path.stem

    yield write
    path.unlink()


def test_each_lock_is_installed_whole_and_nothing_newer(environment: Environment) -> None:
    """The Makefile installs one upon the other; `pip check` has nothing to say after each."""
    expected = set()
    for lock in LOCKS:
        said = environment.install(lock)
        assert f"Installing requirements/{lock}.txt" in said
        assert "No broken requirements found" in said
        expected |= {pin.wheel for pin in pins(ROOT / "requirements" / f"{lock}.txt") if _here(pin)}
        assert environment.holds() == expected


def test_a_lock_that_lacks_a_package_is_noticed(
    environment: Environment, broken: Callable[[str, str], str]
) -> None:
    """`pip check` names what is missing, and the set-up fails."""
    done = environment.run("./install", broken(r"pluggy==.*\n.*\n", ""))
    assert done.returncode != 0
    assert "requires pluggy, which is not installed" in done.stdout


def test_a_file_that_is_not_the_locked_one_is_refused(
    environment: Environment, broken: Callable[[str, str], str]
) -> None:
    """Its hash is another one, and nothing is installed."""
    done = environment.run("./install", broken("sha256:.{64}", "sha256:" + "0" * 64))
    assert done.returncode != 0
    assert "THESE PACKAGES DO NOT MATCH THE HASHES" in done.stdout
    assert environment.holds() == set()


@pytest.mark.parametrize("fetched_pip", [OLD_PIP], indirect=True)
def test_the_local_index_tempts_a_resolver(environment: Environment) -> None:
    """With its resolver, pip 23.2.1 takes the newest `coverage` for `coverage[toml]`, and fails."""
    options = ("--dry-run", "--require-hashes", "--requirement", "test.txt")
    done = environment.run(environment.python, "-m", "pip", "install", *options)
    assert done.returncode != 0
    assert "must have their versions pinned" in done.stdout


def _here(pin: Pin) -> bool:
    """Whether the line applies to this Python on this machine."""
    return not pin.marker or Marker(pin.marker.removeprefix(" ;")).evaluate()
