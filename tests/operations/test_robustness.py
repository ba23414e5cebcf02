"""How firmly an edition's pairs stand: what is uncertain about it, and what follows."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import islice
from pathlib import Path

import numpy as np
import pytest

from mentoring.matching.solve import solve
from mentoring.operations.robustness import (
    Robustness,
    cases,
    resamples,
    robustness,
    uncertainty,
)
from mentoring.operations.snapshot import sealing
from mentoring.programme.rules import Balance
from mentoring.render.environment import written
from mentoring.store.reader import load

PROGRAMME = load(Path(__file__).parents[1] / "programme")
EDITION = PROGRAMME.edition("2031")


@pytest.fixture(scope="module")
def firm() -> Robustness:
    """Forty cases of the miniature edition."""
    return robustness(PROGRAMME, "2031", times=40, seed=1)


def test_where_nothing_is_uncertain_a_case_is_the_instance_itself() -> None:
    """Every criterion's points stand where the instance has its people, and weigh as they do."""
    found = sealing(EDITION)
    known = replace(uncertainty(EDITION, found), scores={}, share=0.0)
    [case] = resamples(found.instance, known, seed=1, times=1)
    assert np.array_equal(case.fit, found.instance.fit)
    assert solve(case).pairs == solve(found.instance).pairs


def test_each_case_is_solved_like_any_instance() -> None:
    """The pairs of a case are those that `solve` proves optimal."""
    found = sealing(EDITION)
    drawn = resamples(found.instance, uncertainty(EDITION, found), seed=1, times=5)
    assert list(cases(EDITION, found, 1, 5)) == [solve(case).pairs for case in drawn]


def test_cases_come_one_at_a_time() -> None:
    """Cases are solved one by one, so that a progress bar can follow."""
    endless = cases(EDITION, sealing(EDITION), 1, 10**9)
    assert len(list(islice(endless, 3))) == 3


def test_a_case_that_breaks_a_bound_has_no_pairs() -> None:
    """It is counted as impossible, and the others go on."""
    found = sealing(EDITION)
    home = found.instance.mentees[0].home
    bound = replace(found.instance, balance=Balance(mentees={home: (99, None)}))
    assert list(cases(EDITION, replace(found, instance=bound), 1, 2)) == [None, None]


def test_scores_are_uncertain_by_their_standard_error() -> None:
    """Every reviewed mentee has a score; without reviews nobody has, and bands stay."""
    found = sealing(EDITION)
    assert uncertainty(EDITION, found).scores.keys() == found.instance.rows.keys()
    unread = replace(EDITION, reviews=())
    assert uncertainty(unread, sealing(unread)).scores == {}


def test_the_same_seed_gives_the_same_again(firm: Robustness) -> None:
    """So that two organisers who look at it see the same; another seed gives other cases."""
    assert robustness(PROGRAMME, "2031", times=40, seed=1) == firm
    assert robustness(PROGRAMME, "2031", times=40, seed=2).times_made != firm.times_made


def test_progress_hears_of_each_case() -> None:
    """As it is done: a bar moves evenly."""
    heard: list[int] = []
    robustness(PROGRAMME, "2031", times=3, seed=1, progress=heard.append)
    assert heard == [1, 1, 1]


def test_shares_are_of_all_cases(firm: Robustness) -> None:
    """A mentee is selected as often as all pairs with them are made."""
    for mentee, times in firm.times_selected.items():
        pairs = [pair for pair in firm.times_made if pair[0] == mentee]
        assert firm.selected(mentee) == sum(firm.made(pair) for pair in pairs)
        assert firm.selected(mentee) * 40 == times
    assert firm.selected("nobody") == 0


def test_whoever_is_on_the_edge_is_listed_the_firmest_first(firm: Robustness) -> None:
    """With whether they are selected now; nobody who always or never is."""
    edge = firm.on_edge
    shares = [firm.selected(mentee) for mentee in edge]
    assert shares == sorted(shares, reverse=True)
    assert all(Fraction(1, 10) <= share <= Fraction(9, 10) for share in shares)
    chosen = {mentee for mentee, _ in firm.pairs}
    text = written("robustness.j2", "markdown", firm=firm)
    listed = [line.split("|") for line in text.splitlines() if line.endswith(" % |")]
    assert [row[1:3] for row in listed[: len(edge)]] == [
        [f" `{mentee}` ", " selected " if mentee in chosen else " waits "] for mentee in edge
    ]


def test_frequencies_count_outcomes() -> None:
    """In eleven cases counted by hand, one is impossible, and two mentees are on the edge."""
    cases = [(("a", "t"), ("b", "u"))] * 6 + [(("a", "u"), ("c", "t"))] * 3 + [(("a", "t"),), None]
    found = Robustness.of(EDITION, (("b", "u"), ("a", "t")), cases, seed=1)
    assert (found.cases, found.impossible) == (11, 1)
    assert found.times_made == {("a", "t"): 7, ("a", "u"): 3, ("b", "u"): 6, ("c", "t"): 3}
    assert found.times_selected == {"a": 10, "b": 6, "c": 3}
    assert found.on_edge == ["b", "c"]
    assert found.stays == [(("b", "u"), Fraction(6, 11)), (("a", "t"), Fraction(7, 11))]


def test_announced_pairs_are_those_that_stand(firm: Robustness) -> None:
    """Whatever would be chosen today: nobody reads of a choice that nobody made."""
    assert firm.announced
    assert firm.pairs == tuple(
        (entry.record.mentee, entry.record.current.mentor)
        for entry in EDITION.pairs
        if entry.record.current
    )
    before = replace(PROGRAMME, editions={"2031": replace(EDITION, pairs=())})
    proposed = robustness(before, "2031", times=1, seed=1)
    assert not proposed.announced
    assert proposed.pairs == solve(sealing(EDITION).instance).pairs
