"""Every `run:` step of every workflow does its work, in order, in a clean clone.

What is installed already is not installed again; `gh` is a stub that writes down what it is asked;
the step that runs all tests is left out, for this is one of them.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from tools import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.clone

BIN = Path(sys.executable).parent
TODAY = "2027-02-22"  # the day on which the sample is looked at
LISTED = ("--cached", "--others", "--exclude-standard")
INSTALL_OPTIONS = "--no-deps --require-hashes --only-binary :all: --progress-bar off"
STUBS = {
    # `python -m pip` would install what this Python has already.
    "python": 'case "$*" in *"-m pip"*) echo "$*" >> "$CALLS" ;; *) exec {bin}/python "$@" ;; esac',
    "apt-get": "exit 0",
    "gh": 'echo "gh $*" >> "$CALLS"\n[ "$2" = list ] && echo "$ISSUE"; exit 0',
}
MENTORING = """\
case "$1" in
  validate | progress | retention) exec {bin}/mentoring "$@" --today {today} ;;
  *) exec {bin}/mentoring "$@" ;;
esac"""


def _git(folder: Path, *arguments: str) -> str:
    names = {
        f"GIT_{who}_{what}": "x@example.org"
        for who in ("AUTHOR", "COMMITTER")
        for what in ("NAME", "EMAIL")
    }
    done = subprocess.run(
        ["git", "-C", str(folder), *arguments],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, **names},
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def origin(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The repository as it is now, committed: what a host would hand out."""
    folder = tmp_path_factory.mktemp("origin")
    for name in _git(ROOT, "ls-files", "-z", *LISTED).split("\0"):
        if name and (ROOT / name).is_file():
            target = folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, target)
    _git(folder, "init", "--quiet", "--initial-branch=main")
    _git(folder, "config", "uploadpack.allowFilter", "true")
    _git(folder, "add", "--all", "--force")
    _git(folder, "commit", "--quiet", "--message", "Everything")
    return folder


@dataclass(frozen=True)
class Runner:
    """A machine with a clone, as a host's runner has it."""

    clone: Path
    stubs: Path

    def run(self, job: str, only: str = "", **settings: str) -> str:
        """Each `run:` step of a job in order, or `only` one by its name; what its summary says."""
        workflow, _, name = job.partition("/")
        steps = _load(workflow)["jobs"][name]["steps"]
        for step in steps:
            if "run" in step and step["run"] != ".ci/run" and only in {"", step["name"]}:
                self._step(step, settings)
        return self.summary

    def script(self, job: str) -> None:
        """The commands of a GitLab job and of what it extends, in one shell as there."""
        commands = [*_gitlab()[job].get("before_script", []), *_gitlab()[job]["script"]]
        self._step({"name": job, "run": "\n".join(commands)}, {})

    def _step(self, step: dict[str, Any], settings: dict[str, str]) -> None:
        given = {
            key: re.sub(r"\$\{\{.*?\}\}", "given", value)
            for key, value in step.get("env", {}).items()
        }
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
            cwd=self.clone,
            env={**self._environment(), **given, **settings},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, f"{step['name']}: {done.stdout}{done.stderr}"

    def _environment(self) -> dict[str, str]:
        return {
            "HOME": str(self.stubs),
            "PATH": f"{self.stubs}:/usr/local/bin:/usr/bin:/bin",
            "PYTHONPATH": str(self.clone / "scripts"),
            "GITHUB_ACTIONS": "true",
            "GITHUB_STEP_SUMMARY": str(self.stubs / "summary"),
            "CALLS": str(self.stubs / "calls"),
            "LC_ALL": "C.UTF-8",
        }

    @property
    def summary(self) -> str:
        """What the steps have written into the job's summary."""
        path = self.stubs / "summary"
        return path.read_text() if path.exists() else ""

    @property
    def calls(self) -> list[str]:
        """What the stubs were asked to do."""
        path = self.stubs / "calls"
        return path.read_text().splitlines() if path.exists() else []


def _load(workflow: str) -> dict[str, Any]:
    text = (ROOT / f".github/workflows/{workflow}.yml").read_text()
    loaded: dict[str, Any] = yaml.safe_load(text)
    return loaded


def _gitlab() -> dict[str, Any]:
    jobs: dict[str, Any] = yaml.safe_load((ROOT / ".gitlab-ci.yml").read_text())
    return {
        name: {**jobs.get(job.get("extends", ""), {}), **job}
        for name, job in jobs.items()
        if isinstance(job, dict) and "script" in job
    }


def _script(path: Path, body: str) -> None:
    path.write_text("#!/bin/bash\n" + body.replace("{bin}", str(BIN)).replace("{today}", TODAY))
    path.chmod(0o755)


def _stubs(folder: Path) -> Path:
    folder.mkdir()
    for name, body in STUBS.items():
        _script(folder / name, body)
    return folder


@pytest.fixture
def runner(origin: Path, tmp_path: Path) -> Runner:
    """A full clone in which `make setup` has nothing left to do."""
    clone = tmp_path / "clone"
    _git(tmp_path, "clone", "--quiet", str(origin), str(clone))
    tools = clone / ".venv/bin"
    tools.mkdir(parents=True)
    for program in BIN.iterdir():
        (tools / program.name).symlink_to(program)
    (tools / "mentoring").unlink()
    _script(tools / "mentoring", MENTORING)
    for mark in (".python", ".run", ".test"):
        (clone / ".venv" / mark).touch()
    return Runner(clone, _stubs(tmp_path / "stubs"))


