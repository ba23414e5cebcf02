"""Mappings: found by name or file, taken over from one another, and sound as they ship."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from handbook.data_reference import data_reference

import made
from intake.bringing import mapping
from made import demo_edition, written
from mentoring import schemas
from mentoring.cli.boundary import run
from mentoring.errors import DataError, UsageError
from mentoring.intake.forms.fields import part
from mentoring.intake.forms.library import find, shipped
from mentoring.intake.forms.mapping import with_role

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TOOLS = (
    "framaforms",
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
    made.written(root)
    folder = root / "data" / "mappings"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.yaml").write_text(f"mapping: {name}\ntitle: Our own form\n{text}")


def test_the_package_ships_thirteen_tools_and_five_questionnaires() -> None:
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
    assert {(problem.line, problem.path) for problem in refused.value.problems} == {
        (4, "data/mappings/ours.yaml"),
        (5, "data/mappings/ours.yaml"),
    }


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("record: application\n", "states no questions"),
        ("extends: ours\n", "extends itself"),
        ("record: application\nquestions: {name: {field: person.name}}\n", "no ask of name"),
        ("extends: google-sheet\nclock: {moment: '%d/%m/%Y %I:%M'}\n", "no half of the day"),
        ("extends: google-sheet\nclock: {day: '%d/%Q'}\n", "%Q is not read"),
        ("extends: google-sheet\nclock: {day: '%d %d %m %Y'}\n", "%d is there twice"),
        ("extends: google-sheet\nclock: {day: '%d %b %B %Y'}\n", "%B is there twice"),
        ("extends: google-sheet\nclock: {languages: [xx]}\n", "not a language of Unicode's CLDR"),
        ("extends: google-sheet\nquestions: {stage: {separator: ';'}}\n", "kind choices"),
        (
            "extends: google-sheet\nquestions: {since: {accepts: {long ago: 'yes'}}}\n",
            "cannot mean",
        ),
        ("extends: google-sheet\nquestions: {statistics: {accepts: {sure: 1}}}\n", "cannot mean"),
        ("extends: google-sheet\nquestions: {place: {number: hour}}\n", "of kind whole"),
        ("extends: google-sheet\nquestions: {stage: {other: languages}}\n", "takes a text"),
        ("extends: google-sheet\nquestions: {stage: {field: career.stge}}\n", "has no field"),
        ("extends: google-sheet\nsource: {caption_row: 2}\n", "below the 1 rows"),
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
    with pytest.raises((DataError, UsageError)) as refused:
        find("ours", tmp_path)
    problems = getattr(refused.value, "problems", ())
    assert said in " ".join([str(refused.value), *(problem.message for problem in problems)])


def test_questions_of_no_record_are_refused_for_every_tool(tmp_path: Path) -> None:
    """A tool adds no record to them."""
    own(tmp_path, "questions: {note: {field: note, ask: Note, kind: line}}\n", "poll")
    with pytest.raises(DataError) as refused:
        find("google-forms:poll", tmp_path)
    assert refused.value.problems[0].message == "the mapping states no record"


def test_a_role_may_be_said_for_a_whole_form() -> None:
    """Then only that role's questions are put."""
    mentors = with_role(mapping("google-forms"), "mentor")
    assert mentors.constants == {"role": "mentor"}
    assert "capacity" in mentors.about("mentor")
    assert "motivation" not in mentors.about("mentor")


def test_a_tool_of_ones_own_reads_every_form_of_that_tool(tmp_path: Path) -> None:
    """At every level: what it says, and what the tool says that it takes over."""
    own(
        tmp_path,
        """extends: google-forms
clock: {zone: Asia/Tokyo}
words: {"yes": [Hai]}
questions:
  email: {headers: [Meeru]}
  goals: {ask: What are your dreams?}
""",
        "my-google",
    )
    own(tmp_path, "extends: my-google:check-in\nignore: [Shoe size]\n")
    for name in ("my-google:check-in", "ours"):
        form, shipped_one = find(name, tmp_path), find("google-forms:check-in", tmp_path)
        assert form.record == "check-in"
        assert form.clock.zone == "Asia/Tokyo"
        assert form.clock.zones == shipped_one.clock.zones
        assert form.questions["submitted"] == shipped_one.questions["submitted"]
        assert "Meeru" in form.questions["email"].headers
        assert form.questions["goals"] == shipped_one.questions["goals"]
        assert form.words.yes == ("Hai",)


def test_validate_reads_the_programmes_mappings(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """With line and column: broken YAML, a rule that does not hold, a name that is another's."""
    written(tmp_path, demo_edition("2026"))
    own(tmp_path, "garbage: [1\n", "broken")
    own(tmp_path, "extends: google-sheet\nquestions:\n  stage: {number: hour}\n", "ruled")
    own(tmp_path, "extends: nowhere\n", "lost")
    own(tmp_path, "extends: google-sheet\n", "other")
    (tmp_path / "data/mappings/other.yaml").rename(tmp_path / "data/mappings/renamed.yaml")
    own(tmp_path, "extends: google-sheet\n", "sound")
    assert run(["-C", str(tmp_path), "validate", "--format", "json", "--today", "2026-10-01"]) == 1
    said = json.loads(capsys.readouterr().out)
    places = {
        (one["path"].rpartition("/")[2], one["line"], one["column"]) for one in said["problems"]
    }
    assert {
        ("ruled.yaml", 5, 19),
        ("lost.yaml", 1, 0),
        ("renamed.yaml", 1, 10),
    } <= places
    assert "broken.yaml" in {path for path, line, _ in places if line}
    assert "sound.yaml" not in {path for path, _, _ in places}


def test_every_key_of_a_mapping_has_an_example() -> None:
    """In the schema, and so in editors and in the reference."""
    reference = data_reference()["reference/data/mapping.md"]
    for path, key in _keys(schemas.load("mapping"), ""):
        assert f"`{path}`" in reference
        assert "properties" in str(key) or "examples" in key, path


def _keys(block: dict[str, Any], above: str) -> Iterator[tuple[str, dict[str, Any]]]:
    for name, key in block.get("properties", {}).items():
        yield f"{above}{name}", key
        yield from _keys(key, f"{above}{name}.")
        for each, many in (("items", "[]"), ("additionalProperties", ".NAME")):
            if isinstance(key.get(each), dict):
                yield from _keys(key[each], f"{above}{name}{many}.")
