"""Plain data of all shapes, for property tests."""

from __future__ import annotations

import math
from typing import Any

from hypothesis import strategies as st

# Words and marks on which readers of YAML differ, mixed into texts at random.
TRICKY = [
    "NO", "yes", "on", "Y", "null", "~", "True", "0123", "0o17", "0x1F", "1_000", "1e3", "1.",
    ".5", "+1", "-", "12:30", "190:20:30", "2026-11-03", "2026-11-03T10:00:00Z", ".inf", ".nan",
    "<<", "=", "---", "...", "- ", "? ", ": ", " #", "#", "&a", "*a", "!t", "|", ">", "%", "@", "`",
    "'", '"', "\\", ",", "[", "]", "{", "}", ":", "\n", "\n\n", "\r\n", "\t", " ", "  ", "\x00",
    "\x07", "\x1b", "\x7f", "\x85", "\xa0", "\u2028", "\u200b", "\u202e", "\ufeff", "\ufffe", "é",
    "🙂", "\U0001ffff", "a", "b", "word",
]  # fmt: skip

texts = st.one_of(
    st.text(),
    st.lists(st.sampled_from(TRICKY), max_size=8).map("".join),
    st.lists(st.text("ab #-:", max_size=6), max_size=6).map("\n".join),
)
floats = st.floats(allow_nan=False, allow_infinity=False)
whole = st.one_of(texts, st.integers(-(10**18) + 1, 10**18 - 1), st.booleans(), st.none())
scalars = whole | floats
data, whole_data = (
    st.recursive(
        leaves,
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
        max_leaves=12,
    )
    for leaves in (scalars, whole)
)
records = st.dictionaries(texts, data, min_size=1, max_size=6)


def exact(value: Any) -> Any:
    """The value with the type of each scalar, so that 1, 1.0 and True differ."""
    if isinstance(value, dict):
        return {key: exact(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [exact(item) for item in value]
    return (type(value).__name__, math.copysign(1, value) if value == 0 else None, value)
