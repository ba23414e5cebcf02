"""The form is written from the mapping that reads it: what it asks for is what is read."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from intake.bringing import mapping
from made import cohort
from mentoring.cli.boundary import run
from mentoring.intake.forms.fields import part
from mentoring.intake.forms.mapping import NOTICE, FormMapping
from mentoring.programme.cohort import Cohort
from mentoring.render.environment import written

PROGRAMME = Path(__file__).parents[1] / "programme"


def as_markdown(form: FormMapping, edition: Cohort | None, role: str | None) -> str:
    """What the command prints."""
    values = {"mapping": form, "cohort": edition, "role": role}
    return written("form.md.j2", "markdown", **values, schema_of=part, notice=NOTICE)


def asked(text: str) -> list[str]:
    """The questions of a form."""
    return re.findall(r"^## \d+\. (.*?)(?: \*)?$", text, re.MULTILINE)


@pytest.mark.parametrize("name", ["google-forms", "limesurvey", "indico-registration:check-in"])
def test_every_question_is_on_the_form_but_those_the_tool_answers(name: str) -> None:
    """In the mapping's order and wording."""
    form = mapping(name)
    questions = form.questions.values()
    text = as_markdown(form, None, None)
    assert asked(text) == [question.ask for question in questions if not question.automatic]
    for question in questions:
        assert question.automatic == (f"“{question.ask}”" in text.partition("##")[0])


def test_a_form_for_one_role_has_its_questions_alone() -> None:
    """Nobody is asked which role it is."""
    mentors = asked(as_markdown(mapping("google-forms"), None, "mentor"))
    assert "Your profile" in mentors
    assert not {"Your motivation", "I apply as"} & set(mentors)


def test_an_editions_experiments_and_notice_are_put_in() -> None:
    """So that the version of the notice is recorded with each answer."""
    text = as_markdown(mapping("google-forms"), cohort(), None)
    assert "- I have read privacy notice 2026-1 and agree to it" in text
    assert "- ALICE\n- ATLAS\n- CMS\n- LHCb\n- None of these" in text
    assert "{notice}" not in text


def test_limits_come_from_the_schema() -> None:
    """A form that lets people type more than the record may hold would refuse them later."""
    text = as_markdown(mapping("google-forms"), None, None)
    assert "A whole number, 1 to 40." in text
    assert "For mentees only. Text of several lines, at most 10000 characters." in text


def test_the_command_prints_it(capsys: pytest.CaptureFixture[str]) -> None:
    """For an edition, or for none."""
    at = ["-C", str(PROGRAMME)]
    assert run([*at, "form", "limesurvey", "--cohort", "2031", "--as", "mentee"]) == 0
    assert "privacy notice 2031-1" in capsys.readouterr().out
    assert run([*at, "form", "limesurvy"]) == 2
    assert "Did you mean limesurvey?" in capsys.readouterr().err


def test_a_scoring_form_asks_for_the_editions_own_marks(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Each item of the rubric, with its question."""
    assert run(["-C", str(PROGRAMME), "form", "review", "--cohort", "2031"]) == 0
    text = capsys.readouterr().out
    assert asked(text)[:4] == ["application", "reviewer", "conflict", "note"]
    assert "> How clear and how reachable are the goals? From 1 (weak) to 5 (exceptional)." in text


def test_what_people_may_write_instead_is_on_the_form() -> None:
    """Where the mapping keeps it; and nothing to choose under a question for names."""
    text = as_markdown(mapping("typeform"), None, "mentee")
    languages = text.partition("Languages in which")[2].partition("\n## ")[0]
    assert languages.rstrip().endswith("- Other, in people's own words")
    assert "- Nobody" not in text
