"""Columns are known by their headings, which repeat, change and carry marks."""

from __future__ import annotations

from dataclasses import replace

import pytest

from intake.bringing import mapping
from mentoring.intake.reading.claims import Claims, find, heading

FORM = mapping("google-forms")


def columns(found: Claims) -> dict[str, tuple[int, ...]]:
    """The columns of each question that is asked."""
    return {name: found.columns(name) for name in found.questions}


@pytest.mark.parametrize(
    "text",
    [
        "\ufeffYour institute",
        "your  institute ",
        "YOUR INSTITUTE:",
        "Your institute *",
        "Your institute?",
    ],
)
def test_case_spacing_and_marks_do_not_matter(text: str) -> None:
    """A byte order mark in the middle of nowhere included."""
    assert columns(find([text], FORM)) == {"institute": (0,)}


def test_every_wording_of_a_question_is_known() -> None:
    """The question as it is asked now, then what it was called; the filled cell will count."""
    found = find(["Name", "x", "Your name", "Name"], FORM)
    assert columns(found) == {"name": (2, 0, 3)}
    assert found.unread == (1,)


def test_a_heading_that_is_ignored_is_no_questions() -> None:
    """Whatever else knows it: that is how a mapping of one's own takes a column away."""
    found = find(["Name", "Your name"], replace(FORM, ignore=("name",)))
    assert columns(found) == {"name": (1,)}
    assert found.ignored == {0}


def test_columns_of_one_heading_are_told_apart_by_their_order() -> None:
    """The reasons for the first, second and third profile."""
    found = find(["Why this one?", "x", "Why this one?", "Why this one?"], FORM)
    assert [columns(found)[f"{place}-reason"] for place in ("first", "second", "third")] == [
        (0,),
        (2,),
        (3,),
    ]
    assert found.unread == (1,)


def test_a_sections_title_may_stand_before_the_question() -> None:
    """As Indico's surveys write it; titles may hold the joint themselves."""
    survey = mapping("indico-survey")
    found = find(["Part 1: About you: Your institute"], survey)
    assert columns(found) == {"institute": (0,)}
    assert columns(find(["Part 1: About you: Your institute"], FORM)) == {}


def test_each_choice_may_have_a_column() -> None:
    """Headed by question and caption, translations included."""
    lime = mapping("limesurvey")
    asked = lime.questions["languages"].ask
    found = find([f"{asked} [English]", f"{asked} [Klingon]"], lime)
    (claim,) = found.questions["languages"]
    assert (claim.column, claim.part) == (0, True)
    assert (claim.read("Yes"), claim.read("No")) == ((1, "en"), None)
    assert found.unread == (1,)


def test_a_question_that_must_be_answered_and_has_no_column_is_a_problem() -> None:
    """The nearest unread heading is offered."""
    short = replace(FORM, questions={name: FORM.questions[name] for name in ("institute", "since")})
    one, other = find(("Your instiute",), short).problems("answers.csv")
    assert one.message == "no column is headed “Your institute”"
    assert one.hint.startswith("Is it “Your instiute”? Then add its heading to `headers`")
    assert other.hint.startswith("Add it to the form, or add its heading")


def test_a_heading_is_compared_composed() -> None:
    """An accent may be typed in two ways."""
    assert heading("Zu\u0308rich") == heading("Zürich")
