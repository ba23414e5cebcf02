"""Plain scalars mean what YAML 1.2 says, and are refused where readers would differ."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from files.plain import TRICKY, exact
from mentoring.files.yaml.emit import reads_as_text
from mentoring.files.yaml.parse import ConfusingNumberError, resolve

# Short texts of the characters that numbers, dates and truth values are made of.
plain = st.one_of(
    st.text("0123456789+-._:eExoabfnyTZ ", min_size=1, max_size=8),
    st.sampled_from([word for word in TRICKY if word.strip()]),
    st.from_regex(r"(?i)\A(yes|no|on|off|true|false|null|y|n|~|\.inf|\.nan)\Z"),
)


def elsewhere(text: str) -> tuple[Any, Any]:
    """What readers of YAML 1.1 and of YAML 1.2 say to `[text]`."""
    document = f"[{text}]"
    return yaml.load(document, yaml.SafeLoader), YAML(typ="safe", pure=True).load(document)


@given(plain)
@example("NO")
@example("12:30")
@example("2026-11-03")
@example("1e3")
@example("0777")
@example("0o17")
@example("9" * 18)
@example("9" * 19)
def test_a_plain_scalar_means_what_yaml_1_2_says(text: str) -> None:
    """It is text, a number, a truth value or nothing as ruamel.yaml has it, or it is refused."""
    try:
        value = resolve(text)
    except ConfusingNumberError:
        return
    core = YAML(typ="safe", pure=True)
    if isinstance(value, str):
        return
    assert exact(core.load(text)) == exact(value)
    assert exact(yaml.load(text, yaml.SafeLoader)) == exact(value)


@given(plain | st.text(max_size=6))
def test_what_is_left_without_quotes_is_text_for_all(text: str) -> None:
    """A text that is written plain reads as this text in YAML 1.1 and in YAML 1.2."""
    if reads_as_text(text, in_flow=True):
        assert resolve(text) == text
        assert elsewhere(text) == ([text], [text])


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("NO", "NO"),
        ("yes", "yes"),
        ("12:30", "12:30"),
        ("2026-11-03", "2026-11-03"),
        ("1_000", "1_000"),
        ("nullable", "nullable"),
        ("null", None),
        ("~", None),
        ("", None),
        ("TRUE", True),
        ("False", False),
        ("-7", -7),
        ("-0.5", -0.5),
        ("1.0e+3", 1000.0),
    ],
)
def test_examples(text: str, value: Any) -> None:
    """The values that people meet."""
    assert exact(resolve(text)) == exact(value)


@pytest.mark.parametrize(
    "text", ["0123", "0o17", "0x1F", "+1", "1e3", ".5", "1.", "-.inf", ".NaN", "1.0e+999", "1" * 19]
)
def test_a_number_that_readers_take_differently_is_refused(text: str) -> None:
    """A leading zero may be a phone number's, so the reader does not guess."""
    with pytest.raises(ConfusingNumberError):
        resolve(text)
