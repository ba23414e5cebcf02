"""Agreements and certificates, read back: text, tags, language, title, the same bytes twice."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Any

import pytest
from pypdf import PdfReader

import made
from mentoring.errors import MentoringError, PersonError
from mentoring.operations.letters.close import certificates
from mentoring.operations.letters.letter import Couple
from mentoring.people.agreement import Terms
from mentoring.render import papers

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mentoring.people.agreement import Agreement

TEMPLATE = papers.packaged(papers.AGREEMENT)
COHORT = made.cohort()
MENTOR = made.application("tttttt", "mentor", person=made.person("Иван Петров"))


def couple(name: str = "Zoë Şahin", **facts: Any) -> Couple:
    """A mentee of that name with a mentor, and the facts of their mentorship."""
    mentee = made.application("mmmmmm", person=made.person(name))
    return Couple(mentee=mentee, mentor=MENTOR, mentorship=made.mentorship(**facts))


def agreed(
    recorded: Agreement | None = None, name: str = "Zoë Şahin", template: str = TEMPLATE
) -> bytes:
    """The agreement of that mentee with the mentor."""
    warnings: list[str] = []
    pdf = papers.agreement_pdf(template, COHORT, couple(name, agreement=recorded), warnings)
    assert not warnings
    return pdf


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
    first = "9 November 2026"
    days = {None: first, "2026-11-03": first, "2027-02-22": "22 February 2027"}
    for told, first in days.items():
        history = (made.step("announced", told),) if told else ()
        text = text_of(papers.agreement_pdf(TEMPLATE, COHORT, couple(history=history), []))
        assert f"from {first} to 9 August 2027" in text
        assert "goals that can be reached by 9 August 2027" in text
        assert "nine months" not in text


def test_an_agreement_states_the_terms_in_force_and_who_signed() -> None:
    """With the digest that binds them to the template's version."""
    text = text_of(agreed(made.agreement(2, mentee="2026-11-20")))
    assert "We meet 2 times a month, for about 60 minutes, virtually." in text
    assert "Mentee, Zoë Şahin: agreed on 20 November 2026 by form" in text
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


def certified() -> bytes:
    """The certificate of that mentee."""
    steps = (made.step("announced", "2026-11-03"), made.step("completed", "2027-08-25"))
    completed = couple(status="completed", history=steps)
    pair = made.pair("completed", history=steps)
    records = made.edition(COHORT, completed.mentee, completed.mentor, pair)
    (mine,) = (one for one in certificates(records) if one.to == completed.mentee)
    logo = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><circle r="1"/></svg>'
    template = papers.packaged(papers.CERTIFICATE)
    documents = {papers.CERTIFICATE: template}
    paper = papers.Stationery(texts={}, documents=documents, logo=logo)
    return papers.certificate_pdf(paper, COHORT, mine)


TITLES = {
    "Mentoring agreement, Mentoring for Small Tests 2026": agreed,
    "Certificate of participation, Mentoring for Small Tests 2026": certified,
}


@pytest.mark.parametrize("title", TITLES)
def test_documents_are_tagged_titled_and_in_a_stated_language(title: str) -> None:
    """PDF/UA: a screen reader knows what it reads, in which order, and how to say it."""
    reader = PdfReader(io.BytesIO(TITLES[title]()))
    root = reader.trailer["/Root"]
    assert root["/Lang"] == "en"
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata is not None
    assert reader.metadata.title == title
    assert b"pdfuaid:part" in reader.xmp_metadata.stream.get_data()  # type: ignore[union-attr]
    assert {"Document", "H1", "P"} <= set(tags(root["/StructTreeRoot"]))
    for page in reader.pages:
        assert page["/Tabs"] == "/S"
        assert all(font.get("/ToUnicode") for font in page["/Resources"]["/Font"].values())


def tags(element: Any) -> Iterator[str]:
    """The kinds of the elements of a structure tree, from the top down."""
    held = element.get_object() if hasattr(element, "get_object") else element
    if isinstance(held, list):
        yield from (tag for one in held for tag in tags(one))
    elif isinstance(held, dict):
        yield from [str(held["/S"]).removeprefix("/")] if "/S" in held else []
        yield from tags(held["/K"]) if "/K" in held else ()


