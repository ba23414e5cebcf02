"""The check of a proof: it accepts what is right, and no single change gets past it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from tests.tampering import OBJECTIVES, UNREADABLE, data, instance_of, sealed

from matching.instances import DEFAULT
from matching.tampering import mutations
from mentoring.matching.instance.instance import decode, encode
from mentoring.matching.proof import verify
from mentoring.matching.solve import solve
from mentoring.scoring.criteria import names

if TYPE_CHECKING:
    from pathlib import Path

NOT_READ = (
    "applications.consent",
    "cohorts.contacts",
    "cohorts.events",
    "cohorts.privacy",
    "cohorts.programme",
    "cohorts.progress",
    "cohorts.review.per_application",
    "cohorts.signatory",
    "cohorts.review.rubric",
    "decisions.pins.reason",
    "identities.goals",
    "identities.motivation",
    "identities.person",
    "identities.profile.text",
    "programme.yaml",
    "roster",
)
NO_DIFFERENCE = {
    "applications.career.since": "nobody here is in the same career stage as a mentor",
    "identities.institute": "nobody here works at one institute, or wishes to",
    **dict.fromkeys(
        (f"cohorts.matching.criteria.{name}" for name in names() if name != "profiles"),
        "no criterion tells the two mentors here apart: each fit is 500 by any weights",
    ),
    "cohorts.matching.lists": "nobody here lists as many as the edition counts",
    "cohorts.matching.lists.offered": "the same",
    "cohorts.matching.lists.profiles": "the same",
    "cohorts.matching.lists.topics": "the same",
    "cohorts.matching.same_institute": "nobody here works at one institute, or wishes to",
    "reviews.scores.clarity": "a reviewer of one application has no other to compare it with",
    "reviews.scores.motivation": "the same",
}.keys()


@pytest.mark.parametrize("objective", OBJECTIVES, ids=" ".join)
@pytest.mark.parametrize("seed", range(2))
def test_no_single_change_gets_past(objective: tuple[str, ...], seed: int) -> None:
    """Each single change of a value or entry in pairs, proof or instance is refused."""
    score = sealed(instance_of(objective, seed))
    assert score.made.total() > 400
    assert score.missed == set()


def test_a_change_of_data_that_matching_reads_is_caught(tmp_path: Path) -> None:
    """Only changes of data that matching does not read, or that change nothing here, pass."""
    never = data(tmp_path).never
    assert {one for one in never if not one.startswith(NOT_READ)} == NO_DIFFERENCE


@pytest.mark.parametrize("seed", range(2))
def test_an_outcome_that_passes_a_forged_seal_is_still_optimal(seed: int) -> None:
    """A forger who changes the instance and its digest cannot prove anything false."""
    instance = instance_of(DEFAULT, seed)
    solution = solve(instance)
    found = solution.proof
    passed = 0
    for _, changed in mutations(encode(instance)):
        try:
            forged = decode(changed)
            resealed = replace(found, instance=forged.digest, cohort=forged.cohort)
            if not verify(forged, resealed):
                passed += 1
                assert solve(forged).pairs == solution.pairs
        except UNREADABLE:
            continue
    assert passed > 0
