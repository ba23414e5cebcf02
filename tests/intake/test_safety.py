"""The critical answers: people to avoid, consent, role, address, time zone."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from intake.bringing import brought, mapping
from intake.test_applications import COHORT, mentee, mentor, only, sent
from mentoring.errors import DataError
from mentoring.intake.forms.library import find
from mentoring.intake.forms.mapping import Clock, Question
from mentoring.intake.importing.people_index import split_names
from mentoring.intake.reading import UnreadableError
from mentoring.intake.reading.cells import read_cell
from mentoring.people.application import ApplicationStatus

if TYPE_CHECKING:
    from pathlib import Path

    from mentoring.intake.forms.mapping import FormMapping

FORM = mapping("google-sheet")
CAPTION = "I have read privacy notice 2026-1 and agree to it"
AS_MENTOR = {"topics-offered": ["leadership"], "profile": "I listen.", "capacity": 1}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Benor Fermionova / Calda Positronez", ["Benor Fermionova", "Calda Positronez"]),
        ("Ann Muon, Bo Pion, Cy Kaon", ["Ann Muon", "Bo Pion", "Cy Kaon"]),
        ("Ann Muon and Bo Pion or Cy Kaon", ["Ann Muon", "Bo Pion", "Cy Kaon"]),
        ("Ann Muon & Bo Pion", ["Ann Muon", "Bo Pion"]),
        ("Ann Muon und Bo Pion", ["Ann Muon", "Bo Pion"]),
        ("Ann Muon et Bo Pion", ["Ann Muon", "Bo Pion"]),
        ("Ann Muon e Bo Pion", ["Ann Muon", "Bo Pion"]),
        ("Ann Muon y Bo Pion", ["Ann Muon", "Bo Pion"]),
        ("1. Ann Muon 2. Bo Pion", ["Ann Muon", "Bo Pion"]),
        ("Ann Muon\nBo Pion", ["Ann Muon", "Bo Pion"]),
        ("Muon, Ann", ["Muon, Ann"]),
        ("John E Pion", ["John E Pion"]),
        ("Jean-Luc Kaon", ["Jean-Luc Kaon"]),
        ("山田太郎、佐藤花子", ["山田太郎", "佐藤花子"]),
        ("-", ["-"]),
    ],
)
def test_names_are_told_apart_however_they_are_joined(text: str, names: list[str]) -> None:
    """A surname before its first name stays one name."""
    assert split_names(text) == tuple(names)


@pytest.mark.parametrize("text", ["Nobody", "no", "N/A", "None", "-"])
def test_nobody_to_avoid_is_nobody(tmp_path: Path, text: str) -> None:
    """Said in so many words."""
    record = only(brought(sent(tmp_path, (mentee(), {"avoid": [text]})), FORM, COHORT))
    assert (record.conflicts, record.person.unresolved) == ((), ())


def with_consent(form: FormMapping, **changes: object) -> FormMapping:
    """The form with another question about consent."""
    consent = replace(form.questions["consent"], **changes)  # type: ignore[arg-type]
    return replace(form, questions={**form.questions, "consent": consent})


@pytest.mark.parametrize(("value", "notice"), [(True, "2026-1"), ("2026-0", "2026-0")])
def test_an_answer_that_names_no_notice_agrees_to_the_declared_one(
    tmp_path: Path, value: object, notice: str
) -> None:
    """The edition's own for `true`, as the message advises."""
    file = sent(tmp_path, mentee())
    text = "I agree"
    file.write_text(
        file.read_text().replace("I have read privacy notice 2026-1 and agree to it", text)
    )
    refused = brought(file, FORM, COHORT)
    assert "does not say which privacy notice" in refused.problems[0].message
    accepting = with_consent(FORM, accepts={text: value})
    assert only(brought(file, accepting, COHORT)).consent.notice == notice


@pytest.mark.parametrize(("cell", "status"), [("Yes", "submitted"), ("No", "ineligible")])
def test_a_heading_may_name_the_notice_that_people_tick(
    tmp_path: Path, cell: str, status: str
) -> None:
    """And no tick is no consent."""
    file = sent(tmp_path, mentee())
    ask = FORM.questions["consent"].ask
    file.write_text(file.read_text().replace(CAPTION, cell).replace(ask, CAPTION))
    record = only(brought(file, FORM, COHORT))
    assert record.status is ApplicationStatus(status)


