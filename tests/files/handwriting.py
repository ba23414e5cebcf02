"""YAML texts as people and programs write them, and changes to what they say."""

from __future__ import annotations

from typing import Any

import yaml
from hypothesis import strategies as st

from files.plain import exact, scalars
from mentoring.errors import DataError
from mentoring.files.yaml.emit import dump
from mentoring.files.yaml.parse import parse

keys = st.sampled_from(["id", "role", "goals", "meetings", "note", "dates", "NO", "a b", "x:y"])
values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(keys, inner, max_size=5),
    max_leaves=14,
)
records = st.dictionaries(keys, values, min_size=1, max_size=6)


def read(text: str) -> Any:
    """What a text says."""
    return parse(text.encode(), "x").value


@st.composite
def edits(draw: st.DrawFn) -> tuple[str, Any]:
    """A text, and what it shall say instead."""
    value = draw(records)
    return draw(written(value)), draw(changed(value))


@st.composite
def written(draw: st.DrawFn, value: Any) -> str:
    """The value in one of many layouts, with comments and blank lines here and there."""
    text = draw(st.sampled_from([dump(value), draw(other_layout(value))]))
    if not says(text, value):  # PyYAML leaves 1e3 without quotes
        text = dump(value)
    for number in range(draw(st.integers(0, 6))):
        more = draw(commented(text, number))
        text = more if says(more, value) else text
    return draw(st.sampled_from([text, text, text.removesuffix("\n"), text.replace("\n", "\r\n")]))


@st.composite
def other_layout(draw: st.DrawFn, value: Any) -> str:
    """What PyYAML writes."""
    return yaml.dump(
        value,
        Dumper=yaml.CSafeDumper,
        sort_keys=False,
        allow_unicode=True,
        default_flow_style=draw(st.sampled_from([False, None, True])),
        indent=draw(st.integers(2, 5)),
        width=draw(st.sampled_from([20, 80])),
    )


@st.composite
def commented(draw: st.DrawFn, text: str, number: int) -> str:
    """The text with a comment or a blank line more."""
    lines = text.split("\n")
    at = draw(st.integers(0, len(lines) - 1))
    match draw(st.sampled_from(["behind", "above", "blank"])):
        case "behind":
            lines[at] += f"  # c{number}"
        case "above":
            lines.insert(at, " " * draw(st.integers(0, 6)) + f"# c{number}")
        case _:
            lines.insert(at, "")
    return "\n".join(lines)


@st.composite
def changed(draw: st.DrawFn, value: Any) -> Any:
    """The value after some changes here and there."""
    if not isinstance(value, dict | list) or not value or not draw(st.integers(0, 4)):
        return draw(values)
    items = list(value.items()) if isinstance(value, dict) else [(None, item) for item in value]
    at = draw(st.integers(0, len(items) - 1))
    key, item = items[at]
    match draw(st.sampled_from(["change", "change", "remove", "add"])):
        case "change":
            items[at] = (key, draw(changed(item)))
        case "remove":
            del items[at]
        case _:
            items.insert(at, (draw(keys), draw(values)))
    result = dict(items) if isinstance(value, dict) else [item for _, item in items]
    return draw(changed(result)) if draw(st.booleans()) else result


def says(text: str, value: Any) -> bool:
    """Whether our reader takes the text for this value."""
    try:
        return exact(read(text)) == exact(value)
    except DataError:
        return False
