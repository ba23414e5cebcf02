"""The sealed instance as plain data."""

from __future__ import annotations

import json
import random
from typing import TYPE_CHECKING

from hypothesis import given

from matching.instances import instances
from mentoring.matching.instance.instance import decode, encode

if TYPE_CHECKING:
    from mentoring.matching.instance.instance import Instance


@given(instances())
def test_what_is_written_is_read_back(instance: Instance) -> None:
    """An instance survives JSON with everything that decides the outcome."""
    data = json.loads(json.dumps(encode(instance)))
    assert encode(decode(data)) == data
    assert decode(data).digest == instance.digest


@given(instances())
def test_the_digest_ignores_the_order_of_people(instance: Instance) -> None:
    """The order of people in the file does not change the digest."""
    data = encode(instance)
    order = random.Random(1).sample(range(len(data["mentees"])), len(data["mentees"]))
    data["mentees"] = [data["mentees"][place] for place in order]
    data["fit"] = [data["fit"][place] for place in order]
    assert decode(data).digest == instance.digest


@given(instances())
def test_a_forbidden_pair_is_null(instance: Instance) -> None:
    """A forbidden pair has a null, and any other pair its fit."""
    for row, fits in zip(encode(instance)["fit"], instance.fit.tolist(), strict=True):
        assert [None if fit < 0 else fit for fit in fits] == row
