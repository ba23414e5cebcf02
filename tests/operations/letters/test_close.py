"""Closing: certificates for the days that a person took part, and codes to look up."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

import pytest

import made
from mentoring.cli.boundary import run
from mentoring.operations.letters.close import certificates, closing
from mentoring.people.lifecycle import HistoryEntry

if TYPE_CHECKING:
    from pathlib import Path

PEOPLE = (
    made.application("mmmmmm"),
    made.application("tttttt", "mentor"),
    made.application("vvvvvv", "mentor"),
    made.application("wwwwww", "mentor"),
)
COVERED = HistoryEntry(
    on=date(2027, 2, 1), what="covered", mentor="vvvvvv", until=date(2027, 3, 1), reason="A leave"
)
JOINED = HistoryEntry(on=date(2027, 4, 1), what="joined", mentor="wwwwww", reason="A new topic")
LATE = made.step("completed", "2027-08-25")
PAIR = made.pair("completed", history=(*made.history("active"), COVERED, JOINED, LATE))


def test_certificates_state_the_days_of_the_edition_or_of_the_second_mentor() -> None:
    """They do not state the announcement, or the day of recording the completion."""
    found = certificates(made.edition(made.cohort(), *PEOPLE, PAIR))
    start, end = date(2026, 11, 9), date(2027, 8, 9)
    assert {certificate.to.id: (certificate.since, certificate.until) for certificate in found} == {
        "mmmmmm": (start, end),
        "tttttt": (start, end),
        "vvvvvv": (COVERED.on, COVERED.until),
        "wwwwww": (JOINED.on, end),
    }
    letters = closing(made.edition(made.cohort(), *PEOPLE, PAIR))
    assert [len(letter.certificates) for letter in letters] == [1, 1, 1, 1]


@pytest.mark.parametrize(
    ("day", "why"),
    [
        (
            "2027-02-22",
            "No pair has completed 2026 yet: it runs until 2027-08-09. From that day on,",
        ),
        ("2027-08-09", "No pair is recorded as completed, although 2026 ended on 2027-08-09."),
    ],
)
def test_without_a_completed_pair_the_command_says_why_and_when(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], day: str, why: str
) -> None:
    """It names the command that records a completed pair."""
    made.written(tmp_path, made.cohort(), *PEOPLE, made.pair("active"))
    assert run(["-C", str(tmp_path), "certificates", "2026", "--today", day]) == 0
    said = capsys.readouterr().out
    assert said.startswith(why)
    assert "mentoring pair end 2026 MENTEE --completed." in said
    assert "0 to send" in said


def test_a_steward_looks_a_code_up(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The answer names the id; an invented code is unknown."""
    made.written(tmp_path, made.cohort(), *PEOPLE, PAIR)
    (mine,) = (
        certificate
        for certificate in certificates(made.edition(made.cohort(), *PEOPLE, PAIR))
        if certificate.to.id == "mmmmmm"
    )
    assert re.fullmatch("[b-z]{4}-[b-z]{4}", mine.code)
    command = ["-C", str(tmp_path), "certificates", "2026", "--look-up"]
    assert run([*command, mine.code.upper()]) == 0
    assert capsys.readouterr().out == f"{mine.code}: mmmmmm, mentee, 2026-11-09 to 2027-08-09\n"
    assert run([*command, "bcdf-ghjk"]) == 1
    assert not (tmp_path / "outbox").exists()
