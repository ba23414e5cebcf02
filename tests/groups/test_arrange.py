"""Groups: brute force is the judge of small events, the bounds are of large ones."""

from __future__ import annotations

from collections import Counter
from itertools import combinations, permutations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mentoring.errors import UsageError
from mentoring.groups.arrange import Arrangement, arrange, designs, fewest_alike, most_met
from mentoring.groups.seating import Party
from tools import examples


def party(homes: str, size: int, rounds: int, apart: tuple[str, ...] = ()) -> Party:
    """Guests a, b, c… whose home experiments are the letters of `homes`."""
    guests = {chr(97 + n): (home,) for n, home in enumerate(homes)}
    return Party(
        guests=guests, size=size, rounds=rounds, apart=frozenset(frozenset(one) for one in apart)
    )


def quality(wanted: Party, rounds: tuple[tuple[tuple[str, ...], ...], ...]) -> tuple[int, int, int]:
    """Counted anew: couples together, different pairs met (negative), meetings of one's own."""
    home = dict(zip(wanted.guests, wanted.homes, strict=True))
    met = Counter(
        frozenset(pair) for groups in rounds for group in groups for pair in combinations(group, 2)
    )
    together = sum(met[couple] for couple in wanted.apart)
    alike = sum(count for pair, count in met.items() if len({home[one] for one in pair}) == 1)
    return together, -len(met), alike


def every_round(wanted: Party) -> set[tuple[tuple[str, ...], ...]]:
    """Every way to form the groups of one round."""
    found = set()
    for order in permutations(wanted.guests):
        groups, start = [], 0
        for size in wanted.sizes:
            groups.append(tuple(sorted(order[start : start + size])))
            start += size
        found.add(tuple(sorted(groups)))
    return found


def score(arrangement: Arrangement) -> tuple[int, int, int]:
    """What the arrangement says of itself."""
    return arrangement.together, -arrangement.met, arrangement.alike


SMALL = [
    party("AABB", 2, 2),
    party("AABB", 2, 3),
    party("ABCABC", 3, 2),
    party("AAABBB", 2, 2),
    party("AAABC", 2, 2),
    party("AABBC", 3, 2, apart=("ac", "bd")),
    party("ABCD", 2, 2, apart=("ab", "cd")),
]


@pytest.mark.parametrize("wanted", SMALL, ids=range(len(SMALL)))
def test_small_events_are_arranged_as_well_as_brute_force_can(wanted: Party) -> None:
    """And neither bound is ever beaten by any arrangement."""
    all_rounds = every_round(wanted)
    every = [quality(wanted, rounds) for rounds in product(all_rounds, repeat=wanted.rounds)]
    assert score(arrange(wanted, "seed")) == min(every)
    assert -min(met for _, met, _ in every) <= most_met(wanted)
    assert all(alike >= fewest_alike(wanted, -met) for _, met, alike in every)


@settings(max_examples=examples(40))
@given(
    homes=st.text("ABCD", min_size=2, max_size=14),
    size=st.integers(2, 5),
    rounds=st.integers(1, 3),
    seed=st.text(max_size=3),
)
def test_every_round_seats_everybody_once_and_the_figures_are_true(
    homes: str, size: int, rounds: int, seed: str
) -> None:
    """Group sizes differ by one at most; what is reported is what is counted."""
    wanted = party(homes, size, rounds)
    found = arrange(wanted, seed)
    assert len(found.rounds) == rounds
    for groups in found.rounds:
        assert sorted(one for group in groups for one in group) == sorted(wanted.guests)
        sizes = {len(group) for group in groups}
        assert max(sizes) - min(sizes) <= 1
    assert score(found) == quality(wanted, found.rounds)
    assert found.met <= found.most_met
    assert found.alike >= found.fewest_alike
    assert found == arrange(wanted, seed)


@pytest.mark.parametrize("people", [38, 39, 40, 41])
def test_an_event_for_forty_or_so_reaches_both_bounds(people: int) -> None:
    """Three rounds of four, whether the number divides or not; sizes differ by one at most."""
    found = arrange(party(("ABCDEFGHIJ" * 5)[:people], 4, 3), "2026/all")
    assert found.optimal
    assert {len(group) for groups in found.rounds for group in groups} <= {3, 4, 5}


def test_twenty_pairs_meet_at_an_event_for_all_without_their_own() -> None:
    """Forty people, four rounds of four: everybody meets twelve others, none of them their own."""
    wanted = party(
        "ABCDEFGHIJ" * 4, 4, 4, apart=tuple(chr(97 + n) + chr(117 + n) for n in range(20))
    )
    found = arrange(wanted, "2026/midterm")
    assert found.together == 0
    assert found.met == found.most_met == 40 * 12 // 2


@pytest.mark.parametrize(
    ("homes", "size", "rounds", "met"),
    [
        ("ABCD" * 5, 4, 5, 150),
        ("ABC" * 4, 3, 4, 48),
        ("ABCD" * 4, 4, 4, 96),
        ("ABCD" * 8, 4, 6, 288),
        ("ABCD" * 9, 4, 7, 378),
        ("AB" * 6, 2, 6, 36),
    ],
)
def test_where_a_design_exists_nobody_meets_twice_or_their_own(
    homes: str, size: int, rounds: int, met: int
) -> None:
    """Twenty guests of four homes in fours, five rounds: 150 meetings and none within a home."""
    found = arrange(party(homes, size, rounds), "seed")
    assert (found.met, found.alike, found.optimal) == (met, 0, True)


def test_sixteen_guests_all_meet_in_five_rounds() -> None:
    """The affine plane of order four: everybody meets everybody, their own as well."""
    found = arrange(party("ABCD" * 4, 4, 5), "seed")
    assert (found.met, found.alike) == (120, 24)


@settings(max_examples=examples(60))
@given(st.text("ABCD", min_size=2, max_size=40), st.integers(2, 6), st.integers(1, 9))
def test_every_design_seats_everybody_once_a_round(homes: str, size: int, rounds: int) -> None:
    """In groups of the sizes that were wished for, whether or not the numbers fit."""
    wanted = party(homes, size, rounds)
    for design in designs(wanted):
        assert len(design) == rounds
        for groups in design:
            assert sorted(guest for group in groups for guest in group) == list(range(len(homes)))
            assert sorted(map(len, groups)) == sorted(wanted.sizes)


def test_where_all_are_of_one_experiment_that_is_no_reason_to_fail() -> None:
    """The bound says that it cannot be helped."""
    found = arrange(party("AAAA", 2, 3), "seed")
    assert found.optimal
    assert found.alike == found.fewest_alike == 6


@pytest.mark.parametrize("wanted", [party("A", 4, 1), party("AB", 1, 1), party("AB", 2, 0)])
def test_an_event_that_is_none_is_refused(wanted: Party) -> None:
    """With what it takes."""
    with pytest.raises(UsageError, match="at least two guests"):
        arrange(wanted, "seed")
