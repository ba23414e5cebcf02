"""What is written reads the same for every reader."""

from __future__ import annotations

from typing import Any

import yaml
from hypothesis import given
from ruamel.yaml import YAML

from files.plain import data, exact
from mentoring.files.emit import dump
from mentoring.files.parse import parse


def ruamel(text: str) -> Any:
    """What a reader of YAML 1.2 says."""
    return YAML(typ="safe", pure=True).load(text)


@given(data)
def test_reads_back_as_what_was_written(value: Any) -> None:
    """Our own reader gives back every value, type for type."""
    assert exact(parse(dump(value).encode(), "x").value) == exact(value)


@given(data)
def test_reads_the_same_in_yaml_1_1(value: Any) -> None:
    """PyYAML, which reads YAML 1.1, gives back every value, by libyaml and without it."""
    text = dump(value)
    assert exact(yaml.load(text, yaml.CSafeLoader)) == exact(value)
    assert exact(yaml.load(text, yaml.SafeLoader)) == exact(value)


@given(data)
def test_reads_the_same_in_yaml_1_2(value: Any) -> None:
    """ruamel.yaml, which reads YAML 1.2, gives back every value."""
    assert exact(ruamel(dump(value))) == exact(value)
