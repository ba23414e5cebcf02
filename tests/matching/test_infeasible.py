"""Bounds that cannot be met: the proof, the bottleneck, and what would help."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, given

from matching import brute
from matching.instances import demanding, instances
from mentoring.errors import DataError
from mentoring.matching.explain.bottleneck import cut
from mentoring.matching.explain.shortage import InfeasibleError, shortage
from mentoring.matching.instance.instance import Instance, Mentee, Mentor
from mentoring.matching.instance.objective import Term, components
from mentoring.matching.proof import refutations
from mentoring.matching.solve import solve
from mentoring.programme.rules import Balance


def refusal(instance: Instance) -> InfeasibleError:
    """Why the instance has no outcome; instances with one are skipped."""
    try:
        solve(instance)
    except DataError:
        pass
    except InfeasibleError as error:
        return error
    assume(condition=False)
    raise AssertionError


@given(instances(3, balance=demanding()))
def test_a_refusal_is_proved_and_names_what_contradicts_itself(instance: Instance) -> None:
    """No outcome keeps the bounds, and the bottleneck demands more places than there are."""
    error = refusal(instance)
    assert brute.best(instance) is None
    nothing = [*components(instance, [Term("nothing")])]  # every pair has the worth 0
    assert [*refutations(instance, nothing, "", error.shortage.certificate)] == []
    assert error.shortage.certificate.bound < (0,)
    assert error.shortage.cut.demanded > error.shortage.cut.places
    assert error.shortage.cut == cut(instance, error.shortage.certificate)


@given(instances(3, balance=demanding()))
def test_every_demand_that_is_named_is_needed(instance: Instance) -> None:
    """Without any one of the named demands, the others could be met."""
    demands = refusal(instance).shortage.cut.demands
    kept = {(limit.kind, limit.of) for limit in demands}
    for without in kept:
        bounds = [
            {
                home: (low if (kind, home) in kept - {without} else 0, high)
                for home, (low, high) in side
            }
            for kind, side in (
                ("mentee_homes", instance.balance.mentees.items()),
                ("mentor_homes", instance.balance.mentors.items()),
            )
        ]
        looser = replace(instance, balance=Balance(mentees=bounds[0], mentors=bounds[1]))
        assert brute.best(looser) is not None


@given(instances(3, balance=demanding()))
def test_the_relaxation_that_helps_most_does_what_it_says(instance: Instance) -> None:
    """If it leaves nothing missing, there is an outcome, and none with one place less."""
    relaxations = refusal(instance).shortage.relaxations
    assert [relaxation.short for relaxation in relaxations] == sorted(
        relaxation.short for relaxation in relaxations
    )
    for relaxation in relaxations:
        if relaxation.short == 0 and relaxation.limit.kind == "cap":
            assert brute.best(replace(instance, cap=instance.cap + relaxation.by)) is not None
            assert brute.best(replace(instance, cap=instance.cap + relaxation.by - 1)) is None


@given(instances(objective=("pairs",), balance=Balance()))
def test_a_shortage_has_a_bottleneck_of_its_size(instance: Instance) -> None:
    """The bottleneck has exactly as many places as there are pairs (the theorem of König)."""
    try:
        pairs = solve(instance).pairs
    except DataError:
        assume(condition=False)
        raise
    assert shortage(instance).cut.places == len(pairs) - len(instance.pins)


def people(fit: list[list[int]], **fields: object) -> Instance:
    """Mentees of ATLAS and mentors of CMS, one mentee each."""
    rows, columns = np.array(fit).shape
    why_not = {
        f"e{i}:r{j}": ("declared-conflict",) for i, j in np.argwhere(np.array(fit) < 0).tolist()
    }
    return Instance(
        cohort="2026",
        cap=20,
        mentees=tuple(Mentee(id=f"e{i}", home="ATLAS") for i in range(rows)),
        mentors=tuple(Mentor(id=f"r{j}", home="CMS") for j in range(columns)),
        fit=np.array(fit, np.int16),
        why_not=why_not,
        **fields,
    )


def test_the_sentence_names_who_and_why() -> None:
    """Three mentees; two of them can only be paired with the same mentor."""
    instance = people(
        [[500, -1, -1], [500, -1, -1], [500, 500, 500]],
        balance=Balance(mentees={"ATLAS": (3, None)}),
    )
    with pytest.raises(InfeasibleError) as refused:
        solve(instance)
    assert str(refused.value) == (
        "No choice of pairs keeps every bound. The bounds ask for 3 mentees of ATLAS: there are "
        "places for 2. 2 mentees (e0, e1) may be paired with only 1 mentor (r0), who can take 1 of "
        "them. What rules out their other pairs: one of them must not be matched with the other "
        "(4 times). 1 mentee (e2) can also be paired. What helps most: lower the bound on mentees "
        "of ATLAS by 1."
    )


def test_a_shortage_is_told_in_the_same_words() -> None:
    """These four mentees may be paired only with two mentors, and either could take more."""
    short = shortage(people([[1, 2, -1]] * 4))
    assert short.cut.confined == ("e0", "e1", "e2", "e3")
    assert str(short) == (
        "No more than 2 pairs can be made. 4 mentees (e0, e1, e2, e3) may be paired with only 2 "
        "mentors (r0, r1), who can take 2 of them. What rules out their other pairs: one of them "
        "must not be matched with the other (4 times). What helps most: raise the capacity of the "
        "mentor r0 by 2; 16 would still be missing to the cap."
    )


@given(instances(3, objective=("pairs",), balance=Balance(), pins=()))
def test_the_relaxation_of_a_shortage_gains_what_it_says(instance: Instance) -> None:
    """By enumeration, it gains exactly the stated number of pairs, and fewer with less."""
    for relaxation in shortage(instance).relaxations[:1]:
        for less in (0, 1):
            by = relaxation.by - less
            mentors = (
                replace(m, capacity=m.capacity + by * (m.id == relaxation.limit.of))
                for m in instance.mentors
            )
            found = brute.best(replace(instance, mentors=tuple(mentors)))
            assert found
            assert found[0] == [instance.cap - relaxation.short - less]


def test_a_bound_that_no_pair_can_meet_says_so() -> None:
    """A bound on an experiment without applicants has no pairs to count."""
    with pytest.raises(InfeasibleError, match="1 mentee of LHCb: there are places for 0, bec"):
        solve(people([[1, 2]], balance=Balance(mentees={"LHCb": (1, None)})))


def test_a_reached_cap_confines_no_mentee() -> None:
    """If the cap has too few places, no rule is to blame."""
    instance = people([[1, 2, -1]] * 3, balance=Balance(mentees={"ATLAS": (2, None)}))
    with pytest.raises(InfeasibleError) as refused:
        solve(replace(instance, cap=1))
    assert refused.value.shortage.cut.confined == ()
    assert str(refused.value) == (
        "No choice of pairs keeps every bound. The bounds ask for 2 mentees of ATLAS: there are "
        "places for 1. The cap leaves 1 place free. What helps most: raise the cap by 1."
    )


def test_a_limit_without_places_is_named_besides_the_cap() -> None:
    """The only group has a bound of zero, and the cap is too low as well."""
    balance = Balance(mentees={"ATLAS": (0, 0)}, mentors={"CMS": (3, None)})
    instance = replace(people([[1, 2, 3]] * 3, balance=balance), cap=1)
    with pytest.raises(InfeasibleError) as refused:
        solve(instance)
    assert [limit.kind for limit in refused.value.shortage.cut.supplies] == ["cap", "mentee_homes"]
    assert str(refused.value) == (
        "No choice of pairs keeps every bound. The bounds ask for 3 pairs with mentors of CMS: "
        "there are places for 0. The cap leaves 1 place free. The bound on mentees of ATLAS leaves "
        "no place free. What helps most: lower the bound on pairs with mentors of CMS by 3."
    )


def test_a_shortage_names_the_bound_that_leaves_no_place() -> None:
    """Three pairs would be possible without the bound, which allows none."""
    short = shortage(people([[1, 2, 3]] * 3, balance=Balance(mentees={"ATLAS": (0, 0)})))
    assert str(short).startswith(
        "No pair can be made. The bound on mentees of ATLAS leaves no place free. What helps most: "
        "raise the bound on mentees of ATLAS by 3"
    )


def test_a_cap_of_zero_is_named() -> None:
    """It has no price, because no pair could pay one."""
    assert str(shortage(replace(people([[500]]), cap=0))) == (
        "No pair can be made. The cap leaves no place free."
    )
