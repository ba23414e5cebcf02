"""People change while their pair runs: that is information, and a decision is recorded."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING

import pytest

import made
from mentoring.checks.run import check_edition
from mentoring.cli.boundary import run
from mentoring.intake.importing.people_index import PeopleIndex
from mentoring.people.organisers import Member, against_judging
from mentoring.store.reader import load

if TYPE_CHECKING:
    from pathlib import Path

MARCH, NEXT_DAY = ["--today", "2027-03-01"], ["--today", "2027-03-02"]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A pair that was matched, announced, and runs."""
    people = (made.application("mmmmmm"), made.application("tttttt", "mentor"))
    made.written(tmp_path, made.cohort(), *people)
    for words in (
        ["match", "2026", "--today", "2026-11-02"],
        ["announce", "2026", "--today", "2026-11-03"],
        ["pair", "accept", "2026", "mmmmmm", "--today", "2026-11-05"],
    ):
        assert run(["-C", str(tmp_path), *words]) == 0
    return tmp_path


def validated(
    root: Path, capsys: pytest.CaptureFixture[str], day: list[str]
) -> tuple[int, list[tuple[str, str]]]:
    """The status of `validate`, and each problem's code and severity."""
    capsys.readouterr()
    status = run(["-C", str(root), "validate", "--format", "json", *day])
    problems = json.loads(capsys.readouterr().out)["problems"]
    return status, [(problem["code"], problem["severity"]) for problem in problems]


def test_a_mentor_who_moves_to_the_mentees_experiment_is_no_error(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The pair may continue. After that decision there is no message until the next change."""
    mentor = ["correct", "2026", "tttttt"]
    assert run(["-C", str(root), *mentor, "experiments=[ATLAS]", *MARCH]) == 0
    assert validated(root, capsys, MARCH) == (0, [("people-changed", "warning")])
    kept = ["pair", "keep", "2026", "mmmmmm", "--reason", "Both wish to go on", *MARCH]
    assert run(["-C", str(root), *kept]) == 0
    assert validated(root, capsys, MARCH) == (0, [])
    assert run(["-C", str(root), "verify", "2026"]) == 0
    assert run(["-C", str(root), *mentor, "experiments=[ATLAS, LHCb]", *NEXT_DAY]) == 0
    assert validated(root, capsys, NEXT_DAY) == (0, [("people-changed", "warning")])


def test_a_mentor_who_takes_fewer_than_they_have_is_no_error(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What they offered at the matching counts; a number that was never theirs is an error."""
    people = [made.application(mentee) for mentee in ("mmmmmm", "bbbbbb")]
    mentor = made.application("tttttt", "mentor", capacity=2)
    pairs = [made.pair("accepted", mentee=mentee) for mentee in ("mmmmmm", "bbbbbb")]
    two = made.written(root / "two", made.cohort(), *people, mentor, *pairs)
    path = two / "data/applications/2026/tttttt.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("capacity: 2", "capacity: 1"), encoding="utf-8")
    assert validated(two, capsys, MARCH) == (1, [("capacity-exceeded", "error")])
    path.write_text(text, encoding="utf-8")
    assert run(["-C", str(two), "correct", "2026", "tttttt", "capacity=1", *MARCH]) == 0
    assert validated(two, capsys, MARCH) == (0, [("capacity-exceeded", "warning")])


def test_another_address_and_a_former_name_are_known() -> None:
    """To a check for two of one person, to names on forms, and to the letters' address."""
    changed = made.person("Nova Name", "new@example.org", former_names=("Old Name",),
                          other_emails=("old@example.org",))  # fmt: skip
    first = made.application("bbbbbb", person=changed)
    second = made.application("cccccc", person=made.person("Somebody Else", "Old@example.org"))
    problems = check_edition(made.edition(made.cohort(), first, second))
    assert [problem.code for problem in problems] == ["email-twice"]
    known = PeopleIndex([first])
    assert known.matching("Old Name") == known.matching("old@example.org") == ("bbbbbb",)


def test_a_second_institute_counts_for_conflicts_and_for_the_rule() -> None:
    """However it is typed."""
    both = made.application("bbbbbb", other_institutes=("Univ. of Elsewhere",))
    judge = Member(
        id="ssssss", duties=("reviewer",), experiments=("CMS",), institute="univ of elsewhere"
    )
    assert against_judging(judge, both) == "the same institute"


def test_a_check_in_from_another_address_finds_the_pair(root: Path) -> None:
    """The form knows only the address of the login."""
    words = ["correct", "2026", "mmmmmm", "person.other_emails=[other@example.org]", *MARCH]
    assert run(["-C", str(root), *words]) == 0
    export = root.parent / "check-ins.csv"
    side = "In this pair I am the"
    heads = ["Timestamp", "Email Address", side, "Do the two of you fit together?"]
    heads += ["How do the goals stand?", "Should somebody contact you in private?"]
    cells = ["12/01/2027 09:00:00", "other@example.org", "Mentee", "Yes, well", "On track", "No"]
    export.write_text(",".join(heads) + "\n" + '"' + '","'.join(cells) + '"\n', encoding="utf-8")
    words = ["import", str(export), "--cohort", "2026", "--mapping", "google-sheet:check-in"]
    assert run(["-C", str(root), *words]) == 0
    (pair,) = load(root).sound("2026").pairs
    assert [check_in.on for check_in in pair.record.latest.check_ins] == [date(2027, 1, 12)]
