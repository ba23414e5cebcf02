"""No file that a command reads makes it fail by itself; `fuzz.py` looks for one for longer."""

from __future__ import annotations

import random

import pytest

from cli.fuzz import FAULT, TARGETS, fuzz

INPUTS = 12


@pytest.mark.parametrize("name", TARGETS)
def test_a_changed_file_is_read_or_refused(name: str) -> None:
    """In bytes or in values: the command works, or says what is wrong."""
    chance = random.Random(name)
    for _ in range(INPUTS):
        status, said, data = fuzz(chance.choice(TARGETS[name]), chance)
        assert status != FAULT, f"{said}: {data!r}"
