"""Every applicant of an edition of any size gets exactly one answer, and the right one."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from random import Random
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

import made
from made import demo_edition as edition
from mentoring.operations.demo.generate import generate
from mentoring.operations.letters.announce import announce
from mentoring.people.application import LEFT, ApplicationStatus, Change
from mentoring.render.letters.template import text_of
from tools import examples

if TYPE_CHECKING:
    from mentoring.operations.letters.letter import Letter
    from mentoring.people.application import Application
    from mentoring.people.pair import Pair

SMALL = edition("2031", pairs=6)
TOLD = SMALL.dates.announcement
STATUSES = (*[ApplicationStatus.SUBMITTED] * 4, *ApplicationStatus)


def applicants(seed: int, mentees: int, mentors: int) -> list[Application]:
    """People of a synthetic edition; some withdrew, were not eligible, or came too late."""
    random, people = Random(seed), []
    records = generate(seed, mentees, mentors, SMALL)
    for application in records.applications:
        status = random.choice(STATUSES)
        late = application.role == "mentee" and random.random() < 0.1
        gone = (Change(on=TOLD, what="withdrawn", fields=("status",)),)
        withdrawn = status in LEFT
        people.append(
            replace(
                application,
                status=status,
                reason="not-a-physicist" if status is ApplicationStatus.INELIGIBLE else None,
                arrival="late" if late else "regular",
                history=gone if withdrawn else application.history,
            )
        )
    return people


def paired(seed: int, people: list[Application]) -> list[Pair]:
    """Proposals for some of those who take part, each mentor up to their capacity."""
    random = Random(seed)
    there = [person for person in people if person.status is ApplicationStatus.SUBMITTED]
    places = [
        person.id
        for person in there
        if person.role == "mentor"
        for _ in range(person.capacity or 0)
    ]
    waiting = [
        person.id for person in there if person.role == "mentee" and person.arrival == "regular"
    ]
    random.shuffle(places)
    couples = list(zip(random.sample(waiting, len(waiting)), places, strict=False))
    return [
        replace(made.pair("proposed", mentee, mentor=mentor, history=()), cohort=SMALL.cohort)
        for mentee, mentor in couples[: SMALL.pairs]
    ]


def kind(person: Application, pairs: list[Pair], unmatchable: set[str]) -> str:
    """The letter that a person should get, by the rules of the programme."""
    if person.id in {pair.mentee for pair in pairs}:
        return "paired-mentee"
    if person.id in {pair.latest.mentor for pair in pairs}:
        return "paired-mentor"
    if person.status is ApplicationStatus.INELIGIBLE:
        return "not-eligible"
    if person.role == "mentor":
        return "mentor-free"
    if person.arrival == "late":
        return "too-late"
    return "not-selected" if person.id in unmatchable else "waiting"


@settings(max_examples=examples(15))
@given(seed=st.integers(0, 10**6), mentees=st.integers(1, 25), mentors=st.integers(1, 18))
def test_every_applicant_gets_exactly_one_answer_and_the_right_one(
    seed: int, mentees: int, mentors: int
) -> None:
    """Withdrawn people get none; both sides of a pair learn only of each other."""
    people = applicants(seed, mentees, mentors)
    pairs = paired(seed, people)
    unmatchable = set(Random(seed).sample(sorted(person.id for person in people), len(people) // 3))
    if not pairs:
        return
    records = made.edition(SMALL, *people, *pairs)
    letters = announce(
        records, TOLD, why=dict.fromkeys(unmatchable, "no-admissible-mentor")
    ).letters
    assert {letter.to.id: letter.template for letter in letters} == {
        person.id: kind(person, pairs, unmatchable)
        for person in people
        if person.status not in LEFT
    }
    assert set(Counter(letter.to.id for letter in letters).values()) == {1}
    assert {(letter.to.person.email, other) for letter in letters for other in told_of(letter)} == {
        couple
        for pair in pairs
        for couple in both_ways(pair, {person.id: person.person.email for person in people})
    }
    for letter in letters:
        assert SMALL.contacts.safeguarding in text_of(letter, {}).body


def told_of(letter: Letter) -> list[str]:
    """The addresses of the people that a letter introduces."""
    return [partner.email for partner in letter.facts.get("partners", ())]


def both_ways(pair: Pair, address: dict[str, str]) -> tuple[tuple[str, str], tuple[str, str]]:
    """The people introduced to each other, in both directions."""
    mentee, mentor = address[pair.mentee], address[pair.latest.mentor]
    return (mentee, mentor), (mentor, mentee)
