"""Invented editions: the same from the same seed, valid, and as varied as real ones."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from itertools import chain

import pytest

import made
from made import demo_edition as edition
from mentoring import schemas
from mentoring.operations.demo.draws import Draws, name_and_address
from mentoring.operations.demo.generate import generate
from mentoring.operations.demo.playing import texts
from mentoring.operations.new_edition import calendar
from mentoring.store.entry import to_plain
from mentoring.store.record_kinds import kind_for

COHORT = edition("2026")
WHOLE = [90, 37, 30, 68, 66, 80, 73, 76]
SOME = ("a", "d", "e")
PEOPLE = [
    ("cdssdk", "Ελση Λεπτονίδη"),
    ("dxsczf", "Ulmi Muonstad"),
    ("pgrcdx", "Lunor Charmõua"),
]


def test_a_stream_of_draws_is_the_same_on_every_machine_and_python() -> None:
    """The draws are compared with recorded ones, because their order must never change."""
    draws = Draws(7, "mentee", 0)
    assert [draws.whole(0, 99) for _ in range(8)] == WHOLE
    assert draws.some("abcdef", 3) == SOME
    assert draws.weighted({"x": 1, "y": 3}) == "y"


def test_the_same_seed_gives_the_same_bytes() -> None:
    """The same seed gives the same files, byte for byte."""
    assert texts(generate(7, 20, 15, COHORT)) == texts(generate(7, 20, 15, COHORT))


def test_ids_and_names_follow_from_the_seed_alone() -> None:
    """The same seed gives the same people on every machine."""
    people = generate(7, 2, 1, COHORT).applications
    assert [(person.id, person.person.name) for person in people] == PEOPLE


def test_another_seed_gives_other_people() -> None:
    """Two seeds have few names in common."""
    first, second = (
        {person.person.name for person in generate(seed, 50, 50, COHORT).applications}
        for seed in (1, 2)
    )
    assert len(first & second) < 10


def test_a_larger_edition_begins_with_the_people_of_a_smaller_one() -> None:
    """Each person has their own stream, so a larger edition begins with the same people."""
    small, large = generate(3, 5, 5, COHORT), generate(3, 50, 40, COHORT)
    written = [person.motivation for person in small.mentees]
    assert written == [person.motivation for person in large.mentees[:5]]


@pytest.mark.parametrize("year", ["2026", "2031"])
def test_every_record_is_valid(year: str) -> None:
    """What is invented satisfies the schemas."""
    for record in generate(11, 60, 40, edition(year)):
        assert schemas.validate(kind_for(record).schema, to_plain(record)) == ()


def test_all_addresses_are_invented() -> None:
    """Addresses are unique, and in the domain that is reserved for examples."""
    addresses = [
        application.person.email for application in generate(1, 400, 300, COHORT).applications
    ]
    assert all(address.endswith("@example.org") for address in addresses)
    assert len(set(addresses)) == len(addresses)


def test_ids_and_profile_codes_are_all_different() -> None:
    """Ids and profile codes are all different."""
    records = generate(1, 300, 300, COHORT)
    ids = [application.id for application in chain(records.applications, records.roster.members)]
    codes = [person.profile.code for person in records.applications if person.profile]
    assert len({*ids, *codes}) == len(ids) + len(codes)


def test_editions_are_varied() -> None:
    """All stages, double affiliations, capacities, places with and without CERN, conflicts."""
    people = generate(1, 200, 150, COHORT).applications
    assert {person.career.stage for person in people} == set(made.CONFIG.stages)
    assert {len(person.experiments) for person in people} == {1, 2}
    assert {person.capacity for person in people} == {None, 1, 2, 3}
    assert len({person.location.timezone for person in people}) > 9
    assert any(person.conflicts for person in people)
    places = [person.location.place == "CERN" for person in people]
    assert any(places)
    assert not all(places)


def test_a_programme_with_one_career_stage_has_mentors_too() -> None:
    """Everyone is at that stage."""
    config = replace(made.CONFIG, stages={"researcher": "Researcher"})
    people = generate(1, 5, 5, replace(COHORT, config=config)).applications
    assert {(person.role, person.career.stage) for person in people} == {
        ("mentee", "researcher"),
        ("mentor", "researcher"),
    }


def test_people_of_the_programmes_home_are_at_the_host_wherever_it_is() -> None:
    """The home need not be one of the listed places."""
    config = replace(made.CONFIG, host="The Institute", place="Tbilisi", timezone="Asia/Tbilisi")
    people = generate(1, 60, 40, replace(COHORT, config=config)).applications
    places = {person.location.place for person in people if "Tbilisi" in person.institute}
    assert places == {"The Institute"}


def test_names_come_in_several_scripts() -> None:
    """Latin letters with their accents, Greek and Cyrillic."""
    names = "".join(name_and_address(Draws(number))[0] for number in range(200))
    scripts = {unicodedata.name(letter).split()[0] for letter in names if letter.isalpha()}
    assert scripts == {"LATIN", "GREEK", "CYRILLIC"}
    assert any(not letter.isascii() for letter in names)


@pytest.mark.parametrize("year", range(2020, 2060))
def test_the_calendar_follows_the_programme_every_year(year: int) -> None:
    """Announced on a Tuesday early in November, and nine months from the Monday after."""
    dates = calendar(year, 11, 9)
    assert dates.announcement.isoformat() <= f"{year}-11-07"
    assert (dates.announcement.month, dates.announcement.weekday()) == (11, 1)
    assert dates.start.weekday() == 0
    assert (dates.end.year, dates.end.month) == (year + 1, 8)
    assert dates.mentors_close < dates.mentees_open < dates.mentees_close < dates.announcement
