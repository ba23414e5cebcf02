"""Reviewers read what applicants want, and not who they are."""

from __future__ import annotations

import unicodedata
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import made
from mentoring.people.application import Person
from mentoring.people.institute import Institute, Institutes
from mentoring.people.organisers import Review, Roster
from mentoring.reviews.blinding import Blinded, blinded, packets

NO_ALIASES = Institutes()


def written(text: str, register: Institutes = NO_ALIASES, **changes: Any) -> Blinded:
    """What a reviewer reads of José Núñez-Hope, of Göttingen, who wrote that text."""
    fields = {
        "person": Person(name="José Núñez-Hope", email="jose@example.org"),
        "institute": "Universität Göttingen, KIT",
        "motivation": text,
        **changes,
    }
    return blinded(made.application("m", **fields), made.CONFIG.affiliation, register)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("I am José Núñez-Hope.", "I am [name]."),
        ("Yours, Jose Nunez-Hope", "Yours, [name]"),
        ("Yours, NÚÑEZ-HOPE, José", "Yours, [name]"),
        ("José's plan", "[name]'s plan"),
        ("Call me Nuñez.", "Call me [name]."),
        ("I hope so.", "I hope so."),
        ("Joséphine is another.", "Joséphine is another."),
        ("At the universität  göttingen, KIT,", "At the [institute],"),
        ("We in Gottingen and at KIT", "We in [institute] and at [institute]"),
        ("Every university has a kit.", "Every university has a kit."),
        ("Write to jose.n@mail.example.org.", "Write to [e-mail]."),
        ("jose (at) example.org", "[e-mail]"),
        ("See https://example.org/~jn?a=1.", "See [link]."),
        ("(www.example.org/me), github.com/jn!", "([link]), [link]!"),
        ("ORCID 0000-0002-1825-009X", "ORCID [link]"),
        ("arXiv:2401.01234 and doi:10.1000/xyz", "[link] and [link]"),
        ("I am @jnh there", "I am [link] there"),
        ("+41 22 767 61 11", "[phone]"),
        (
            "ATLAS, LHCb and the lhcb upgrade",
            "[affiliation], [affiliation] and the [affiliation] upgrade",
        ),
        ("Alice likes cloud computing", "Alice likes cloud computing"),
        ("ALICE and CLOUD and SHIP", "[affiliation] and [affiliation] and [affiliation]"),
        ("In 2024 I met 3 people at CERN.", "In 2024 I met 3 people at CERN."),
    ],
)
def test_give_aways_are_masked_and_ordinary_words_are_not(text: str, read: str) -> None:
    """Each give-away becomes its kind in brackets."""
    assert written(text).motivation == read


@pytest.mark.parametrize(
    ("name", "institute", "text", "read"),
    [
        (
            "Jörg-Peter Müller",
            "CERN",
            "J.-P. Müller, JPM or Joerg Mueller",
            "[name], [name] or [name]",
        ),
        ("Jörg-Peter Müller", "CERN", "Müller, J.-P. was J.P.M. here", "[name] was [name] here"),
        ("Sinéad O'Connor", "CERN", "OConnor; also sineadconnor", "[name]; also [name]"),
        ("Eva Muon", "CERN", "E.M. and E. Muon", "[name] and [name]"),
        (
            "Eva Muon",
            "University of California, Santa Barbara",
            "From UCSB, or U.C.S.B.",
            "From [institute], or [institute]",
        ),
        ("Eva Muon", "Ecole Polytechnique Fédérale de Lausanne", "At EPFL", "At [institute]"),
        ("Eva Muon", "Institute of High Energy Physics, Beijing", "IHEP", "[institute]"),
        ("Eva Muon", "CERN", "eva dot muon at cern dot ch", "[e-mail]"),
        ("Eva Muon", "CERN", "Call 0041761234567 or 076 123 45 67", "Call [phone] or [phone]"),
        ("Eva Muon", "CERN", "From 05-2023 to 08-2024 at home", "From 05-2023 to 08-2024 at home"),
        ("Eva Muon", "CERN", "My paper 2101.00001", "My paper [link]"),
        ("Eva Muon", "CERN", "A.T.L.A.S., then LHC-b", "[affiliation], then [affiliation]"),
        ("Eva Muon", "CERN", "The EM showers in e.g. iron", "The EM showers in e.g. iron"),
    ],
)
def test_names_and_institutes_in_other_words_are_masked(
    name: str, institute: str, text: str, read: str
) -> None:
    """Initials, acronyms, umlauts spelt out, names run together, addresses in words."""
    person = Person(name=name, email="x@example.org")
    assert written(text, person=person, institute=institute).motivation == read


