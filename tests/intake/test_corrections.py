"""Corrections, consents and names settled: one command each, and a record that stays."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from made import CONFIG, application, cohort, person, written
from mentoring.cli.boundary import run
from mentoring.errors import DataError, UsageError
from mentoring.intake.corrections import consent, correct, resolve, tags, take_back
from mentoring.people.application import Change, Profile
from mentoring.store.reader import load

if TYPE_CHECKING:
    from pathlib import Path

    from mentoring.people.application import Application

WORDS = CONFIG.vocabulary
DAY = date(2026, 12, 1)
MENTEE = application("mmmmmm")
LISTED = replace(
    application("tttttt", role="mentor"),
    profile=Profile(code="pppppp", text="I listen.", approved=date(2026, 9, 10)),
)
TYPED = replace(MENTEE, person=person("M", "m@example.org", unresolved=("Ann", "Bob")))
ANN, BOB = tags(TYPED)


def test_a_correction_changes_fields_and_is_recorded() -> None:
    """By name, not by value: the history tells nothing about anybody."""
    after = correct(MENTEE, {"institute": "Elsewhere", "location.in_person": True}, DAY, WORDS)
    assert (after.institute, after.location.in_person) == ("Elsewhere", True)
    fields = ("institute", "location.in_person")
    assert after.history == (Change(on=DAY, what="corrected", fields=fields),)


def test_a_whole_number_may_have_a_decimal_point() -> None:
    """The schema takes 3.0 for a whole number, and so does the record."""
    assert correct(MENTEE, {"hours_per_month": 3.0}, DAY, WORDS).hours_per_month == 3


def test_a_correction_that_changes_nothing_leaves_no_record() -> None:
    """Saying the same twice is no second correction."""
    once = correct(MENTEE, {"institute": "Elsewhere"}, DAY, WORDS)
    assert correct(once, {"institute": "Elsewhere"}, date(2026, 12, 2), WORDS) == once


def test_a_field_may_be_taken_away() -> None:
    """Where the record can do without."""
    with_pronouns = correct(MENTEE, {"person.pronouns": "they/them"}, DAY, WORDS)
    assert correct(with_pronouns, {"person.pronouns": None}, DAY, WORDS).person.pronouns is None
    with pytest.raises(DataError):
        correct(MENTEE, {"institute": None}, DAY, WORDS)


@pytest.mark.parametrize("field", ["id", "cohort", "consent.listed", "profile.code", "history"])
def test_what_is_not_the_applicants_is_not_corrected(field: str) -> None:
    """Ids, codes, history and consents have their own ways."""
    with pytest.raises(UsageError, match="is not corrected by hand"):
        correct(MENTEE, {field: "x"}, DAY, WORDS)


def test_a_new_profile_text_waits_for_approval() -> None:
    """Nothing is listed that the mentor has not seen."""
    after = correct(LISTED, {"profile.text": "I talk."}, DAY, WORDS)
    assert after.profile == Profile(code="pppppp", text="I talk.")


def test_consents_are_changed_one_by_one() -> None:
    """What is not named stays as it was."""
    after = consent(LISTED, {"listed": True}, DAY)
    assert after.consent.listed
    assert after.consent.statistics
    assert after.history == (Change(on=DAY, what="consent", fields=("consent.listed",)),)
    assert consent(after, {"listed": True}, DAY) == after


def test_all_consent_may_be_taken_back() -> None:
    """With its day, once."""
    after = take_back(consent(LISTED, {"listed": True}, DAY), DAY)
    assert after.consent.withdrawn == DAY
    assert not after.consent.listed
    assert not after.consent.statistics
    assert take_back(after, date(2026, 12, 5)) == after


def test_a_name_becomes_an_id_or_is_dismissed() -> None:
    """By a tag that stays its own when others are settled; the record does not name anybody."""
    ann, bob = tags(TYPED)
    settled = resolve(TYPED, bob, [LISTED], DAY)
    assert (settled.conflicts, settled.person.unresolved) == (("tttttt",), ("Ann",))
    assert list(tags(settled)) == [ann]
    assert resolve(settled, ann, [], DAY).person.unresolved == ()
    assert settled.history[-1].what == "resolved"


def test_a_name_that_was_settled_is_not_taken_for_another() -> None:
    """Nor may somebody avoid themselves, be it in their other role."""
    ann, bob = tags(TYPED)
    settled = resolve(TYPED, ann, [], DAY)
    with pytest.raises(
        UsageError, match=f"mmmmmm has no unresolved name {ann}. The tags are {bob}"
    ):
        resolve(settled, ann, [], DAY)
    with pytest.raises(UsageError, match="There are none left"):
        resolve(resolve(settled, bob, [], DAY), bob, [], DAY)
    mentor_too = replace(LISTED, person=person("M", "M@example.org"))
    with pytest.raises(UsageError, match="are the same person"):
        resolve(TYPED, ann, [mentor_too], DAY)


@pytest.fixture
def programme(tmp_path: Path) -> Path:
    """An edition of two people; one typed names to avoid."""
    return written(tmp_path, cohort(), TYPED, LISTED)


def _found(root: Path, id: str) -> Application:  # noqa: A002 (it is one)
    return load(root).edition("2026").people[id]


@pytest.mark.parametrize(
    "command",
    [
        ["correct", "2026", "mmmmmm", "institute=Elsewhere", "languages=[en, fr]"],
        ["consent", "2026", "mmmmmm", "--no-statistics"],
        ["consent", "2026", "mmmmmm", "--take-back"],
        ["resolve", "2026", "mmmmmm", ANN, "--as", "tttttt"],
        ["resolve", "2026", "mmmmmm", BOB, "--dismiss"],
        ["resolve", "2026", "mmmmmm", BOB, "--as", "tttttt", "--as", "tttttt"],
    ],
)
def test_each_is_one_command_with_a_record(programme: Path, command: list[str]) -> None:
    """Which --dry-run only announces."""
    at = ["-C", str(programme), *command, "--today", "2026-12-01"]
    assert run([*at, "--dry-run"]) == 0
    assert _found(programme, "mmmmmm") == TYPED
    assert run(at) == 0
    assert [change.on for change in _found(programme, "mmmmmm").history] == [DAY]


@pytest.mark.parametrize(
    "command",
    [
        ["correct", "2026", "mmmmmn", "institute=Elsewhere"],
        ["correct", "2026", "mmmmmm", "institute"],
        ["consent", "2026", "mmmmmm"],
        ["resolve", "2026", "mmmmmm", ANN],
        ["resolve", "2026", "mmmmmm", ANN, "--dismiss", "--as", "tttttt"],
    ],
)
def test_what_cannot_be_meant_is_wrong_usage(programme: Path, command: list[str]) -> None:
    """And nothing is written."""
    assert run(["-C", str(programme), *command]) == 2
    assert _found(programme, "mmmmmm") == TYPED


def test_what_is_open_is_listed_without_names(
    programme: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It shows ids, tags and places of names; settling one shows it and what is still open."""
    assert run(["-C", str(programme), "resolve", "2026"]) == 0
    first, second = capsys.readouterr().out.splitlines()
    path = "data/identities/2026/mmmmmm.yaml"
    assert first.startswith(f"mmmmmm {ANN}  {path}:")
    assert second.endswith("perhaps no match")
    line, column = map(int, first.split()[2].rsplit(":", 2)[1:])
    assert (programme / path).read_text().splitlines()[line - 1][column - 1 :].startswith("Ann")
    assert run(["-C", str(programme), "resolve", "2026", "mmmmmm", ANN, "--as", "tttttt"]) == 0
    assert capsys.readouterr().out == (
        f"{ANN}: mmmmmm and tttttt are never matched.\nmmmmmm still has to settle: {BOB}.\n"
    )


def test_a_yes_to_the_next_edition_counts_from_the_day_it_is_said() -> None:
    """The form's tick is there already; the yes at the closing is recorded, once a day."""
    ticked = consent(LISTED, {"next_edition": True}, DAY)
    later = DAY + timedelta(days=300)
    said = consent(ticked, {"next_edition": True}, later)
    assert said.consent == ticked.consent
    assert said.history[-1] == Change(on=later, what="consent", fields=("consent.next_edition",))
    assert consent(said, {"next_edition": True}, later) == said
