"""What CI runs in a programme of its own: sound for both hosts, and without the tool's parts."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tools import ROOT

TEMPLATE = ROOT / "template"
WORKFLOWS = sorted((TEMPLATE / ".github/workflows").glob("*.yml"))


def tool(*command: str | Path) -> str:
    """A tool of the tests, which must succeed."""
    program = Path(sys.executable).parent / command[0]
    done = subprocess.run(
        [program, *command[1:]], capture_output=True, text=True, cwd=ROOT, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_zizmor_finds_nothing() -> None:
    """The security linter at its most pedantic, without the network."""
    found = tool("zizmor", "--offline", "--pedantic", "--format", "json", TEMPLATE / ".github")
    assert json.loads(found) == []


@pytest.mark.parametrize(
    ("schema", "files"),
    [
        ("vendor.github-workflows", WORKFLOWS),
        ("vendor.dependabot", [TEMPLATE / ".github/dependabot.yml"]),
        ("vendor.gitlab-ci", [TEMPLATE / ".gitlab-ci.yml"]),
    ],
)
def test_files_are_what_the_hosts_expect(schema: str, files: list[Path]) -> None:
    """GitHub's and GitLab's own schemas, as check-jsonschema carries them."""
    assert files
    assert "ok" in tool("check-jsonschema", "--builtin-schema", schema, *files)


@pytest.mark.parametrize(
    "path", [*WORKFLOWS, TEMPLATE / ".gitlab-ci.yml"], ids=lambda one: one.name
)
def test_nothing_of_the_tool_is_asked_for(path: Path) -> None:
    """Neither its source and tests nor its handbook are there."""
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"handbook|make test|scripts/mentoring|\.ci/run", text)


def test_every_command_of_a_workflow_is_one_of_the_makefile_or_of_the_tool() -> None:
    """What a workflow calls in the repository is in the repository."""
    for path in WORKFLOWS:
        jobs = yaml.safe_load(path.read_text(encoding="utf-8"))["jobs"].values()
        steps = [step.get("run", "") for job in jobs for step in job["steps"]]
        for called in re.findall(r"(?<![\w/])(\.ci/[\w-]+|requirements/[\w-]+)", "\n".join(steps)):
            found = (TEMPLATE / called).exists() or (TEMPLATE / f"{called}.txt.jinja").exists()
            assert found, (path.name, called)


def test_scripts_are_those_that_this_repository_tests() -> None:
    """The copies in the template are the files that run here."""
    for name in (".ci/finish-site", ".ci/weekly-issue", "requirements/install"):
        assert (TEMPLATE / name).read_bytes() == (ROOT / name).read_bytes(), name
