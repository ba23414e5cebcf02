"""JSON in one canonical way: for digests, and for files that are committed."""

from __future__ import annotations

import hashlib
import json
from typing import Any


def compact(value: Any) -> bytes:  # noqa: ANN401 (whatever JSON can say)
    """Plain data as canonical bytes: keys sorted, no spaces, UTF-8; the form that is hashed."""
    text = json.dumps(
        value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
    )
    return text.encode()


def digest(value: Any) -> str:  # noqa: ANN401
    """The SHA-256 (hexadecimal) of plain data in canonical form."""
    return hashlib.sha256(compact(value)).hexdigest()


def indented(value: Any) -> bytes:  # noqa: ANN401
    """Plain data as a file that people compare: one entry a line, short rows of numbers in one."""
    return "".join([*_lines(value, ""), "\n"]).encode()


def _lines(value: Any, indent: str) -> list[str]:  # noqa: ANN401
    if isinstance(value, dict) and value:
        rows = [
            f"{_text(key)}: {''.join(_lines(one, indent + '  '))}" for key, one in value.items()
        ]
        return [_block("{", rows, "}", indent)]
    if isinstance(value, list | tuple) and any(
        isinstance(one, dict | list | tuple) for one in value
    ):
        return [_block("[", ["".join(_lines(one, indent + "  ")) for one in value], "]", indent)]
    return [_text(value)]


def _block(opening: str, rows: list[str], closing: str, indent: str) -> str:
    inner = f",\n{indent}  ".join(rows)
    return f"{opening}\n{indent}  {inner}\n{indent}{closing}"


def _text(value: Any) -> str:  # noqa: ANN401
    return json.dumps(value, ensure_ascii=False, allow_nan=False)
