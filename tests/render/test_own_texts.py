"""A programme's own texts: everything that is wrong is found before a letter is written."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING

import pytest

from mentoring.render import papers
from mentoring.render.letters.template import CLOSING
from mentoring.render.own_texts import LETTERS, document_problems, letter_problems, specimens
from mentoring.render.problems import as_text
from render.letters.test_text import letters

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mentoring.problems import Problem

PACKAGE = files("mentoring.render") / "templates"
TEXTS = {path.name: path.read_text(encoding="utf-8") for path in (PACKAGE / "letters").iterdir()}
AGREEMENT, CERTIFICATE = map(papers.packaged, (papers.AGREEMENT, papers.CERTIFICATE))


def said(problems: Sequence[Problem]) -> list[str]:
    """Each problem's first line, without the folder."""
    return [
        as_text([problem]).splitlines()[0].removeprefix("data/templates/") for problem in problems
    ]


def test_nothing_is_wrong_in_the_packages_own_texts() -> None:
    """Copied to be edited, they pass."""
    assert letter_problems(TEXTS) == []
    assert (
        document_problems({"agreement.typ": AGREEMENT, "certificate.typ": CERTIFICATE}, None) == []
    )


def test_a_specimen_knows_just_what_a_letter_knows() -> None:
    """For every kind of letter: what passes here is written there, and nothing else."""
    for letter in letters():
        assert letter.facts.keys() == specimens(letter.template)[0].keys(), letter.template
    assert {letter.template for letter in letters()} == LETTERS.keys() - {CLOSING}


WRONG = {
    "{{ nmae }}": "3:4: error: there is no placeholder nmae. Did you mean name?",
    "{% if false %}{{ lost }}{% endif %}": "3:18: error: there is no placeholder lost.",
    "{{ partner.salary }}": "3:12: error: a partner has no salary.",
    "{{ partners[0].nmae }}": "3:1: error: ",
    "Dear {{ name | shout }}": "3:16: error: there is no filter shout.",
    "{{ name | day }}": "3:1: error: it ends with an error",
    "{% include 'gone.md.j2' %}": "3:13: error: there is no letter template gone.md.j2.",
    "Dear {% if name %}": "3:6: error: ",
    "{{ name.__class__.__mro__ }}": "3:1: error: ",
}


@pytest.mark.parametrize("text", WRONG)
def test_what_is_wrong_in_a_letter_is_named_with_line_and_column(text: str) -> None:
    """As a record's problems are."""
    name = "paired-mentee.md.j2"
    source = f"Subject: x\n{{% set partner = partners[0] %}}\n{text}\n"
    source = f"Subject: x\n\n{text}\n" if "partner." not in text else source
    (problem,) = said(letter_problems({name: source}))[:1]
    assert problem.startswith(f"letters/{name}:{WRONG[text]}")


def test_all_faults_of_all_texts_are_found_at_once() -> None:
    """Three files, four faults, one run."""
    found = said(
        letter_problems(
            {
                "waiting.md.j2": "Subject: x\n\n{{ nmae }} {{ enb }}\n",
                "closing.md.j2": "Dear {{ name }}",
                "reminder.md.j2": "Subject: x\n\n{% if codes %}",
            }
        )
    )
    assert [one.partition(" error")[0] for one in found] == [
        "letters/closing.md.j2:1:1:",
        "letters/reminder.md.j2:3:1:",
        "letters/waiting.md.j2:3:4:",
        "letters/waiting.md.j2:3:15:",
    ]


def test_closing_lines_without_the_safeguarding_contact_are_a_problem() -> None:
    """They go below every letter."""
    (problem,) = said(letter_problems({"closing-lines.md.j2": "Bye,\n{{ organisers }}\n"}))
    assert problem.startswith("letters/closing-lines.md.j2: error: every letter names the safeg")


def test_a_text_that_no_letter_is_written_from_is_a_warning() -> None:
    """Its name was meant to be another; what another text includes is used."""
    own = {
        "wating.md.j2": "x",
        "ours.md.j2": "y",
        "waiting.md.j2": "Subject: x\n\n{% include 'ours.md.j2' %}",
    }
    (problem,) = letter_problems(own)
    assert said((problem,)) == [
        "letters/wating.md.j2: warning: no letter is written from this file [template-unused]"
    ]
    assert problem.hint == "Did you mean waiting.md.j2?"


def test_an_unused_text_is_named_beside_a_broken_one() -> None:
    """Both are found in one run, and a broken text that no letter uses is not tried."""
    own = {"wating.md.j2": "{% if %}", "waiting.md.j2": "Subject: x\n\n{% if name %}"}
    assert [problem.partition(": ")[0] for problem in said(letter_problems(own))] == [
        "letters/waiting.md.j2:3:1",
        "letters/wating.md.j2",
    ]


def test_what_is_wrong_in_a_document_is_named_with_line_and_column() -> None:
    """Also where only a filled agreement would reach it, and in a text kept from a year ago."""
    typo = AGREEMENT.replace("#terms.contact", "#terms.contct")
    line = next(n for n, one in enumerate(typo.splitlines(), 1) if "contct" in one)
    found = said(
        document_problems(
            {
                "agreement.typ": typo,
                "agreement-2025-1.typ": "= Ours",
                "certificate.typ": "#let it = 1\n#it.nmae",
                "agrement.typ": "",
            },
            None,
        )
    )
    assert found[0].startswith("agreement-2025-1.typ:1:1: error: state the template's version in")
    column = typo.splitlines()[line - 1].index("contct") + 1
    assert found[1].startswith(f"agreement.typ:{line}:{column}: error: dictionary does not contain")
    assert found[2].startswith("agrement.typ: warning: no document is set from this file")
    assert found[3].startswith("certificate.typ:2:")
