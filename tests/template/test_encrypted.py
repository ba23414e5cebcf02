"""One answer of the template makes a programme whose host never holds a name."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import yaml
from copier import run_copy

from keys.stewards import Machine
from made import application
from mentoring.errors import UsageError
from mentoring.operations.git import Repository
from tools import ROOT

ANSWERS = Path(__file__).parent / "answers" / "laboratory.yml"
STEWARD = "sttwwb"


@pytest.fixture(scope="module")
def programme(tmp_path_factory: pytest.TempPathFactory) -> Machine:
    """The programme of a laboratory that answers yes, with its first edition and a steward."""
    folder = tmp_path_factory.mktemp("encrypted")
    for needed in ("copier.yml", "template", "requirements"):
        source, target = ROOT / needed, folder / "tool" / needed
        target.parent.mkdir(exist_ok=True)
        shutil.copytree(source, target) if source.is_dir() else shutil.copy(source, target)
    answers = yaml.safe_load(ANSWERS.read_text(encoding="utf-8")) | {"encrypted": True}
    root = folder / "made"
    run_copy(str(folder / "tool"), root, data=answers, defaults=True, quiet=True)
    Repository(root).run("init", "--quiet", "--initial-branch=main")
    at = Machine(root=root, home=folder / "home")
    at("new 2027")
    roster = root / "data/roster/2027.yaml"
    roster.parent.mkdir(exist_ok=True)
    experiment = at.programme().config.affiliation.names[0]
    roster.write_text(
        f'cohort: "2027"\nmembers:\n  - id: {STEWARD}\n    duties: [steward]\n'
        f"    experiments: [{experiment}]\n    institute: Institute T\n"
    )
    return at


def test_nobody_is_stored_before_there_is_a_key(programme: Machine) -> None:
    """The error says which command comes first; then the person is stored encrypted."""
    config = programme.programme().config
    person = application(
        "bbbbbb",
        cohort="2027",
        experiments=config.affiliation.names[:1],
        topics=tuple(config.topics)[:1],
    )
    with pytest.raises(UsageError, match=r"`mentoring keys init 2027 --steward ID` comes first"):
        programme.write(person)
    programme(f"keys init 2027 --steward {STEWARD} --today 2027-01-02")
    programme.write(person)
    [path] = (programme.root / "data/identities/2027").iterdir()
    assert path.name == "bbbbbb.yaml.age"
    programme.git("add", "data")
    kept = programme.git("ls-files", "data/identities").splitlines()
    assert kept == ["data/identities/2027/bbbbbb.yaml.age"]


def test_the_privacy_page_says_what_is_hidden_and_what_is_not(programme: Machine) -> None:
    """And the page of a programme that answered no does not."""
    page = (programme.root / "docs/about/privacy.md").read_text("utf-8")
    assert "are **encrypted** there" in page
    assert "who of the applicants share an institute" in " ".join(page.split())
    assert "encrypted" not in (ROOT / "docs/about/privacy.md").read_text("utf-8")
