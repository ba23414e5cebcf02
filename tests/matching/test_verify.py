"""The check of a proof: it accepts what is right, and no single change gets past it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from tests.matching.instances import DEFAULT, REPAIR, made
from tests.matching.tampering import mutations

from mentoring.matching.proof import proof
from mentoring.matching.proof.verify import verify
from mentoring.matching.sealed import plain as sealed
from mentoring.matching.solver.solve import prove, solve
from mentoring.programme.rules import Balance

if TYPE_CHECKING:
    from collections.abc import Callable

    from mentoring.matching.sealed.instance import Instance, Pair
    from mentoring.problems import Problem

UNREADABLE = (KeyError, TypeError, ValueError, AttributeError, IndexError, OverflowError)
"""What the schema refuses before anything is checked."""

OBJECTIVES = (DEFAULT, REPAIR, ("pairs", "leximin"), ("floor", "pairs", "fit"), ("fit", "lottery"))


def instance_of(objective: tuple[str, ...], seed: int) -> Instance:
    """Seven mentees and six mentors with a pin, held pairs and bounds both ways."""
    free = made(seed, 7, 6, objective=objective, balance=Balance(), cap=4)
    pin, *held = zip(free.mentees, free.mentors, strict=False)
    fit = np.maximum(free.fit, seed)
    homes = sorted({one.home for one in free.mentees})
    return replace(
        free,
        fit=fit,
        mentors=tuple(replace(one, capacity=one.capacity + 1) for one in free.mentors),
        pins=((pin[0].id, pin[1].id),),
        held=tuple((mentee.id, mentor.id) for mentee, mentor in held[:2]),
        waited={free.mentees[0].id: 0, free.mentees[1].id: 1},
        balance=Balance(mentees={homes[0]: (1, 2)}, mentors={free.mentors[0].home: (0, 2)}),
    )


def caught(check: Callable[[], tuple[Problem, ...]]) -> bool:
    """Whether a check finds something, or cannot even read what it is given."""
    try:
        return bool(check())
    except UNREADABLE:
        return True


@pytest.mark.parametrize("objective", OBJECTIVES, ids=" ".join)
@pytest.mark.parametrize("seed", range(2))
def test_no_single_change_gets_past(
    objective: tuple[str, ...], seed: int, record_property: Callable[[str, object], None]
) -> None:
    """Every value and every entry of pairs, proof and instance, each changed by itself."""
    instance = instance_of(objective, seed)
    solution = solve(instance)
    found = prove(instance, solution)
    assert verify(instance, solution.pairs, found) == ()
    checks = {
        "proof": (proof.encode(found), lambda data: (instance, solution.pairs, proof.decode(data))),
        "pairs": (list(map(list, solution.pairs)), lambda data: (instance, _pairs(data), found)),
        "instance": (
            sealed.encode(instance),
            lambda data: (sealed.decode(data), solution.pairs, found),
        ),
    }
    results = [
        ((what, *path), caught(lambda: verify(*read(changed))))  # noqa: B023 (called at once)
        for what, (data, read) in checks.items()
        for path, changed in mutations(data)
    ]
    record_property("mutations", len(results))
    assert len(results) > 400
    assert [path for path, hit in results if not hit] == []


def _pairs(data: Any) -> tuple[Pair, ...]:
    return tuple((mentee, mentor) for mentee, mentor in data)


@pytest.mark.parametrize("seed", range(2))
def test_what_gets_past_a_forged_seal_is_optimal_all_the_same(seed: int) -> None:
    """Whoever changes the instance and its digest too has proved nothing that is not so."""
    instance = instance_of(DEFAULT, seed)
    solution = solve(instance)
    found = prove(instance, solution)
    passed = 0
    for _, data in mutations(sealed.encode(instance)):
        try:
            forged = sealed.decode(data)
            resealed = replace(found, instance=sealed.digest(forged), cohort=forged.cohort)
            if not verify(forged, solution.pairs, resealed):
                passed += 1
                assert solve(forged).pairs == solution.pairs
        except UNREADABLE:
            continue
    assert passed > 0