def test_every_change_is_checked(runner: Runner) -> None:
    """Data, proof and public pages, against a base; a person reads the summary first."""
    summary = runner.run("validate/programme", BASE="HEAD")
    assert "## Validation" in summary
    assert "## Proof" in summary
    assert (runner.clone / "site/index.html").exists()
    assert _git(runner.clone, "status", "--porcelain") == ""


def test_main_is_proved_without_a_base(runner: Runner) -> None:
    """What was merged has nothing to be compared with."""
    assert "## Proof" in runner.run("validate/programme", only="Prove the pairs", BASE="")


def test_a_change_of_a_sealed_match_is_refused(runner: Runner) -> None:
    """Sealed matches are appended, never rewritten, by any author of a pull request."""
    (sealed, *_) = sorted(runner.clone.glob("data/matches/*/1/proof.json"))
    sealed.write_text(sealed.read_text() + "\n")
    _git(runner.clone, "commit", "--all", "--quiet", "--message", "Rewrite a proof")
    with pytest.raises(AssertionError, match="this sealed file is changed"):
        runner.run("validate/programme", BASE="HEAD~1")


@pytest.mark.parametrize(
    ("issue", "call"), [("", "gh issue create --title"), ("7", "gh issue edit 7 --body-file")]
)
def test_the_week_opens_one_issue_or_renews_it(runner: Runner, issue: str, call: str) -> None:
    """The same page goes into the issue and into the summary, and names people by id alone."""
    summary = runner.run("weekly/progress", ISSUE=issue)
    assert [one for one in runner.calls if one.startswith(call)]
    assert len([one for one in runner.calls if "list" not in one]) == 1
    assert summary.startswith((runner.clone / "build/week.md").read_text())
    assert "## Retention" in summary
    assert not [word for word in _private(runner.clone) if word in summary]


def test_the_week_fails_when_people_are_kept_too_long(runner: Runner) -> None:
    """The last step is red, and the issue was renewed before."""
    _script(runner.clone / ".venv/bin/mentoring", MENTORING.replace("{today}", "2099-01-01"))
    with pytest.raises(AssertionError, match="Fail when personal data are past their date"):
        runner.run("weekly/progress", ISSUE="")
    assert [call for call in runner.calls if call.startswith("gh issue create")]
    assert "past its date" in runner.summary


@pytest.fixture
def public(origin: Path, tmp_path: Path) -> Runner:
    """A sparse, partial and shallow clone, as actions/checkout makes it for the publishing job."""
    [given] = [
        step["with"]
        for step in _load("publish")["jobs"]["build"]["steps"]
        if "checkout" in step.get("uses", "")
    ]
    clone = tmp_path / "public"
    options = ("--quiet", "--no-checkout", "--depth=1", f"--filter={given['filter']}")
    _git(tmp_path, "clone", *options, f"file://{origin}", str(clone))
    _git(clone, "sparse-checkout", "set", "--no-cone", *given["sparse-checkout"].split())
    _git(clone, "checkout", "--quiet", "main")
    return Runner(clone, _stubs(tmp_path / "stubs"))


def test_the_publishing_job_has_nobodys_data(public: Runner) -> None:
    """Neither as files nor as objects: no content below data/ was ever fetched."""
    assert sorted(one.name for one in public.clone.iterdir()) == [
        ".ci",
        ".git",
        "docs",
        "handbook",
        "mkdocs.yml",
        "overrides",
        "requirements",
    ]
    here = set(
        _git(
            public.clone,
            "-c",
            "remote.origin.promisor=false",
            "cat-file",
            "--batch-all-objects",
            "--batch-check=%(objectname)",
        ).split()
    )
    tree = _git(public.clone, "ls-tree", "-r", "HEAD", "data", "scripts", "tests").splitlines()
    private = {line.split()[2]: line.split("\t")[1] for line in tree}
    assert private
    public_too = {
        line.split()[2] for line in _git(public.clone, "ls-tree", "-r", "HEAD", "docs").splitlines()
    }
    assert not {path for oid, path in private.items() if oid in here - public_too}


def test_the_publishing_job_builds_the_site(public: Runner) -> None:
    """From the public side alone, with what its lock file pins."""
    summary = public.run("publish/build")
    assert public.calls == [
        f"-m pip install {INSTALL_OPTIONS} --requirement site.txt",
        "-m pip check",
    ]
    assert (public.clone / "site/index.html").exists()
    assert re.search(r"\d+ pages, ", summary)


def test_the_publishing_job_refuses_private_files(public: Runner) -> None:
    """Should the checkout ever hold more than it must, nothing is built."""
    (public.clone / "data").mkdir()
    with pytest.raises(AssertionError, match="nothing private is here"):
        public.run("publish/build")
    assert not (public.clone / "site").exists()


def test_gitlab_publishes_from_the_public_side_alone(runner: Runner, tmp_path: Path) -> None:
    """One job checks everything and hands on the public side; the next has nothing else."""
    runner.script("validate")
    handed = _gitlab()["validate"]["artifacts"]["paths"]
    assert handed == ["public-side"]
    alone = tmp_path / "alone"
    for name in handed:
        shutil.copytree(runner.clone / name, alone / name)
    assert not (alone / "public-side" / "data").exists()
    assert not {"applications", "identities"} & {path.name for path in alone.rglob("*")}
    Runner(alone, runner.stubs).script("pages")
    assert (alone / "public/index.html").exists()


def test_gitlab_looks_at_the_week(runner: Runner) -> None:
    """The same two commands as on GitHub; the log is the page."""
    runner.script("weekly")


def _private(clone: Path) -> Iterator[str]:
    """Every name and address of the sample."""
    for path in (clone / "data/identities").rglob("*.yaml"):
        person = yaml.safe_load(path.read_text())["person"]
        yield from (person["name"], person["email"])
