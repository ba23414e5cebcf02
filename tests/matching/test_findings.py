"""The findings about a refuted proof: the place, the rule and the reason."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from tests.tampering import instance_of

from matching.instances import DEFAULT
from mentoring.matching.proof import verify
from mentoring.matching.solve import solve

INSTANCE = instance_of(DEFAULT, 0)
PROOF = solve(INSTANCE).proof


@pytest.mark.parametrize(
    ("changed", "code", "pointer", "message"),
    [
        ({"cohort": "1999"}, "cohort", "/cohort", "The proof belongs to 1999."),
        ({"instance": "0" * 64}, "digest", "/instance", "The proof belongs to another instance."),
        ({"objective": {}}, "stages", "/objective", "The proof has other stages."),
        (
            {"objective": {**PROOF.objective, "pairs": 999}},
            "objective", "/objective/pairs", r".*999.*",
        ),
        (
            {"optimum": replace(PROOF.optimum, bound=(99, *PROOF.optimum.bound[1:]))},
            "sum", "/optimum/bound", r".+\.",
        ),
        (
            {"floor": replace(PROOF.floor, bound=())},
            "sum", "/floor/bound", "The prices do not add up to the bound.",
        ),
        ({"floor": None}, "floor", "/floor", "A bound on the floor is missing, or not needed."),
    ],
)  # fmt: skip
def test_a_finding_says_where_and_what(
    changed: dict[str, object], code: str, pointer: str, message: str
) -> None:
    """A finding has its code, its place in the file, and a sentence."""
    found = verify(INSTANCE, replace(PROOF, **changed))
    finding = next(one for one in found if one.pointer == pointer)
    assert finding.path == "proof.json"
    assert finding.code == f"verify.{code}"
    assert re.fullmatch(message, finding.message)


def test_a_proof_that_holds_has_no_findings() -> None:
    """The right proof of the instance above passes."""
    assert verify(INSTANCE, PROOF) == ()
