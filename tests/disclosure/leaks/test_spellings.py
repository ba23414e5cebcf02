"""A name and an address are found in all the forms that people give them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import made
from disclosure.leaks.canary import programme
from mentoring.disclosure.leaks.audit import Finding, audit
from mentoring.people.personal_fields import Kind

if TYPE_CHECKING:
    from pathlib import Path


def found(site: Path, text: str, name: str, email: str = "x@example.org") -> tuple[Finding, ...]:
    """The audit's findings in a text for a person with this name and address."""
    somebody = made.application("kfwtzn", person=made.person(name, email), motivation=None)
    (site / "a.txt").write_text(text)
    return audit(programme(somebody), site).findings


def is_certain(site: Path, text: str, name: str, email: str = "x@example.org") -> bool | None:
    """Whether anything found is certain; None if nothing was found."""
    return max((one.certain for one in found(site, text, name, email)), default=None)


@pytest.mark.parametrize(
    "text",
    [
        "Zdenka Marie Quuxová",
        "Quuxová, Zdenka Marie",
        "QUUXOVÁ Zdenka",
        "Zdenka Quuxova",
        "Zdenka M. Quuxová",
        "Z. M. Quuxová",
        "Z.M.Quuxová",
        "Quuxová, Z.",
        "Quuxová ZM",
        "zdenka-quuxova",
        "zdenka_quuxova.pdf",
        "zdenkaquuxova",
        "zquuxova",
        "Dr Quuxová said",
        "quuxova2026_final",
    ],
)
def test_a_name_in_any_order_with_initials_or_as_an_account(text: str, tmp_path: Path) -> None:
    """Whole, reordered, without the middle name, with initials, glued, or the surname alone."""
    assert is_certain(tmp_path, text, "Zdenka Marie Quuxová")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Quuxová, Zdenka", "Zdenka Quuxová"),
        ("Jörg Quüx", "Joerg Quuex"),
        ("Søren Quåløx", "Soren Qualox"),
        ("Søren Quåløx", "Søren Quaaloex"),
        ("Aoife O'Quux", "Aoife O’Quux"),
        ("Aoife O'Quux", "aoife oquux"),
        ("Mary-Jane Quux", "MaryJane Quux"),
        ("Мария Куукс", "КУУКС Мария"),  # noqa: RUF001 (Cyrillic)
        ("王小明", "我和王小明见面"),
        ("홍길동", "\u1112\u1169\u11bc\u1100\u1175\u11af\u1103\u1169\u11bc"),
        ("José Ángel Quux Luna", "Luna, José"),
        ("Quuxelandra", "by Quuxelandra"),
    ],
)
def test_names_of_all_sorts(name: str, text: str, tmp_path: Path) -> None:
    """Umlauts written out, apostrophes, hyphens, other scripts, one word, four words."""
    assert is_certain(tmp_path, text, name)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Тави Глюоненко", "Tavi Glyuonenko"),
        ("Тави Глюоненко", "Gluonenko, T."),
        ("Тави Глюоненко", "by Gliuonenko"),
        ("Тави Глюоненко", "tgljuonenko.pdf"),
        ("Tavi Glyuonenko", "Тави Глюоненко"),
        ("Γιώργος Κουξόπουλος", "Giorgos Kouxopoulos"),
        ("Γιώργος Κουξόπουλος", "G. Kuxopulos"),
        ("Giorgos Kouxopoulos", "ΓΙΩΡΓΟΣ ΚΟΥΞΟΠΟΥΛΟΣ"),
        ("Zdenka Quuxova", "Zdеnkа Quuхоvа"),  # noqa: RUF001 (Cyrillic letters)
    ],
)
def test_a_name_in_another_script(name: str, text: str, tmp_path: Path) -> None:
    """By ISO 9, BGN/PCGN, passports and Slavists; Greek; and letters that only look Latin."""
    assert is_certain(tmp_path, text, name)


@pytest.mark.parametrize(
    "text",
    [
        "zd.quux@mail.example.org",
        "ZD.QUUX@MAIL.EXAMPLE.ORG",
        "mailto:zd.quux%40mail.example.org",
        "zd.quux (at) mail.example.org",
        "zd.quux [at] mail [dot] example [dot] org",
        "zd dot quux at mail dot example dot org",
        "zd.quux&#64;mail.example.org",
        "zd.quux<b>@</b>mail.example.org",
    ],
)
def test_an_address_spelled_out(text: str, tmp_path: Path) -> None:
    """Its signs may be written as words or entities."""
    findings = found(tmp_path, text, "Anna Rossi", "zd.quux@mail.example.org")
    assert Kind.EMAIL in {finding.kind for finding in findings if finding.certain}


