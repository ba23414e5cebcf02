"""What goes out to reviewers: blind, readable, and a form that comes back."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from markdown_it import MarkdownIt
from pypdf import PdfReader

import made
from mentoring.errors import MentoringError
from mentoring.people.application import Person
from mentoring.people.institute import Institutes
from mentoring.programme.dates import day_in_words
from mentoring.programme.rules import ReviewRules, RubricItem
from mentoring.render.packet import STEPS, as_markdown, as_pdf, findings, score_form
from mentoring.reviews.blinding import Blinded, blinded
from tools import cells_of

COHORT = made.cohort()


def packet(motivation: str, **changes: Any) -> tuple[str, list[Blinded]]:
    """A reviewer, and the one application of their packet."""
    person = Person(name="Ada Quux", email="ada@example.org")
    fields = {"person": person, "motivation": motivation, "institute": "Sample Lab, Nowhere"}
    application = made.application("mmmmmm", **{**fields, **changes})
    return "rrrrrr", [blinded(application, made.CONFIG.affiliation, Institutes())]


def test_a_packet_shows_what_to_judge_and_how() -> None:
    """Stage, topics, motivation, goals, the rubric; not who, where, or on what."""
    text = as_markdown(COHORT, *packet("I am Ada Quux of ATLAS.", goals=("Lead a group",)))
    for word in ("Doctoral", "Career planning", "I am", "Lead a group", "How clear are they?"):
        assert word in text
    for word in ("Ada", "Quux", "ATLAS", "Nowhere", "Geneva", "ada@example.org"):
        assert word not in text


def test_a_packet_says_what_is_hidden_and_where_and_when_to_send_the_marks() -> None:
    """The reviewer needs no other letter: the same sentences are in the PDF."""
    pages = PdfReader(BytesIO(as_pdf(COHORT, *packet("Hello")))).pages
    printed = " ".join(pages[0].extract_text().split())
    for text in (as_markdown(COHORT, *packet("Hello")), printed):
        assert "You do not see the name, the e-mail address" in text
        assert f"send that file to {COHORT.contacts.organisers} by" in text
        assert day_in_words(COHORT.dates.reviews_due) in text


@pytest.mark.parametrize(
    "text",
    [
        "# no heading",
        "<script>alert(1)</script>",
        "1. no list\n- nor this",
        "**not bold** `nor code` _nor this_",
        "| no | table |",
        "    no code",
        "[a](javascript:b)",
        "===",
    ],
)
def test_an_applicants_text_has_no_effect_in_markdown(text: str) -> None:
    """Rendered, it is one quotation that reads exactly as it was written."""
    rendered = MarkdownIt("commonmark").render(as_markdown(COHORT, *packet(text)))
    quotation = rendered.split("<blockquote>")[1].split("</blockquote>")[0]
    inner = quotation.replace("<p>", "").replace("</p>", "").strip()
    plain = inner.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"')
    assert plain == "\n".join(line.strip() for line in text.splitlines())


def test_the_pdf_says_the_same() -> None:
    """The letter is in it, the name is not; the same packet has the same bytes."""
    one = packet("I am Ada Quux and want to #learn [much].")
    pdf = as_pdf(COHORT, *one)
    assert pdf == as_pdf(COHORT, *one)
    text = "".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)
    assert "and want to #learn [much]." in text
    assert "Doctoral student. Topics: Career planning." in text
    assert "Quux" not in text


def test_every_mark_is_explained_beside_its_box_in_both_forms() -> None:
    """On screen and on paper: five boxes a question with meanings, and one for conflicts."""
    rubric = (
        RubricItem(id="goals", question="How clear are they?", steps=("v", "w", "x", "y", "z")),
        RubricItem(id="wish", question="How strong is the wish?"),
    )
    cohort = made.cohort(review=ReviewRules(rubric=rubric))
    one = packet("I want to learn.")
    text = as_markdown(cohort, *one)
    marks = text[text.index("### Your marks for `mmmmmm`") :]
    assert marks.count("- [ ] ") == 2 * 5 + 1
    assert "- [ ] 5: z" in marks
    assert f"- [ ] 3: {STEPS[2]}" in marks
    pages = [page.extract_text() for page in PdfReader(BytesIO(as_pdf(cohort, *one))).pages]
    assert "Your marks for mmmmmm" in pages[1]
    assert all(step.split()[0] in pages[1] for step in STEPS)


@pytest.mark.parametrize("letters", [100, 2000, 3000, 4000])
def test_an_application_has_a_page_of_its_own(letters: int) -> None:
    """The text is set the smaller the longer it is, so that the marks are on the same page."""
    rubric = tuple(RubricItem(id=f"item-{n}", question="How clear are they?") for n in range(3))
    cohort = made.cohort(review=ReviewRules(rubric=rubric))
    one = packet("I want to learn it all. " * (letters // 24), goals=("Lead a group",) * 3)
    assert len(PdfReader(BytesIO(as_pdf(cohort, *one))).pages) == 2


def test_a_script_without_a_font_is_named() -> None:
    """The error names the reviewer and the script, and quotes nothing."""
    with pytest.raises(MentoringError, match="rrrrrr: no font shows its ETHIOPIC"):
        as_pdf(COHORT, *packet("አበበ"))


def test_the_form_has_a_line_an_application_and_a_column_an_item() -> None:
    """Reviewers add marks, a conflict, a note."""
    table = cells_of(score_form(COHORT, *packet("…")))
    assert table == [
        ["application", "reviewer", "goals", "conflict", "note"],
        ["mmmmmm", "rrrrrr", "", "", ""],
    ]


def test_findings_are_listed_for_the_organisers() -> None:
    """Where it was, what it said, and whether it was masked; once for all its reviewers."""
    _, sheets = packet("I am Ada, say ada.")
    assert cells_of(findings([*sheets, *sheets]))[1:] == [
        ["mmmmmm", "motivation", "name", "yes", "Ada"],
        ["mmmmmm", "motivation", "name", "no", "ada"],
    ]
