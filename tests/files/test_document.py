"""A document knows the place of everything in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import yaml
from hypothesis import given

from files.handwriting import records, written
from mentoring.files.strict_json import parse_json
from mentoring.files.yaml.parse import parse

if TYPE_CHECKING:
    from collections.abc import Iterator

PAIR = b"""\
# a pair
mentee: bcd234
mentorships:
  - mentor: "cdfghj"
    goals: [Write, {goal: Decide}]
  -
    mentor: fghjkl
"""


def test_values_and_keys_are_found() -> None:
    """Steps lead to a value, or to its key or dash."""
    pair = parse(PAIR, "x")
    assert pair.locate() == (2, 1)
    assert pair.locate("mentee") == (2, 9)
    assert pair.locate("mentee", key=True) == (2, 1)
    assert pair.locate("mentorships", 0) == (4, 5)
    assert pair.locate("mentorships", 0, key=True) == (4, 3)
    assert pair.locate("mentorships", 0, "mentor") == (4, 13)
    assert pair.locate("mentorships", 0, "goals", 1, "goal", key=True) == (5, 21)
    assert pair.locate("mentorships", 1, "mentor") == (7, 13)


def test_a_step_that_leads_nowhere_ends_at_the_collection() -> None:
    """A missing key is shown where it is missing."""
    pair = parse(PAIR, "x")
    assert pair.locate("mentorships", 0, "status") == (4, 5)
    assert pair.locate("mentorships", 7, "status", key=True) == (4, 3)
    assert pair.locate("mentee", "status") == (2, 9)
    assert pair.locate("mentorships", "0") == (4, 3)


def test_columns_count_characters() -> None:
    """As an editor shows them, not bytes."""
    assert parse("🙂é: [Ł, x]".encode(), "x").locate("🙂é", 1) == (1, 9)


def test_places_in_json() -> None:
    """JSON is YAML as well; where it is not, the whole file is the place."""
    assert parse_json(b'{"a": [1,\n 2]}', "x").locate("a", 1) == (2, 2)
    assert parse_json(b'{\n\t"a": "\\ud83d\\ude42"}', "x").locate("a") == (0, 0)


@given(records.flatmap(written))
def test_places_are_those_of_pyyaml(text: str) -> None:
    """PyYAML's own composer, which shares no code with libyaml, sees each value and key there."""
    document = parse(text.encode(), "x")
    for steps, key, value in places(yaml.compose(text, yaml.SafeLoader), ()):
        assert document.locate(*steps) == value
        if key:
            assert document.locate(*steps, key=True) == key


def places(node: yaml.Node, steps: tuple[Any, ...]) -> Iterator[tuple[tuple[Any, ...], Any, Any]]:
    """Steps, and where PyYAML sees the key (if there is one) and the value."""
    yield steps, None, place(node)
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            for inner, inner_key, at in places(value, (*steps, key.value)):
                yield inner, inner_key or (place(key) if len(inner) == len(steps) + 1 else None), at
    elif isinstance(node, yaml.SequenceNode):
        for number, item in enumerate(node.value):
            yield from places(item, (*steps, number))


def place(node: yaml.Node) -> tuple[int, int]:
    """Line and column from 1."""
    return node.start_mark.line + 1, node.start_mark.column + 1
