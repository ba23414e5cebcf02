"""Fuzzes the YAML reader, writer and editor for some seconds.

    PYTHONPATH=tests python tests/files/fuzz.py SECONDS [SEED]

Mutates the example files, a hundred thousand inputs in some ten seconds, and ends with status 1
when a call ends in another error, or when two of our parts disagree.
"""

# ruff: noqa: PT017 (errors are judged here, not expected)

from __future__ import annotations

import random
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from files.plain import TRICKY, exact
from mentoring.errors import DataError, MentoringError
from mentoring.files.yaml.edit import edit
from mentoring.files.yaml.emit import dump
from mentoring.files.yaml.parse import parse

if TYPE_CHECKING:
    from collections.abc import Sequence

EXAMPLES = [path.read_bytes()[:1500] for path in Path(__file__).parent.glob("yaml/*/*.yaml")]
SIGNS = [*TRICKY, "a: ", "- ", "\n  ", "? ", "|\n", ">-\n", "[", "{", "}", "]", ", ", "# c", "%"]
TOKENS = [sign.encode() for sign in SIGNS]
VALUES: list[Any] = ["x", "two\nlines\n", [1, {"a": "b"}], {"c": None}]


def mutant(chance: random.Random, examples: Sequence[bytes] = EXAMPLES) -> bytes:
    """An example with a few pieces exchanged."""
    data = chance.choice(examples)
    for _ in range(chance.choice([1, 1, 2, 3, 6, 12])):
        start = chance.randint(0, len(data))
        end = min(len(data), start + chance.choice([0, 0, 1, 2, 5, 20]))
        data = data[:start] + piece(data[start:end], chance, examples) + data[end:]
    return data


def piece(old: bytes, chance: random.Random, examples: Sequence[bytes]) -> bytes:
    """A random replacement of `old`."""
    other = chance.choice(examples)
    at = chance.randint(0, len(other))
    return chance.choice(
        [
            b"".join(chance.choices(TOKENS, k=chance.randint(1, 4))),
            other[at : at + chance.randint(0, 40)],
            bytes(chance.choices(range(256), k=chance.randint(0, 3))),
            old * chance.randint(2, 50),
        ]
    )


def judge(data: bytes, chance: random.Random) -> bool:
    """Whether the input is read; raises AssertionError, or what should never be raised."""
    try:
        document = parse(data, "x")
    except DataError as error:
        assert error.problems
        assert all(problem.hint and problem.line for problem in error.problems)
        return False
    assert shape(yaml.load(document.text, yaml.CBaseLoader)) == shape(document.value)  # noqa: S506
    document.locate()
    try:
        assert exact(read(dump(document.value))) == exact(document.value)
        assert edit(document.text, document.value) == document.text
        new = changed(document.value, chance)
        assert exact(read(edit(document.text, new))) == exact(new)
    except MentoringError as error:
        assert "a key of more than" in str(error)  # read up to 1,024, written to 1,000
    return True


def changed(value: Any, chance: random.Random) -> Any:
    """The value with an entry or item changed, removed or added."""
    if isinstance(value, dict) and value:
        key = chance.choice([*value, "added"])
        rest = {name: item for name, item in value.items() if name != key}
        return chance.choice([rest, {**value, key: chance.choice(VALUES)}])
    if isinstance(value, list) and value:
        at = chance.randrange(len(value))
        return [*value[:at], *chance.choice([[], VALUES[:2]]), *value[at + chance.randint(0, 1) :]]
    return chance.choice(VALUES)


def shape(value: Any) -> Any:
    """A value without its scalars."""
    if isinstance(value, dict):
        return {key: shape(item) for key, item in value.items()}
    return [shape(item) for item in value] if isinstance(value, list) else None


def read(text: str) -> Any:
    """What a text says."""
    return parse(text.encode(), "x").value


def main(seconds: float, seed: int) -> int:
    """Fuzzes; the number of faults."""
    chance = random.Random(seed)
    end = time.monotonic() + seconds
    inputs = valid = faults = 0
    while time.monotonic() < end:
        data = mutant(chance)
        inputs += 1
        try:
            valid += judge(data, chance)
        except Exception as error:  # noqa: BLE001 - this is what is looked for
            faults += 1
            sys.stdout.write(f"{error!r}\n  {data!r}\n")
    sys.stdout.write(f"{inputs} inputs, {valid} of them valid; {faults} faults\n")
    return faults


if __name__ == "__main__":
    sys.exit(bool(main(float(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 0)))
