"""An audit that one can live with: common names are judged, once, by two stewards."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

import made
from disclosure.leaks.canary import programme
from mentoring.checks.organisers import judgements_are_two_stewards
from mentoring.disclosure.leaks.audit import Public, audit
from mentoring.people.organisers import Decisions, Judgement, Member, Roster
from mentoring.store.reader import load
from tools import ROOT

if TYPE_CHECKING:
    from pathlib import Path

    from mentoring.disclosure.leaks.audit import Report

FREQUENT = {
    "English": "Smith Johnson Williams Brown Jones Davis Miller Wilson Moore Taylor Anderson",
    "German": "Müller Schmidt Schneider Fischer Weber Meyer Wagner Becker Schulz Hoffmann Koch",
    "French": "Martin Bernard Dubois Thomas Robert Richard Petit Durand Leroy Moreau Laurent",
    "Italian": "Rossi Russo Ferrari Esposito Bianchi Romano Colombo Ricci Marino Greco Gallo",
    "Spanish": "García Rodríguez González Fernández López Martínez Sánchez Pérez Gómez Díaz",
    "Portuguese": "Silva Santos Ferreira Pereira Oliveira Costa Rodrigues Martins Sousa Lopes",
    "Dutch": "Jansen Bakker Visser Smit Meijer Mulder Bos Vos Peters Hendriks Dekker Brouwer",
    "Polish": "Nowak Kowalski Wiśniewski Wójcik Kowalczyk Kamiński Lewandowski Zieliński",
    "Russian": "Иванов Смирнов Кузнецов Попов Васильев Петров Соколов Михайлов Фёдоров",
    "Chinese": "Wang Li Zhang Liu Chen Yang Huang Zhao Wu Zhou Xu Sun Ma Zhu Hu Guo He Lin",
}
GIVEN = ("Anna", "Maria", "Thomas", "Peter", "Marco", "Sofia", "Jan", "Ivan", "Wei", "May")
CITED = "A bound by Johnson et al. (1987) and a theorem by Young."
SOMEBODY = made.application("kfwtzn", person=made.person("Mary Johnson", "mj@example.org"))
JUDGEMENT = Judgement(
    person="kfwtzn",
    what="part of a name",
    pages=("a.txt",),
    on=date(2026, 11, 1),
    by="bbccdd",
    reviewed_by="ddffgg",
    reason="The page cites a paper.",
)


def audited(folder: Path, *judgements: Judgement) -> Report:
    """What the audit says of a site that cites a Johnson, when a Johnson has applied."""
    (folder / "a.txt").write_text(CITED)
    decisions = Decisions(cohort="2026", judgements=judgements)
    return audit(programme(SOMEBODY, decisions), folder)


def test_a_judgement_lets_the_audit_pass(tmp_path: Path) -> None:
    """The finding is still reported, as one that has been judged."""
    assert not audited(tmp_path).clean
    report = audited(tmp_path, JUDGEMENT)
    assert report.clean
    assert [finding.certain for finding in report.findings] == [False]


@pytest.mark.parametrize(
    "other",
    [
        {"reviewed_by": None},
        {"pages": ("b.txt",)},
        {"person": "hjmnpq"},
        {"what": "name"},
    ],
)
def test_a_judgement_holds_for_what_it_says(other: dict[str, object], tmp_path: Path) -> None:
    """For one person, one kind, these pages; and not before the second steward has looked."""
    assert not audited(tmp_path, replace(JUDGEMENT, **other)).clean


def test_no_judgement_excuses_an_address(tmp_path: Path) -> None:
    """An address or an id cannot belong to another person."""
    (tmp_path / "b.txt").write_text("mj@example.org")
    assert not audited(tmp_path, replace(JUDGEMENT, what="name", pages=("b.txt",))).clean


@pytest.mark.parametrize(
    ("by", "reviewer", "codes"),
    [
        ("bbccdd", "ddffgg", set()),
        ("bbccdd", "bbccdd", {"judge-alone"}),
        ("bbccdd", "vvwwxx", {"judge-unknown"}),
        ("bbccdd", None, {"judgement-open"}),
    ],
)
def test_two_stewards_judge(by: str, reviewer: str | None, codes: set[str], tmp_path: Path) -> None:
    """Both of the edition's roster, and not the same twice."""
    stewards = [
        Member(id=one, duties=("steward",), experiments=("CMS",), institute="x")
        for one in ("bbccdd", "ddffgg")
    ]
    judgement = replace(JUDGEMENT, by=by, reviewed_by=reviewer)
    roster = Roster(cohort="2026", members=tuple(stewards))
    made.written(tmp_path, made.cohort(), roster, Decisions(cohort="2026", judgements=(judgement,)))
    found = judgements_are_two_stewards(load(tmp_path).edition("2026"))
    assert {problem.code for problem in found} == codes


def test_frequent_names_of_ten_languages_raise_no_false_alarm(tmp_path: Path) -> None:
    """All applicants have one, and the pages are older: nothing stops the audit."""
    people = [
        (f"{GIVEN[number % len(GIVEN)]} {surname}", number)
        for number, surname in enumerate(" ".join(FREQUENT.values()).split())
    ]
    letters = "bcdfghjkmn"
    applications = [
        made.application(
            "zzz" + "".join(letters[int(digit)] for digit in f"{number:03}"),
            person=made.person(name, f"somebody{number}@mail.example.net"),
            motivation=None,
            institute="",
        )
        for name, number in people
    ]
    site = shutil.copytree(ROOT / "docs", tmp_path / "site")
    pages = "\n".join(path.read_text() for path in sorted(site.rglob("*.md")))
    report = audit(programme(*applications), site, Public(pages=lambda _: pages))
    stopping = [
        (finding.path, finding.person, finding.kind)
        for finding in report.findings
        if finding.certain
    ]
    assert report.people == len(people) > 100
    assert stopping == []
