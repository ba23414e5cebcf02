"""The committee's report: what it holds before the announcement and after it, and where it goes."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from markupsafe import escape

from mentoring.cli.boundary import run
from mentoring.operations.letters.announce import announce
from mentoring.operations.replacement import replacement
from mentoring.operations.report import Report, report
from mentoring.operations.run_match import match
from mentoring.operations.withdraw import Departure
from mentoring.programme.rules import Balance
from mentoring.render.pages import matching_markdown, matching_page
from mentoring.store.reader import load
from mentoring.store.writer import changes

PROGRAMME = Path(__file__).parents[1] / "programme"
DAY = date(2031, 10, 28)
PAGE = "outbox/2031/match.html"
FEW = ["--resamples", "10"]


def _copy(root: Path, *without: str) -> Path:
    shutil.copytree(PROGRAMME, root, ignore=shutil.ignore_patterns("_expected", *without))
    return root


@pytest.fixture
def proposed(tmp_path: Path) -> Path:
    """The miniature edition before its pairs are made."""
    return _copy(tmp_path / "proposed", "pairs", "matches")


@pytest.fixture
def announced(tmp_path: Path) -> Path:
    """The miniature edition in its months."""
    return _copy(tmp_path / "announced")


def _report(root: Path, times: int = 10) -> Report:
    programme = load(root)
    return report(programme.edition("2031"), match(programme, "2031", DAY), times)


def test_it_says_whether_anybody_has_been_told(proposed: Path, announced: Path) -> None:
    """A proposal is no announcement, and nobody takes one for the other."""
    assert "**Proposal: 4 pairs, not announced yet" in matching_markdown(_report(proposed))
    assert "**Announced: 4 pairs today." in matching_markdown(_report(announced))
    assert "no announced pair is touched" in matching_markdown(_report(announced))


def test_after_a_replacement_bounds_and_reasons_are_of_the_match_that_chose(
    proposed: Path,
) -> None:
    """A replacement is sealed without lower bounds, and decided about nobody who waited before."""
    cohort = load(proposed).edition("2031").cohort.record
    home = load(proposed).edition("2031").people["gngsmf"].experiments[0]
    rules = replace(cohort.matching, balance=Balance(mentees={home: (1, 4)}))
    changes(proposed, [replace(cohort, matching=rules)]).apply()
    first = match(load(proposed), "2031", DAY)
    first.changes.apply()
    pairs = announce(load(proposed).edition("2031"), cohort.dates.announcement).pairs
    changes(proposed, pairs).apply()
    left = Departure(mentee=pairs[0].mentee, left="mentor")
    later = cohort.dates.start
    replacement(load(proposed), "2031", later, left).changes.apply()
    early = load(proposed).edition("2031").people["bprtwc"]
    person = replace(early.person, name="Later Person", email="later@example.org")
    rolling = replace(early, id="kkkkkk", arrival="rolling", person=person)
    changes(proposed, [rolling]).apply()
    found = _report(proposed, times=0)
    assert found.matching.waiting["kkkkkk"] == "late"
    assert found.matching.last.number == 2
    assert found.matching.last.instance.balance.mentees == {home: (0, 4)}
    assert found.balance[home][0].bound == (1, 4)
    same = found.matching.waiting.keys() & first.waiting.keys()
    assert same
    assert all(found.matching.waiting[who] == first.waiting[who] for who in same)
    assert "What was reached is of match 2" in matching_markdown(found)


def test_the_same_data_make_the_same_report(proposed: Path) -> None:
    """To the byte, in both forms."""
    first, again = _report(proposed), _report(proposed)
    assert matching_markdown(first) == matching_markdown(again)
    assert matching_page(first, {}) == matching_page(again, {})


def test_the_cut_off_shows_who_is_near_an_edge(proposed: Path) -> None:
    """The best score first; a tie is within a score's own error on either side; by band."""
    found = _report(proposed, times=0).cut_off
    scores = [candidate.score for candidate in found.candidates if candidate.score is not None]
    assert scores == sorted(scores, reverse=True)
    for candidate in found.candidates:
        reach = found.cuts.reach(candidate.error or 0)
        near = any(abs((candidate.score or 0) - cut) <= reach for cut in found.cuts.lowest)
        assert (candidate.tied is not None) == near == (candidate.band % 2 == 1)
    assert sum(selected for selected, _ in found.bands.values()) == 4
    assert found.split is not None
    selected, mentees = found.bands[found.split]
    assert 0 < selected < mentees


