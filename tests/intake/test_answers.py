"""Cells in the shapes that tools give them: numbers, ranks, grids, free text beside choices."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from intake.bringing import mapping
from mentoring.intake.forms.mapping import Question
from mentoring.intake.reading import UnreadableError
from mentoring.intake.reading.answers import Answers, Reader
from mentoring.intake.reading.cells import whole
from mentoring.intake.reading.export import Row, Table

if TYPE_CHECKING:
    from mentoring.intake.forms.mapping import FormMapping

SHEET = mapping("google-sheet")


@pytest.mark.parametrize(
    ("kind", "text", "number"),
    [
        ("whole", "2024.0", 2024),
        ("whole", "2024", 2024),
        ("whole", "2,5", None),
        ("whole", "9:00", None),
        ("hour", "9:00", 9),
        ("hour", "09:00:00", 9),
        ("hour", "9 am", 9),
        ("hour", "12 p.m.", 12),
        ("hour", "12am", 0),
        ("hour", "5 PM", 17),
        ("hour", "17h", 17),
        ("hour", "17 Uhr", 17),
        ("hour", "9:30", None),
        ("hour", "13 pm", None),
        ("lower", "2-3", 2),
        ("lower", "2,5", 2),
        ("lower", "2.0", 2),
        ("lower", "about 2 to 3 hours", 2),
        ("lower", "few", None),
    ],
)
def test_numbers_are_read_as_the_question_says(kind: str, text: str, number: int | None) -> None:
    """Digits, full hours, or the lower of what is said."""
    if number is None:
        with pytest.raises(UnreadableError, match=kind):
            whole(text, kind)
    else:
        assert whole(text, kind) == number


def answers(form: FormMapping, **columns: str) -> Answers:
    """What one row of these columns says."""
    headers = tuple(columns)
    row = Row(number=2, cells=tuple(columns.values()))
    table = Table(name="answers.csv", headers=headers, rows=(row,), above=(headers,))
    (found,) = Reader(table, form).answers(row)
    return found


def asking(tool: str, **questions: Any) -> FormMapping:
    """A form of these questions alone."""
    form = mapping(tool)
    return replace(form, questions=questions, record="check-in", constants={})


TOPICS = Question(
    field="topics",
    ask="Topics",
    kind="choices",
    captions={"Talks": "talks", "Data, plots": "data"},
)


def test_a_grid_may_hold_the_rank_of_each_choice() -> None:
    """The first choice comes first."""
    form = asking("limesurvey", topics=replace(TOPICS, ranked=True))
    found = answers(form, **{"Topics [Talks]": "2", "Topics [Data, plots]": "1"})
    assert found.values["topics"] == ["data", "talks"]


def test_a_rank_is_written_in_digits() -> None:
    """A raised two looks like one, and is no number."""
    form = asking("limesurvey", topics=replace(TOPICS, ranked=True))
    found = answers(form, **{"Topics [Talks]": "\u00b2"})
    assert "neither chosen nor left out" in found.problems[0].message


def test_a_grid_may_be_a_question_a_row() -> None:
    """Headed by the question and the row."""
    marks = {
        f"score-{name}": Question(field=f"scores.{name}", ask=f"Rate it [{name}]", kind="whole")
        for name in ("goals", "clarity")
    }
    found = answers(
        asking("google-sheet", **marks), **{"Rate it [goals]": "4", "Rate it [clarity]": "5"}
    )
    assert found.values == {"scores.goals": 4, "scores.clarity": 5}


def test_free_text_in_a_cell_of_choices_is_kept_where_the_mapping_says_so() -> None:
    """Under the question that it answers; refused otherwise."""
    strict = answers(asking("google-sheet", topics=TOPICS), Topics="Talks, Knitting")
    assert strict.problems[0].message == "“Topics” holds a choice that matches no caption"
    form = asking("google-sheet", topics=replace(TOPICS, other="person.notes"))
    found = answers(form, Topics="Talks, Knitting")
    assert found.values == {"topics": ["talks"], "person.notes": "Topics: Knitting"}


def test_free_text_may_have_a_column_of_its_own() -> None:
    """Beside the choices, as in SurveyMonkey's exports, also of a single choice."""
    stage = Question(field="stage", ask="Stage", kind="choice", captions={"Postdoc": "postdoc"})
    form = asking(
        "surveymonkey",
        topics=replace(TOPICS, other="person.notes"),
        stage=replace(stage, other="person.notes"),
    )
    found = answers(
        form,
        **{
            "Topics [Talks]": "Talks",
            "Topics [Other (please specify)]": "Knitting",
            "Stage": "",
            "Stage [Other (please specify)]": "Retired",
        },
    )
    assert found.values == {
        "topics": ["talks"],
        "person.notes": "Topics: Knitting Stage: Retired",
    }


def test_a_webforms_options_have_columns_and_its_other_text_is_kept() -> None:
    """Framaforms writes X for a chosen option, and the text under a heading of its own."""
    form = asking("framaforms", topics=replace(TOPICS, other="person.notes"))
    found = answers(form, **{"Talks": "X", "Data, plots": "", "Autre...": "Knitting"})
    assert found.values == {"topics": ["talks"], "person.notes": "Topics: Knitting"}


def test_one_question_may_differ_from_the_tools_way() -> None:
    """With a separator, or columns, of its own."""
    form = asking("limesurvey", topics=replace(TOPICS, separator=" | ", column=None))
    assert answers(form, Topics="Talks").values == {"topics": ["talks"]}
    columns = asking("google-sheet", topics=replace(TOPICS, column="{ask}: {caption}"))
    assert answers(columns, **{"Topics: Talks": "Yes"}).values == {"topics": ["talks"]}


def test_an_answer_that_nobody_has_finished_is_left_out() -> None:
    """LimeSurvey leaves its date of submission empty; the reason says so."""
    form = mapping("limesurvey")
    headers = ("Date submitted", "Your name")
    rows = tuple(
        Row(number=number, cells=cells)
        for number, cells in enumerate((("", "Half"), ("2026-09-28 09:30:00", "Whole")), start=2)
    )
    table = Table(name="answers.csv", headers=headers, rows=rows, above=(headers,))
    reader = Reader(table, form)
    assert [reader.left_out(row) for row in rows] == ["“Date submitted” is empty", None]
