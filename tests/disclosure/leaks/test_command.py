"""`mentoring audit`: where whose trace is, without the trace."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

import made
from mentoring.cli.boundary import run

if TYPE_CHECKING:
    from pathlib import Path

NAME, EMAIL = "Zdenka Quuxová", "zd.quux@example.org"
MOTIVATION = "Every evening I take my telescope apart and put it together again."


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A programme of two people, and a site in which both have left something."""
    one = made.application("kfwtzn", person=made.person(NAME, EMAIL), motivation=MOTIVATION)
    two = made.application("rzbxcd", person=made.person("Grace Young", "g.young@example.org"))
    made.written(tmp_path, made.cohort(), one, two)
    site = tmp_path / "site"
    (site / "zdenka-quuxova").mkdir(parents=True)
    (site / "zdenka-quuxova" / "index.html").write_text(f"<p>\n{EMAIL}\n{MOTIVATION}\n</p>")
    (site / "index.html").write_text("<p>For young people</p>\n<p>and the young</p>\n")
    (site / "about.html").write_text("<p>A young committee</p>")
    (site / "index.json").write_text(json.dumps({"docs": [{"Zdenka Quuxová": "kfwtzn"}]}))
    return tmp_path


def test_text_says_where_whose_trace_is(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Certain traces file by file, doubtful ones person by person, then the sum."""
    assert run(["-C", str(root), "audit"]) == 1
    assert capsys.readouterr().out == (
        "[kfwtzn]/index.html:2:1: error: e-mail of kfwtzn [leak-email]\n"
        "[kfwtzn]/index.html:3:1: error: text of kfwtzn [leak-passage]\n"
        "[kfwtzn]/index.html: error: name of kfwtzn (file name) [leak-name]\n"
        "index.json: error: id of kfwtzn (/docs/0/[kfwtzn]) [leak-id]\n"
        "index.json: error: name of kfwtzn (/docs/0/[kfwtzn]) [leak-name]\n"
        "For you to judge. These may be common words. Check whether they mean the person.\n"
        "  rzbxcd: part of a name at about.html:1:1 and in 1 other file\n"
        "4 files searched for 2 people: 5 traces of 1 person. Take them out of what the pages are "
        "made from, and build the site again. If they are not about the person, record a "
        "judgement in data/decisions/.\n"
    )


@pytest.mark.parametrize("form", ["text", "json", "github"])
def test_no_report_repeats_what_it_found(
    form: str, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Reports are read where the site itself may not be."""
    run(["-C", str(root), "audit", "--format", form])
    said = capsys.readouterr().out.casefold()
    assert "kfwtzn" in said
    for trace in ("zdenka", "quux", "telescope", "grace"):
        assert trace not in said


def test_json_for_programs(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Every finding with its file, place, person and kind, in the same order every time."""
    assert run(["-C", str(root), "audit", "--format", "json"]) == 1
    report = json.loads(capsys.readouterr().out)
    assert (report["files"], report["people"], report["clean"]) == (4, 2, False)
    assert report["problems"] == []
    assert report["findings"][2] == {
        "path": "[kfwtzn]/index.html",
        "line": 0,
        "within": "file name",
        "person": "kfwtzn",
        "kind": "name",
        "certain": True,
        "times": 1,
    }
    assert [one["times"] for one in report["findings"] if one["path"] == "index.html"] == [2]


def test_what_is_only_doubtful_is_no_failure(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It is listed for a person to judge."""
    folder = root / "pages"
    folder.mkdir()
    (root / "site" / "about.html").rename(folder / "about.html")
    assert run(["-C", str(root), "audit", "pages"]) == 0
    said = capsys.readouterr().out
    assert "rzbxcd: part of a name at about.html:1:1\n" in said
    assert said.endswith("1 file searched for 2 people: no certain trace of them.\n")


def test_no_site_is_a_wrong_use(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The message says how to get one."""
    assert run(["-C", str(root), "audit", "nowhere"]) == 2
    assert "make site" in capsys.readouterr().err


def test_a_programme_without_people_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A checkout of the public side alone has no people to look for."""
    (tmp_path / "site").mkdir()
    assert run(["-C", str(tmp_path), "audit"]) == 0
    assert capsys.readouterr().out == "There are no people in data/ to look for.\n"
