"""A match is bound to the facts, announced or not: to the rules on file and to its history."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from mentoring.matching.solve import solve
from mentoring.operations import match_files
from mentoring.operations.erasure.erase import erase
from mentoring.operations.erasure.prepare import reseal
from mentoring.operations.git import Repository
from mentoring.operations.replacement import replacement
from mentoring.operations.run_match import match
from mentoring.operations.verification import Verdict, rewritten_since, verdict
from mentoring.operations.withdraw import Departure
from mentoring.store.reader import load
from operations.history import commit, git

if TYPE_CHECKING:
    from collections.abc import Callable

    from mentoring.matching.instance.instance import Instance

PROGRAMME = Path(__file__).parents[1] / "programme"
BASE = Path(__file__).parents[1] / "checks" / "base"
DAY = date(2031, 10, 28)
COHORT, DECISIONS = "data/cohorts/2031.yaml", "data/decisions/2031.yaml"
REVIEW = "data/reviews/2031/bbcdfg/sscdfg.yaml"
RIVAL = "data/applications/2031/bbcdfg.yaml"


@pytest.fixture(scope="module")
def _begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    copy = tmp_path_factory.mktemp("begun") / "programme"
    shutil.copytree(BASE, copy, ignore=shutil.ignore_patterns("pairs"))
    begin(copy)
    return copy


@pytest.fixture
def root(_begun: Path, tmp_path: Path) -> Path:
    """A repository with a past, on the day before its pairs are made."""
    return shutil.copytree(_begun, tmp_path / "programme")


def begin(root: Path) -> None:
    """Make it a repository, with everything committed."""
    git(root, "init", "--quiet", "--initial-branch", "main")
    git(root, "config", "user.name", "A Steward")
    git(root, "config", "user.email", "steward@example.org")
    commit(root, "Begin")


def edit(path: Path, pattern: str, by: str) -> None:
    """Change what a pattern finds in a file."""
    text = path.read_text()
    assert re.search(pattern, text)
    path.write_text(re.sub(pattern, by, text, count=1))


def make_pairs(root: Path) -> None:
    """Propose and seal the pairs of the data as they are."""
    match(load(root), "2031", DAY).changes.apply()


def announce(root: Path) -> None:
    """Tell everybody."""
    for path in (root / "data/pairs/2031").iterdir():
        edit(path, "status: proposed", "status: announced")
        edit(
            path,
            r"(- \"?on\"?: ).*(\n +what: )proposed",
            r"\g<0>\n        by: organiser\n      \1'2031-11-04'\2announced",
        )


def told(root: Path) -> tuple[bool | None, str]:
    """Whether the matches are bound, and everything that verify says of it."""
    found: Verdict = verdict(load(root), "2031")
    assert found.holds == (found.bound is not False) or not (found.optimal and found.feasible)
    return found.bound, "\n".join(problem.message for problem in found.problems)


def test_an_honest_match_is_bound(root: Path) -> None:
    """Before it is committed, after it, and once its pairs are announced."""
    make_pairs(root)
    assert told(root)[0] is True
    commit(root, "Make the pairs")
    assert told(root)[0] is True
    announce(root)
    commit(root, "Announce")
    assert told(root)[0] is True


def leave_out(root: Path) -> None:
    """Say that a rival does not take part."""
    edit(root / RIVAL, "status: submitted", "status: withdrawn")


LIES: dict[str, tuple[Callable[[Path], None], str]] = {
    "cap": (lambda root: edit(root / COHORT, "pairs: 2", "pairs: 1"), "The cap is 1"),
    "objective": (
        lambda root: edit(root / COHORT, r"\[pairs, motivation, floor, fit", "[fit, pairs"),
        "The objective is fit, pairs",
    ),
    "balance": (lambda root: edit(root / COHORT, r"ALICE: \[0, 1\]", "ALICE: [1, 1]"), "bounds"),
    "minimum fit": (
        lambda root: edit(root / COHORT, "minimum_fit: 0", "minimum_fit: 100"),
        "The minimum fit is 100",
    ),
    "pin": (
        lambda root: edit(
            root / DECISIONS, "ccdfgh\n    mentor: zxcdfg", "bbcdfg\n    mentor: wxcdfg"
        ),
        "bbcdfg:wxcdfg is pinned; no decision says so",
    ),
    "marks": (
        lambda root: edit(root / REVIEW, r"motivation: \d", "motivation: 1"),
        "bbcdfg is (in|not as in the data:) band 3",
    ),
    "rival": (leave_out, "bbcdfg applied in time and is not in"),
}


@pytest.mark.parametrize("name", LIES)
@pytest.mark.parametrize("kept", ["committed", "no history"])
def test_a_match_of_other_facts_is_refused(root: Path, name: str, kept: str) -> None:
    """Announced or not: what was changed for the match, and changed back, is named."""
    lie, says = LIES[name]
    lie(root)
    make_pairs(root)
    git(root, "checkout", "--", ".")
    announce(root)
    if kept == "committed":
        commit(root, "Make the pairs")
    if kept == "no history":
        shutil.rmtree(root / ".git")
    bound, words = told(root)
    assert bound is False
    assert re.search(says, words)


def speak_no_english(root: Path) -> None:
    """Change what a mentor said."""
    edit(root / "data/applications/2031/wxcdfg.yaml", r"languages: \[.*\]", "languages: [fr]")


def test_a_fit_that_the_data_did_not_give_is_refused(root: Path) -> None:
    """Also where the applications were changed back after the match."""
    speak_no_english(root)
    make_pairs(root)
    git(root, "checkout", "--", ".")
    announce(root)
    commit(root, "Make the pairs")
    bound, words = told(root)
    assert bound is False
    assert "The fit of" in words


def test_corrections_after_the_announcement_leave_it_bound(root: Path) -> None:
    """What was true at the match is in the history."""
    make_pairs(root)
    commit(root, "Make the pairs")
    announce(root)
    speak_no_english(root)
    edit(root / COHORT, "pairs: 2", "pairs: 3")
    commit(root, "Announce, correct, and raise the cap")
    bound, words = told(root)
    assert bound is True
    assert "The cap is 2; the edition's is 3." in words


@pytest.fixture(scope="module")
def _running(tmp_path_factory: pytest.TempPathFactory) -> Path:
    copy = tmp_path_factory.mktemp("running") / "programme"
    shutil.copytree(PROGRAMME, copy, ignore=shutil.ignore_patterns("_expected", "matches"))
    shutil.rmtree(copy / "data/pairs")
    begin(copy)
    match(load(copy), "2031", DAY).changes.apply()
    commit(copy, "Make the pairs")
    announce(copy)
    commit(copy, "Announce")
    replace_one(copy)
    return copy


@pytest.fixture
def running(_running: Path, tmp_path: Path) -> Path:
    """A repository with announced pairs; since then a mentee has lost a mentor, others wait."""
    return shutil.copytree(_running, tmp_path / "programme")


def replace_one(root: Path) -> None:
    """Seal a replacement for a mentor who left."""
    [mentee, *_] = sorted(path.stem for path in (root / "data/pairs/2031").iterdir())
    departure = Departure(mentee=mentee, left="mentor")
    replacement(load(root), "2031", date(2032, 2, 23), departure).changes.apply()


def test_a_replacement_is_bound(running: Path) -> None:
    """It has people, fits and a queue of its own day, and the pairs of the match before."""
    assert (running / "data/matches/2031/2").is_dir()
    assert told(running) == (True, told(running)[1])
    commit(running, "Replace")
    assert told(running)[0] is True


@pytest.mark.parametrize(
    ("forge", "says"),
    [
        (lambda one: replace(one, waited=dict.fromkeys(one.waited, 0)), "order of the data"),
        (lambda one: replace(one, held=one.held[:-1], pins=one.pins[:-1]), "order of the data"),
        (lambda one: replace(one, objective=("pairs", "fit")), "The objective is"),
        (lambda one: replace(one, fit=np.where(one.fit < 0, one.fit, 900)), "held with another"),
    ],
)
def test_a_forged_replacement_is_refused(
    running: Path, forge: Callable[[Instance], Instance], says: str
) -> None:
    """Friends to the front of the queue, pairs that nobody made, other stages, better fits."""
    honest = match_files.read(running, "2031", 2)
    instance = forge(honest.instance)
    solution = solve(instance)
    forged = replace(honest, instance=instance, proof=solution.proof)
    for name, content in match_files.files(forged).items():
        (running / name).write_bytes(content)
    commit(running, "Replace")
    bound, words = told(running)
    assert bound is False
    assert says in words


def test_a_rewritten_match_is_refused(root: Path) -> None:
    """In the work tree or in a commit; CI refuses the change before it is merged."""
    make_pairs(root)
    commit(root, "Make the pairs")
    edit(root / "data/matches/2031/1/instance.json", '"cap": 2', '"cap": 1')
    assert "in the work tree, after it was sealed" in told(root)[1]
    commit(root, "Rewrite it")
    bound, words = told(root)
    assert bound is False
    assert "this match was changed in commit" in words
    assert [one.code for one in rewritten_since(Repository(root), "HEAD~1")] == ["match-rewritten"]
    assert rewritten_since(Repository(root), "HEAD") == ()


@pytest.mark.parametrize("how", ["no repository", "shallow", "no commit"])
def test_without_history_it_is_unknown(root: Path, tmp_path: Path, how: str) -> None:
    """That is no yes, and it is no reason to fail."""
    make_pairs(root)
    commit(root, "Make the pairs")
    if how == "shallow":
        git(root, "clone", "--quiet", "--depth", "1", f"file://{root}", str(tmp_path / "clone"))
        root = tmp_path / "clone"
    else:
        shutil.rmtree(root / ".git")
    if how == "no commit":
        git(root, "init", "--quiet")
    found = verdict(load(root), "2031")
    assert found.bound is None
    assert "there is no history" in found.why_unknown
    assert found.holds


def test_an_erasure_is_no_forgery(root: Path) -> None:
    """Tombstones in a sealed match say nothing of whether it was bound, and are no lie."""
    make_pairs(root)
    commit(root, "Make the pairs")
    erase(Repository(root), "bbcdfg", date(2031, 10, 29))
    found = verdict(load(root), "2031")
    assert found.bound is None
    assert "erased" in found.why_unknown
    assert found.optimal
    assert found.bound is None


def test_a_change_that_only_erases_passes_ci(root: Path) -> None:
    """The exception to the rule that sealed files are never changed."""
    make_pairs(root)
    commit(root, "Make the pairs")
    made = match_files.read(root, "2031", 1)
    for name, bytes_ in match_files.files(reseal(made, {"bbcdfg": "erased-1"})).items():
        (root / name).write_bytes(bytes_)
    commit(root, "Erase somebody")
    assert rewritten_since(Repository(root), "HEAD~1") == ()
    edit(root / "data/matches/2031/1/instance.json", '"minimum_fit": 0,', "")
    commit(root, "Lose a field whose default says the same")
    assert len(rewritten_since(Repository(root), "HEAD~2")) == 2
    (root / "data/matches/2031/1/proof.json").unlink()
    commit(root, "Lose the proof")
    assert len(rewritten_since(Repository(root), "HEAD~1")) == 1