def test_a_notice_that_was_not_published_is_refused(tmp_path: Path) -> None:
    """Nobody can have agreed to it; a date is none."""
    file = sent(tmp_path, mentee())
    file.write_text(file.read_text().replace("notice 2026-1", "notice 2099-1"))
    (problem,) = brought(file, FORM, COHORT).problems
    assert problem.code == "notice-unknown"
    assert "Published: 2026-0, 2026-1." in problem.hint


def test_consent_is_never_a_constant(tmp_path: Path) -> None:
    """A mapping cannot agree for anybody."""
    folder = tmp_path / "data" / "mappings"
    folder.mkdir(parents=True)
    text = (
        "mapping: ours\ntitle: Ours\nextends: google-sheet\nconstants: {consent.notice: 2026-1}\n"
    )
    (folder / "ours.yaml").write_text(text)
    with pytest.raises(DataError) as refused:
        find("ours", tmp_path)
    assert refused.value.problems[0].line == 4


def test_who_signs_up_as_both_becomes_two_applications(tmp_path: Path) -> None:
    """Each with the answers to its role's questions; the row is counted once."""
    file = sent(
        tmp_path,
        (mentee(), AS_MENTOR),
    )
    file.write_text(file.read_text().replace("A mentee", "Both"))
    imported = brought(file, FORM, COHORT)
    assert {record.role for record in imported.records} == {"mentee", "mentor"}
    assert len({record.id for record in imported.records}) == 2
    assert (imported.rows, imported.twofold) == (1, 1)
    assert imported.unread == ()


def test_two_ticked_roles_are_both(tmp_path: Path) -> None:
    """Where the form lets people tick more than one."""
    several = replace(FORM.questions["role"], kind="choices")
    form = replace(FORM, questions={**FORM.questions, "role": several})
    file = sent(
        tmp_path,
        (mentee(), AS_MENTOR),
    )
    file.write_text(file.read_text().replace("A mentee", '"A mentee, A mentor"'))
    assert len(brought(file, form, COHORT).records) == 2


def test_a_role_that_contradicts_everybodys_is_refused(tmp_path: Path) -> None:
    """`--as mentor` does not make a mentor of somebody who applies as mentee."""
    form = mapping("google-sheet", "mentor")
    (problem,) = brought(sent(tmp_path, mentee()), form, COHORT).problems
    assert problem.code == "role-differs"
    assert only(brought(sent(tmp_path, mentor()), form, COHORT)).role == "mentor"


ZONE = Question(field="location.timezone", ask="Zone", kind="zone")


@pytest.mark.parametrize(
    ("text", "proposed"),
    [
        ("Rome", "Europe/Rome"),
        ("India", "Asia/Kolkata"),
        ("CST", "America/Chicago or Asia/Shanghai"),
        ("GMT+2", "Etc/GMT-2"),
        ("Zürich, Schweiz", "Europe/Zurich"),
        ("Deutschland", "Europe/Berlin"),
        ("USA", "America/"),
        ("Europe/Zuric", "Europe/Zurich"),
        ("somewhere", "such as Europe/Zurich"),
    ],
)
def test_a_zone_as_people_type_it_is_answered_with_the_right_one(text: str, proposed: str) -> None:
    """Cities and countries in the form's languages, abbreviations, offsets."""
    form = replace(FORM, clock=Clock(languages=("en", "de")))
    with pytest.raises(UnreadableError) as refused:
        read_cell(text, ZONE, form)
    assert proposed in refused.value.facts["hint"]


def test_a_zone_whose_sign_is_reversed_is_told(tmp_path: Path) -> None:
    """Etc/GMT+2 is two hours behind UTC."""
    file = sent(tmp_path, mentee())
    file.write_text(file.read_text().replace("Europe/Zurich", "etc/gmt+2"))
    imported = brought(file, FORM, COHORT)
    assert only(imported).location.timezone == "Etc/GMT+2"
    assert "Etc/GMT+2 is behind UTC" in imported.outcomes[0].reason