def test_the_same_agreement_has_the_same_bytes() -> None:
    """Whenever and wherever it is made."""
    assert agreed() == agreed()


SHOWN = {
    "Latin": "Łukasz Żółć, Ħamrun, Ọlátúnjí Ṣọlá, Lǐ Míng, Þór",
    "Vietnamese": "Nguyễn Thị Ðặng",
    "Greek": "Ελένη, Ἑλένη",
    "Cyrillic": "Иван Ђорђе Қазақ",
    "Armenian": "Արամ",
    "Georgian": "გიორგი",
    "Hebrew": "שרה",
    "Arabic": "محمد",
    "Persian": "پژمان",
    "Devanagari": "अनिल",
    "Lao": "ສົມ",
    "Chinese": "李明",
    "Traditional Chinese": "張偉豪",
    "Japanese": "佐藤さくら",
    "Korean": "김민준",
    "Thai": "สมชาย",
    "Tamil": "அனில்",
    "Bengali": "অনিল",
    "Urdu": "ٹہے",
}


@pytest.mark.parametrize("name", SHOWN.values(), ids=SHOWN)
def test_the_pinned_fonts_show_many_scripts(name: str) -> None:
    """Without a font of the machine's own; the text can be copied out of the document."""
    words = text_of(agreed(name=name)).split()
    assert len(words) > 100


@pytest.mark.parametrize(
    ("name", "script", "font"),
    [
        ("𠮷野", "CJK", "Noto Serif CJK"),
        ("សុខ", "KHMER", "Noto Serif Khmer"),
        ("አበበ", "ETHIOPIC", "Noto Serif Ethiopic"),
    ],
)
def test_a_missing_glyph_is_a_warning_that_names_the_script_and_the_pair(
    name: str, script: str, font: str
) -> None:
    """Not the name, and with what to do: which font to fetch, and where to put it."""
    warnings: list[str] = []
    papers.agreement_pdf(TEMPLATE, COHORT, couple(name), warnings)
    (said,) = warnings
    assert said.startswith(f"The agreement of mmmmmm and tttttt: no font shows its {script}")
    assert font in said
    assert "data/templates/fonts/" in said
    assert not set(name) & set(said)


def test_an_edition_whose_words_no_font_shows_is_an_error_that_names_the_pair() -> None:
    """Leaving out the names of the two does not help then, and no warning says that it does."""
    cohort, warnings = made.cohort(programme="አበበ"), list[str]()
    with pytest.raises(PersonError, match=r"^The agreement of mmmmmm and tttttt: no font shows"):
        papers.agreement_pdf(TEMPLATE, cohort, couple(), warnings)
    assert warnings == []


def test_an_agreement_can_leave_the_names_to_be_written_by_hand() -> None:
    """Where no font shows them: the pair writes theirs on the lines."""
    text = text_of(papers.agreement_pdf(TEMPLATE, COHORT, couple("አበበ"), []))
    assert "between (mentee) and (mentor), in" in text
    assert "Иван" not in text


def test_a_template_states_its_version_because_people_sign_one() -> None:
    """A programme's own template without it is refused."""
    assert papers.version_of(TEMPLATE) == "2026-2"
    with pytest.raises(MentoringError, match=r"agreement\.typ:1: state the template's version"):
        papers.version_of("= Our agreement")


def test_an_error_in_a_programmes_own_template_is_named_with_its_line() -> None:
    """Where to look, without anybody's name."""
    with pytest.raises(MentoringError, match=r"agreement\.typ:3: unknown variable: nothing"):
        agreed(template="// version: 1 \n\n#nothing")


def test_a_certificate_names_its_owner_and_nobody_else() -> None:
    """And can be shown to anybody."""
    text = text_of(certified())
    assert "Zoë Şahin" in text
    assert "took part as a mentee from 9 November 2026 to 9 August 2027" in text
    assert re.search(r"Verification code [a-z]{4}-[a-z]{4}\.", text)
    assert "The organisers, 9 August 2027" in text
    assert "Иван" not in text
    assert certified() == certified()