def test_every_spelling_of_each_institute_is_masked() -> None:
    """Aliases in the register, and the further institutes of the applicant."""
    register = Institutes(
        institutes=(Institute(name="Sample Lab", aliases=("Laboratoire Quark",)),)
    )
    found = written(
        "At Laboratoire Quark, Sample Lab and Elsewhere.",
        register,
        institute="sample lab",
        other_institutes=("Elsewhere",),
    )
    assert found.motivation == "At [institute], [institute] and [institute]."
    assert "Quark" in written("At Laboratoire Quark.", institute="Sample Lab").motivation


def test_what_may_be_a_word_is_listed_and_left() -> None:
    """Two letters, or an acronym in lower case: the organiser decides."""
    person = Person(name="Xu Li", email="x@example.org")
    institute = "Massachusetts Institute of Technology"
    found = written("Xu works mit Li", person=person, institute=institute).findings
    assert [(one.text, one.masked) for _, one in found] == [
        ("Xu", False),
        ("mit", False),
        ("Li", False),
    ]


@pytest.mark.parametrize("name", ["王小明", "محمد علي", "Ирина Иванова"])
def test_names_of_any_script_are_masked(name: str) -> None:
    """Also where no spaces or capitals mark a name."""
    person = Person(name=name, email="x@example.org")
    assert written(f"— {name} —", person=person).motivation == "— [name] —"
    first = name.split(maxsplit=1)[0]
    assert first not in written(f"({first})", person=person).motivation


def test_what_is_masked_and_what_is_doubtful_is_listed() -> None:
    """The organiser sees every place, and decides about a name in lower case."""
    found = written("José here.", goals=("Be like josé", "Learn")).findings
    assert [(field, one.kind, one.text, one.masked) for field, one in found] == [
        ("motivation", "name", "José", True),
        ("goal 1", "name", "josé", False),
    ]


def test_goals_are_masked_too() -> None:
    """Goals are free text like the letter."""
    assert written("…", goals=("Lead a CMS group",)).goals == ("Lead a [affiliation] group",)


@given(st.text(max_size=60), st.text(max_size=60))
def test_text_around_a_name_is_kept(before: str, after: str) -> None:
    """Whatever surrounds it, the name goes; without give-aways the text stays as it is."""
    person = Person(name="Zzyzx Qwortle", email="x@example.org")
    read = written(f"{before} Zzyzx Qwortle {after}", person=person, institute="CERN").motivation
    assert "Zzyzx" not in read
    composed = unicodedata.normalize("NFC", f"{before} {after}")
    untouched = written(f"{before} {after}", person=person, institute="CERN")
    if not untouched.findings:
        assert untouched.motivation == composed


def test_a_packet_holds_what_is_left_to_mark() -> None:
    """Each reviewer gets their applications, without those already marked."""
    people = [made.application(f"m{n}") for n in range(3)]
    given_to = {"m0": ("r1", "r0"), "m1": ("r1",), "m2": ("r0",), "gone": ("r0",)}
    roster = Roster(cohort="2026", members=(), assignments=given_to)
    done = Review(application="m0", reviewer="r1", scores={"goals": 4})
    found = packets(made.edition(made.cohort(), roster, done, *people), NO_ALIASES)
    assert {who: [sheet.application for sheet in sheets] for who, sheets in found.items()} == {
        "r0": ["m0", "m2"],
        "r1": ["m1"],
    }
