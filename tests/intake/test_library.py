"""Mappings: found by name or file, taken over from one another, and sound as they ship."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from intake.bringing import mapping
from mentoring.errors import DataError, UsageError
from mentoring.intake.forms.fields import part
from mentoring.intake.forms.library import find, shipped
from mentoring.intake.forms.mapping import with_role

if TYPE_CHECKING:
    from pathlib import Path

TOOLS = (
    "google-forms",
    "google-sheet",
    "indico-registration",
    "indico-survey",
    "jotform",
    "kobo",
    "limesurvey",
    "microsoft-forms",
    "nextcloud-forms",
    "qualtrics",
    "surveymonkey",
    "typeform",
)
QUESTIONNAIRES = ("application", "check-in", "review", "signature", "terms")
NO_FIELD = {"submitted", "modified", "state"}


def own(root: Path, text: str, name: str = "ours") -> None:
    """Put a mapping of one's own into data/mappings/."""
    folder = root / "data" / "mappings"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.yaml").write_text(f"mapping: {name}\ntitle: Our own form\n{text}")


def test_the_package_ships_twelve_tools_and_five_questionnaires() -> None:
    """Any tool goes with any questionnaire."""
    assert shipped() == tuple(sorted((*TOOLS, *QUESTIONNAIRES)))
    for tool in TOOLS:
        for questions in QUESTIONNAIRES[1:]:
            assert mapping(f"{tool}:{questions}").record == questions


@pytest.mark.parametrize("tool", TOOLS)
def test_a_shipped_mapping_fills_only_fields_that_there_are(tool: str) -> None:
    """What no schema knows of is the import's own business."""
    form = mapping(tool)
    for name, question in form.questions.items():
        assert question.field in NO_FIELD or part("application", question.field), name


def test_a_mapping_of_ones_own_states_what_differs(tmp_path: Path) -> None:
    """The earlier wording and captions are still recognised."""
    own(
        tmp_path,
        """extends: google-sheet
clock: {zone: Asia/Tokyo}
questions:
  stage: {ask: Where are you, captions: {Student: doctoral, Done: senior}}
  pronouns: null
ignore: [Shoe size]
""",
    )
    ours = find("ours", tmp_path)
    assert ours.clock.zone == "Asia/Tokyo"
    assert ours.clock.moment == "%d/%m/%Y %H:%M:%S"
    assert ours.questions["stage"].headers == ("Your career stage",)
    assert ours.questions["stage"].accepts["Postdoc"] == "postdoc"
    assert "pronouns" not in ours.questions
    assert ours.ignore == ("Shoe size",)


def test_a_file_may_be_named_instead(tmp_path: Path) -> None:
    """By its path from the repository's root."""
    own(tmp_path, "extends: limesurvey\n")
    assert find("data/mappings/ours.yaml", tmp_path).source.choices == "columns"


def test_a_wrong_name_is_answered_with_the_nearest(tmp_path: Path) -> None:
    """Those of one's own included."""
    own(tmp_path, "extends: limesurvey\n", "our-form")
    with pytest.raises(UsageError, match="Did you mean our-form"):
        find("ourform", tmp_path)


def test_a_wrong_file_is_refused_with_every_problem(tmp_path: Path) -> None:
    """With line and column."""
    own(tmp_path, "extends: limesurvey\nsource: {choices: shared}\nclock: {zone: Nowhere}\n")
    with pytest.raises(DataError) as refused:
        find("ours", tmp_path)
    assert {(one.line, one.path) for one in refused.value.problems} == {
        (4, "data/mappings/ours.yaml"),
        (5, "data/mappings/ours.yaml"),
    }


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("record: application\n", "states no questions"),
        ("extends: ours\n", "takes itself over"),
        ("record: application\nquestions: {name: {field: person.name}}\n", "no ask of name"),
        (
            (
                "extends: google-sheet\n"
                "questions: {languages: {captions: {A: en, B: fr, 'A, B': de}}}\n"
            ),
            "make one cell mean two things",
        ),
    ],
)
def test_a_mapping_that_is_not_whole_is_refused(tmp_path: Path, text: str, said: str) -> None:
    """It says what is missing."""
    own(tmp_path, text)
    with pytest.raises(UsageError, match=said):
        find("ours", tmp_path)


def test_a_role_may_be_said_for_a_whole_form() -> None:
    """Then only that role's questions are put."""
    mentors = with_role(mapping("google-forms"), "mentor")
    assert mentors.constants == {"role": "mentor"}
    assert "capacity" in mentors.about("mentor")
    assert "motivation" not in mentors.about("mentor")
