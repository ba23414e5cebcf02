"""Agreements and certificates, read back: text, tags, language, title, the same bytes twice."""

from __future__ import annotations

import io
from datetime import date
from typing import TYPE_CHECKING

import pytest
from pypdf import PdfReader

import made
from mentoring.errors import MentoringError
from mentoring.operations.letters.letter import Couple
from mentoring.people.agreement import Terms
from mentoring.render import agreement, certificate

if TYPE_CHECKING:
    from mentoring.people.agreement import Agreement

TEMPLATE = agreement.template_of_the_package()
COHORT = made.cohort()
MENTOR = made.application("tttttt", "mentor", person=made.person("Иван Петров"))


def agreed(recorded: Agreement | None = None, name: str = "Zoë Şahin") -> bytes:
    """The agreement of a mentee of that name with a mentor."""
    mentee = made.application("mmmmmm", person=made.person(name))
    return agreement.as_pdf(TEMPLATE, COHORT, mentee, MENTOR, recorded)


def text_of(pdf: bytes) -> str:
    """The text of a PDF, its line breaks as spaces."""
    pages = PdfReader(io.BytesIO(pdf)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_a_blank_agreement_names_both_and_leaves_the_terms_open() -> None:
    """It is something to talk about at the first meeting."""
    text = text_of(agreed())
    assert "between Zoë Şahin (mentee) and Иван Петров (mentor)" in text
    assert "The programme recommends 1 to 2 meetings a month." in text
    for words in (
        "Confidentiality",
        "An end without fault",
        "no joint research",
        "safe@example.org",
    ):
        assert words in text


def test_a_pair_made_during_the_edition_begins_on_its_own_first_day() -> None:
    """The first pairs begin with the edition, though they were told some days before."""
    mentee = made.application("mmmmmm")
    days = {None: "2026-11-09", date(2026, 11, 3): "2026-11-09", date(2027, 2, 22): "2027-02-22"}
    for told, first in days.items():
        text = text_of(agreement.as_pdf(TEMPLATE, COHORT, mentee, MENTOR, told=told))
        assert f"from {first} to 2027-08-09" in text
        assert "goals that can be reached by 2027-08-09" in text
        assert "nine months" not in text


def test_an_agreement_states_the_terms_in_force_and_who_signed() -> None:
    """With the digest that binds them to the template's version."""
    text = text_of(agreed(made.agreement(2, mentee="2026-11-20")))
    assert "We meet 2 times a month, for about 60 minutes, virtually." in text
    assert "Mentee, Zoë Şahin: agreed on 2026-11-20 by form" in text
    assert "Mentor, Иван Петров: date" in text
    assert "0" * 64 in text


def test_a_confirmed_amendment_takes_the_place_of_the_first_terms() -> None:
    """And an unconfirmed one does not."""
    signed = made.agreement(1, mentee="2026-11-20", mentor="2026-11-20")
    waiting = made.amended(signed, "2027-01-10", mentee="2027-01-10")
    assert "We meet 1 time a month" in text_of(agreed(waiting))
    confirmed = made.amended(signed, "2027-01-10", "2027-01-10", "2027-01-11")
    assert "We meet 2 times a month, for about 30 minutes" in text_of(agreed(confirmed))


def test_topics_left_aside_are_named_in_words() -> None:
    """As the two wrote them into their terms."""
    terms = Terms(meetings_per_month=1, minutes=60, off_limits=("family-and-career", "networking"))
    recorded = made.agreement(terms=terms)
    assert "We leave these topics aside: family and career, networking." in text_of(
        agreed(recorded)
    )


def test_documents_are_tagged_titled_and_in_a_stated_language() -> None:
    """PDF/UA: a screen reader knows what it reads."""
    reader = PdfReader(io.BytesIO(agreed()))
    root = reader.trailer["/Root"]
    assert root["/Lang"] == "en"
    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata is not None
    assert reader.metadata.title == "Mentoring agreement, Mentoring for Small Tests 2026"
    assert b"pdfuaid:part" in reader.xmp_metadata.stream.get_data()  # type: ignore[union-attr]


def test_the_same_agreement_has_the_same_bytes() -> None:
    """Whenever and wherever it is made."""
    assert agreed() == agreed()


@pytest.mark.parametrize("name", ["محمد", "שרה", "Ελένη", "अनिल", "Nguyễn Thị", "Łukasz Żółć"])
def test_the_pinned_fonts_show_many_scripts(name: str) -> None:
    """Without a font of the machine's own."""
    assert agreed(name=name)


@pytest.mark.parametrize(
    ("name", "script"), [("李明", "CJK"), ("김민준", "HANGUL"), ("สมชาย", "THAI")]
)
def test_a_missing_glyph_is_an_error_that_names_the_script_and_the_pair(
    name: str, script: str
) -> None:
    """Not the name, and with what to do."""
    with pytest.raises(MentoringError) as caught:
        agreed(name=name)
    said = str(caught.value)
    assert said.startswith(f"The agreement of mmmmmm and tttttt: no font shows its {script}")
    assert "data/templates/fonts/" in said
    assert not set(name) & set(said)


def test_a_template_states_its_version_because_people_sign_one() -> None:
    """A programme's own template without it is refused."""
    assert agreement.version_of(TEMPLATE) == "2026-2"
    with pytest.raises(MentoringError, match=r"agreement\.typ:1: state the template's version"):
        agreement.version_of("= Our agreement")


def test_an_error_in_a_programmes_own_template_is_named_with_its_line() -> None:
    """Where to look, without anybody's name."""
    mentee = made.application("mmmmmm")
    with pytest.raises(MentoringError, match="line 3 of the template: unknown variable: nothing"):
        agreement.as_pdf("// version: 1 \n\n#nothing", COHORT, mentee, MENTOR)


def test_a_certificate_names_its_owner_and_nobody_else() -> None:
    """And can be shown to anybody."""
    steps = (made.step("announced", "2026-11-03"), made.step("completed", "2027-08-09"))
    couple = Couple(
        mentee=made.application("mmmmmm", person=made.person("Zoë Şahin")),
        mentor=MENTOR,
        mentorship=made.mentorship("completed", history=steps),
    )
    template = certificate.template_of_the_package()
    pdf = certificate.as_pdf(template, COHORT, couple.mentee, couple)
    text = text_of(pdf)
    assert "Zoë Şahin" in text
    assert "took part as a mentee from 3 November 2026 to 9 August 2027" in text
    assert "Иван" not in text
    assert pdf == certificate.as_pdf(template, COHORT, couple.mentee, couple)
    assert PdfReader(io.BytesIO(pdf)).trailer["/Root"]["/MarkInfo"]["/Marked"]