@pytest.mark.parametrize(
    ("name", "text", "certain"),
    [
        ("Grace Young", "Grace Young", True),
        ("Grace Young", "YOUNG, Grace", True),
        ("Grace Young", "G. Young", True),
        ("Grace Young", "Young, G.", True),
        ("Grace Young", "Young, G", False),
        ("Grace Young", "welcome to the young grace of spring", False),
        ("Grace Young", "Young people apply", False),
        ("Grace Young", "young", False),
        ("Grace Young", "Here Grace spoke, and after her Dr Young", True),
        ("Will Young", "We will help. Will young people apply?", False),
        ("Alvi Young", "It is for a young physicist", False),
        ("Anna Quuxová", "Anna", False),
        ("Anna Isolde", "The ISOLDE facility", False),
        ("Jo Li", "<ul><li>one</li></ul>", None),
        ("Max Quux", "p { max-width: 1px }", False),
        ("Anna Quuxová", "Annabel Quuxovász", None),
    ],
)
def test_common_words_are_judged_in_context(
    name: str,
    text: str,
    certain: bool | None,  # noqa: FBT001 (a case's expectation)
    tmp_path: Path,
) -> None:
    """A common word is listed; it is certain where it is written as a name or next to another."""
    assert is_certain(tmp_path, text, name) is certain


def test_in_a_program_single_words_are_its_authors(tmp_path: Path) -> None:
    """A surname in a library's licence may be its author's; a whole name is the person's own."""
    somebody = made.application("kfwtzn", person=made.person("Zdenka Quuxová"), motivation=None)
    (tmp_path / "a.js").write_text("/* (c) M. Quuxova */ f(zdenka.max)")
    (tmp_path / "b.js").write_text("/* (c) Zdenka Quuxova */")
    findings = audit(programme(somebody), tmp_path).findings
    assert [(finding.path, finding.certain) for finding in findings] == [
        ("a.js", False),
        ("b.js", True),
    ]


def test_an_institute_is_a_public_word(tmp_path: Path) -> None:
    """It is reported next to its person, and then makes a first name certain."""
    somebody = made.application(
        "kfwtzn", person=made.person("Anna Quuxová"), institute="University of Quarx"
    )
    (tmp_path / "a.txt").write_text("The University of Quarx has a page.")
    (tmp_path / "b.txt").write_text("Anna, University of Quarx")
    findings = audit(programme(somebody), tmp_path).findings
    assert [(finding.path, finding.kind, finding.certain) for finding in findings] == [
        ("b.txt", Kind.DETAIL, True),
        ("b.txt", Kind.PART, True),
    ]


def test_the_addresses_of_functions_are_public(tmp_path: Path) -> None:
    """An application under the organisers' address does not make the address personal."""
    address = made.cohort().contacts.organisers
    assert is_certain(tmp_path, f"Write to {address}.", "Anna Rossi", address) is None


GOALS = ("Try to juggle well", "Read about the moon")


def test_a_text_is_found_by_eight_of_its_words(tmp_path: Path) -> None:
    """Wherever in the text they are; seven are not enough, and a whole short text is listed.

    Examples of goals stand side by side in the guide, and are certain next to a name alone.
    """
    words = [f"word{letter}" for letter in "abcdefghijklmnop"]
    somebody = made.application("kfwtzn", motivation=" ".join(words), goals=GOALS)
    for name, text in {
        "a.txt": " ".join(words[5:13]),
        "b.txt": " ".join(words[5:12]),
        "c.txt": "I try to juggle well, and read about the moon.",
        "d.txt": "Kfwtzn Person should try to juggle well.",
    }.items():
        (tmp_path / name).write_text(text)
    findings = audit(programme(somebody), tmp_path).findings
    passages = [
        (finding.path, finding.certain) for finding in findings if finding.kind is Kind.PASSAGE
    ]
    assert passages == [("a.txt", True), ("c.txt", False), ("d.txt", True)]


def test_what_three_people_wrote_identifies_none_of_them(tmp_path: Path) -> None:
    """The same sentence in three applications comes from the form or from the site."""
    text = "I hope to learn how decisions about careers are made elsewhere"
    people = [made.application(f"kfwtz{last}", motivation=text) for last in "bcd"]
    (tmp_path / "a.txt").write_text(text)
    assert not any(finding.certain for finding in audit(programme(*people), tmp_path).findings)
    assert any(finding.certain for finding in audit(programme(*people[:2]), tmp_path).findings)


def test_a_word_that_many_state_is_not_reported(tmp_path: Path) -> None:
    """Pronouns and countries say nothing, however many people have them."""
    person = made.person("Anna Quuxová", pronouns="she/her", country="France")
    people = [made.application(f"kfwtz{last}", person=person) for last in "bcd"]
    (tmp_path / "a.txt").write_text("Say she/her in France.")
    assert audit(programme(*people), tmp_path).findings == ()
