"""Reviewers are spread over applications: nobody in conflict, loads equal within one."""

from __future__ import annotations

from itertools import combinations, product
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

import made
from mentoring.people.organisers import Member, Review, Roster, against_judging
from mentoring.reviews.assign import Assignment, assign

EXPERIMENTS = ("ALICE", "ATLAS", "CMS", "LHCb")


def reviewer(id: str, **changes: Any) -> Member:  # noqa: A002
    """A reviewer of an experiment that no applicant of the tests has, unless told otherwise."""
    fields = {"experiments": ("NA62",), "institute": f"Institute {id}", **changes}
    return Member(id=id, duties=("reviewer",), **fields)


def roster(*members: Member, **changes: Any) -> Roster:
    """A roster of these members."""
    return Roster(cohort="2026", members=members, **changes)


def applications(number: int) -> list[Any]:
    """So many mentees, with nothing in common with any reviewer."""
    return [made.application(f"m{n:02}") for n in range(number)]


members = st.lists(
    st.builds(lambda experiment: (experiment,), st.sampled_from(EXPERIMENTS)),
    min_size=1,
    max_size=4,
).map(lambda found: [reviewer(f"r{n}", experiments=one) for n, one in enumerate(found)])
applicants = st.lists(st.sampled_from(EXPERIMENTS), min_size=1, max_size=4).map(
    lambda found: [made.application(f"m{n}", experiments=(one,)) for n, one in enumerate(found)]
)


def every_way(people: Any, reviewers: Any, each: int) -> list[list[tuple[str, ...]]]:
    """All ways to give each application its reviews, as far as there are reviewers for it."""
    choices = []
    for person in people:
        may = [one.id for one in reviewers if against_judging(one, person) is None]
        choices.append(list(combinations(may, min(each, len(may)))))
    return [list(way) for way in product(*choices)]


def unevenness(way: Any, reviewers: Any) -> int:
    """The sum of squared loads: least where loads are most equal."""
    loads = [sum(one.id in given for given in way) for one in reviewers]
    return sum(load * load for load in loads)


@given(applicants, members, st.integers(1, 3))
def test_no_way_of_all_is_more_even(people: Any, reviewers: Any, each: int) -> None:
    """Brute force over every assignment finds none with more equal loads."""
    found = assign(people, roster(*reviewers), (), each)
    ways = every_way(people, reviewers, each)
    assert unevenness(found.assignments.values(), reviewers) == min(
        unevenness(way, reviewers) for way in ways
    )
    even = any(_within_one(way, reviewers) for way in ways)
    assert (found.imbalance is None) == even


def _within_one(way: Any, reviewers: Any) -> bool:
    loads = [sum(one.id in given for given in way) for one in reviewers]
    return max(loads) - min(loads) <= 1


@given(applicants, members, st.integers(1, 3), st.randoms(use_true_random=False))
def test_nobody_in_conflict_reviews_and_everybody_gets_what_can_be(
    people: Any, reviewers: Any, each: int, chance: Any
) -> None:
    """Each application gets its number, or all who may; a shuffle changes nothing."""
    found = assign(people, roster(*reviewers), (), each)
    short = {shortage.application: shortage for shortage in found.shortages}
    by_id = {one.id: one for one in reviewers}
    for person in people:
        given_to = found.assignments[person.id]
        assert not any(against_judging(by_id[one], person) for one in given_to)
        wanted = short[person.id].possible if person.id in short else each
        assert len(set(given_to)) == len(given_to) == wanted
    shuffled = chance.sample(people, len(people)), chance.sample(reviewers, len(reviewers))
    assert assign(shuffled[0], roster(*shuffled[1]), (), each) == found


def _meets(found: Assignment) -> set[tuple[str, str]]:
    return {pair for given in found.assignments.values() for pair in combinations(given, 2)}


def test_reviewers_meet_on_applications_in_many_combinations() -> None:
    """Nine reviewers of three each do not form three closed circles: marks stay comparable."""
    found = assign(applications(45), roster(*(reviewer(f"r{n}") for n in range(9))), (), 3)
    assert set(found.loads.values()) == {15}
    assert len(_meets(found)) > 25


def test_what_was_assigned_or_reviewed_stays() -> None:
    """A late application changes nobody's reviewers, and no reviewer gets more than their share."""
    members = [reviewer(f"r{n}") for n in range(5)]
    first = assign(applications(9), roster(*members), (), 2)
    held = roster(*members, assignments=dict(first.assignments))
    later = assign(applications(11), held, (), 2)
    assert {one: later.assignments[one] for one in first.assignments} == first.assignments
    assert max(later.loads.values()) - min(later.loads.values()) <= 1
    review = Review(application="m00", reviewer="r4", scores={"goals": 3})
    assert "r4" in assign(applications(9), roster(*members), (review,), 2).assignments["m00"]


def test_a_conflict_declared_on_reading_moves_the_review() -> None:
    """A reviewer who declares a conflict is replaced."""
    members = [reviewer(f"r{n}") for n in range(3)]
    before = assign(applications(3), roster(*members), (), 1).assignments["m00"]
    sent_back = Review(application="m00", reviewer=before[0], conflict=True)
    after = assign(applications(3), roster(*members), (sent_back,), 1)
    assert after.assignments["m00"] not in {before, ()}


def test_an_application_that_too_few_may_review_is_named_with_the_reasons() -> None:
    """The shortage counts who may not, by reason."""
    person = made.application("m00", experiments=("CMS",), conflicts=("r2",), institute="There")
    members = (
        reviewer("r0", experiments=("ATLAS", "CMS")),
        reviewer("r1", applications=("m00",)),
        reviewer("r2"),
        reviewer("r3", institute="there"),
        reviewer("r4"),
    )
    (short,) = assign([person], roster(*members), (), 2).shortages
    assert (short.possible, short.wanted) == (1, 2)
    assert dict(short.why) == {
        "both belong to CMS": 1,
        "their own application": 1,
        "a declared conflict": 1,
        "the same institute": 1,
    }


def test_loads_that_cannot_be_equal_name_the_bottleneck() -> None:
    """Only r0 may review the applications of ATLAS, so r0 carries more."""
    people = [made.application(f"m{n}", experiments=("ATLAS",)) for n in range(3)]
    members = (reviewer("r0"), reviewer("r1", experiments=("ATLAS",)))
    found = assign(people, roster(*members), (), 1).imbalance
    assert found is not None
    assert (found.least, found.most) == (0, 3)
    assert (found.reviewers, found.applications) == (("r0",), ("m0", "m1", "m2"))


def test_an_edition_of_thousands_with_few_who_may_is_spread() -> None:
    """Most applicants and nearly all reviewers are of one experiment: the four others carry it."""
    people = [
        made.application(f"m{n:04}", experiments=("ATLAS" if n % 3 else "CMS",))
        for n in range(3000)
    ]
    members = [reviewer(f"a{n:02}", experiments=("ATLAS",)) for n in range(36)]
    few = [reviewer(f"r{n}") for n in range(4)]
    found = assign(people, roster(*members, *few), (), 2)
    assert found.shortages == ()
    assert [found.loads[one.id] for one in few] == [1000] * 4
    assert {found.loads[member.id] for member in members} == {55, 56}
    assert found.imbalance is not None
    assert set(found.imbalance.reviewers) == {one.id for one in few}


def test_without_reviewers_every_application_is_short() -> None:
    """A roster without reviewers assigns nothing and says so."""
    found = assign(applications(2), roster(), (), 2)
    assert [shortage.possible for shortage in found.shortages] == [0, 0]