def test_the_balance_counts_everybody_at_home(proposed: Path) -> None:
    """Pairs add up on both sides; places are mentees, and what mentors take."""
    found = _report(proposed, times=0)
    assert sum(mentees.pairs for mentees, _ in found.balance.values()) == 4
    assert sum(mentors.pairs for _, mentors in found.balance.values()) == 4
    instance = found.matching.last.instance
    assert sum(mentees.places for mentees, _ in found.balance.values()) == len(instance.mentees)
    assert sum(mentors.places for _, mentors in found.balance.values()) == sum(
        mentor.capacity for mentor in instance.mentors
    )


def test_the_command_prints_markdown_and_writes_pairs_and_page(
    proposed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A second time nothing changes."""
    command = ["-C", str(proposed), "match", "2031", "--report", *FEW]
    assert run(command) == 0
    first = capsys.readouterr()
    assert first.out.startswith("## Matching 2031\n")
    assert f"new     {PAGE}" in first.err
    assert "new     data/pairs/2031/" in first.err
    assert run(command) == 0
    again = capsys.readouterr()
    assert (again.out, again.err) == (first.out, "")


def test_a_dry_run_writes_nothing(proposed: Path) -> None:
    """Not even the page."""
    assert run(["-C", str(proposed), "match", "2031", "--report", "--dry-run", *FEW]) == 0
    assert not (proposed / "outbox").exists()
    assert not (proposed / "data/pairs").exists()


def test_names_stand_on_the_page_alone_and_only_when_asked_for(
    announced: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The pull request never sees one."""
    people = load(announced).edition("2031").people
    names = [person.person.name for person in people.values()]
    for asked in ([], ["--names"]):
        assert run(["-C", str(announced), "match", "2031", "--report", *asked, *FEW]) == 0
        page = (announced / PAGE).read_text(encoding="utf-8")
        assert any(name in page for name in names) == bool(asked)
        said = capsys.readouterr()
        assert not any(name in said.out + said.err for name in names)


@pytest.mark.parametrize(
    "wrong", [["--names"], ["--report", "--cap", "3"], ["--report", "--format", "json"]]
)
def test_wishes_that_exclude_each_other_are_wrong_usage(announced: Path, wrong: list[str]) -> None:
    """Names go on the page of the report; the report is about the match itself."""
    assert run(["-C", str(announced), "match", "2031", *wrong]) == 2


def test_a_pair_by_decision_alone_is_said_to_be_one(announced: Path) -> None:
    """A replacement holds the pairs that stand; nobody decided them by hand for that."""
    left = ["--left", "mentor", "--stays", "--today", "2032-02-23"]
    assert run(["-C", str(announced), "replace", "2031", "gngsmf", *left]) == 0
    done = match(load(announced), "2031", DAY)
    assert done.last.instance.held
    assert not any(pair.pinned for pair in done.pairs)


def test_a_replacement_that_nobody_was_told_of_is_said_to_be_one(announced: Path) -> None:
    """Among announced pairs there may be a proposal."""
    left = ["--left", "mentor", "--stays", "--today", "2032-02-23"]
    assert run(["-C", str(announced), "replace", "2031", "gngsmf", *left]) == 0
    said = matching_markdown(_report(announced, times=0))
    assert "4 pairs today, of which 1 proposed and not announced yet." in said


def test_too_few_pairs_are_explained_in_the_report(proposed: Path) -> None:
    """The bottleneck stands under the summary, in both forms."""
    edition = load(proposed).edition("2031")
    changes(proposed, [replace(edition.cohort.record, pairs=9)]).apply()
    found = _report(proposed, times=0)
    short = str(found.matching.shortage)
    assert "What helps most" in short or "can be paired" in short
    assert f"**Fewer pairs than places.** {short}" in matching_markdown(found)
    assert escape(short) in matching_page(found, {})


def _questions(found: Report) -> dict[str, str]:
    """What the Markdown asks the committee: the answers in bold, each with all that follows it."""
    text = matching_markdown(found).partition("\n### ")[2].partition("### Pairs")[0]
    asked = text.replace("\n**", "\0").split("\0")[1:]
    return {answer: rest for answer, _, rest in (question.partition("** ") for question in asked)}


def test_it_opens_with_what_to_decide(proposed: Path) -> None:
    """The answer, what to do, and the evidence, before any pair; in both forms the same."""
    found = _report(proposed, times=50)
    questions = _questions(found)
    assert any("decision" in answer for answer in questions)
    assert any(answer.startswith("The worst fit of a proposed pair is") for answer in questions)
    text = matching_markdown(found)
    assert text.index("### Decide these") < text.index("### Pairs") < text.index("<details>")
    page = matching_page(found, {})
    for answer, rest in questions.items():
        assert f"<h3>{escape(answer)}</h3>" in page
        assert f'<p class="do">{escape(rest.splitlines()[0])}</p>' in page
    assert page.index("Decide these") < page.index('id="pairs"')


def test_what_is_announced_is_not_decided_again(announced: Path) -> None:
    """Who waits and the worst fit remain; nothing asks to take back a decision or a pair."""
    found = _report(announced)
    assert "### Keep in mind" in matching_markdown(found)
    assert not any("decision" in answer or "hold" in answer for answer in _questions(found))


def test_loose_pairs_and_likely_mentees_are_named_with_their_share(proposed: Path) -> None:
    """Less than 60 % of the cases for a pair, more than half for a mentee who waits."""
    found = _report(proposed, times=50)
    assert found.robustness
    questions = _questions(found)
    loose = "".join(rest for answer, rest in questions.items() if "less than 60 %" in answer)
    likely = "".join(rest for answer, rest in questions.items() if "more than half" in answer)
    for pair in found.matching.pairs:
        named = f"- `{pair.mentee}` with `{pair.mentor}`: the same pair in" in loose
        assert named == (found.robustness.made((pair.mentee, pair.mentor)) < Fraction(6, 10))
    for mentee in found.matching.waiting:
        named = f"- `{mentee}`: chosen in" in likely
        assert named == (found.robustness.selected(mentee) > Fraction(1, 2))


def test_who_names_everybody_but_one_is_shown_with_what_that_changed(proposed: Path) -> None:
    """The one statement that could buy a mentor: how many are named, and who would come instead."""
    edition = load(proposed).edition("2031")
    buyer = next(mentee for mentee in edition.mentees if mentee.id == "rfjkjk")
    others = tuple(mentor.id for mentor in edition.mentors if mentor.id != "pvztsj")
    changes(proposed, [replace(buyer, conflicts=others)]).apply()
    found = _report(proposed, times=0)
    [many] = found.conflicts
    assert (many.person, many.named, many.others) == (buyer.id, len(others), len(others) + 1)
    assert many.change.objective is not None
    [asked] = [rest for answer, rest in _questions(found).items() if "unusually many" in answer]
    assert f"- `{buyer.id}`: {len(others)} of {len(others) + 1}. " in asked


def test_two_conflicts_are_nothing_unusual(proposed: Path) -> None:
    """Most people name nobody, and a few the people they worked for."""
    assert _report(proposed, times=0).conflicts == ()
