"""The wheel alone runs a programme: a repository with data and pages, and nothing of the tool."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from importlib.metadata import distribution
from pathlib import Path

import pytest

from install.local_index import pins
from tools import ROOT

PROGRAMME = ROOT / "tests/programme"
TODAY = "--today 2032-02-23"
COMMANDS = f"""
mentoring schemas
mentoring validate {TODAY}
mentoring match 2031
mentoring verify 2031
mentoring explain 2031 gngsmf
mentoring progress 2031 {TODAY}
mentoring release 2031 applications {TODAY}
mentoring site
mentoring site --check
mkdocs build --strict --quiet
mentoring audit site
mentoring announce 2031 {TODAY}
mentoring agreement 2031
"""
MKDOCS = """\
site_name: A programme for tests
site_url: https://tests.example.org/
theme: material
"""


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The programs of an environment that holds the wheel and what `run.txt` pins, no more.

    What is installed here is linked there: only the wheel itself is built and installed anew.
    """
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder / "env"], check=True)
    python = folder / "env/bin/python"
    [packages] = (folder / "env/lib").glob("python*/site-packages")
    for name in {pin.name for pin in pins(ROOT / "requirements/run.txt")}:
        link(name, packages, python)
    build = ["-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    subprocess.run([sys.executable, *build], cwd=ROOT, check=True, capture_output=True)
    [wheel] = folder.glob("*.whl")
    install = ["-m", "pip", "--python", str(python), "install", "--quiet", "--no-deps", str(wheel)]
    subprocess.run([sys.executable, *install], check=True)
    return python.parent


def link(name: str, packages: Path, python: Path) -> None:
    """Link an installed package into another environment; its programs run there."""
    for file in distribution(name).files or ():
        source = Path(str(file.locate()))
        if file.parts[:4] == ("..", "..", "..", "bin"):
            text = source.read_text(encoding="utf-8")
            target = python.parent / source.name
            target.write_text(text.replace(sys.executable, str(python)), encoding="utf-8")
            target.chmod(0o755)
        elif "__pycache__" not in file.parts:
            target = packages / file
            target.parent.mkdir(parents=True, exist_ok=True)
            target.symlink_to(source)


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Data, one page and `mkdocs.yml`, committed."""
    folder = tmp_path_factory.mktemp("programme")
    shutil.copytree(PROGRAMME / "data", folder / "data")
    (folder / "docs").mkdir()
    (folder / "docs/index.md").write_text("# A programme\n")
    (folder / "mkdocs.yml").write_text(MKDOCS)
    (folder / ".gitignore").write_text("/outbox/\n/site/\n")
    git = ["git", "-c", "user.name=x", "-c", "user.email=x@example.org", "-C", str(folder)]
    subprocess.run([*git, "init", "--quiet"], check=True)
    subprocess.run([*git, "add", "."], check=True)
    subprocess.run([*git, "commit", "--quiet", "--message", "A programme"], check=True)
    return folder


@pytest.fixture(scope="module")
def ran(environment: Path, repository: Path) -> None:
    """Every command has ended well, in an environment and a folder that have nothing else."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    clean |= {"PATH": f"{environment}:/usr/bin:/bin", "NO_MKDOCS_2_WARNING": "1"}
    for line in COMMANDS.strip().splitlines():
        program, *arguments = shlex.split(line)
        done = subprocess.run(
            [environment / program, *arguments],
            cwd=repository,
            env=clean,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, (line, done.stdout, done.stderr)


@pytest.mark.usefixtures("ran")
def test_the_wheel_runs_a_programme(repository: Path) -> None:
    """From the check of the data to pages and documents."""
    assert list((repository / "site").glob("index.html"))
    assert list((repository / "outbox").rglob("*.pdf"))


@pytest.mark.usefixtures("ran")
def test_first_lines_for_editors_point_at_a_file(repository: Path) -> None:
    """The schema that a record names lies beside the records, with this programme's words."""
    records = [path for path in (repository / "data").rglob("*.yaml") if path.is_file()]
    assert records
    for record in records:
        first = record.read_text(encoding="utf-8").partition("\n")[0]
        schema = record.parent / first.removeprefix("# yaml-language-server: $schema=")
        assert schema.is_file(), first
