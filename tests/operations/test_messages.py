"""The tables of messages hold what the code says, and nothing else."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

import pytest

from mentoring.files.messages import messages
from tools import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.mark.parametrize("package", ["", ".letters", ".pairs"])
def test_each_message_of_a_table_is_said_and_each_that_is_said_is_in_it(package: str) -> None:
    """A key that is misspelt would be an internal error instead of a message."""
    assert messages(f"mentoring.operations{package}").keys() == set(_said(package))


def _said(package: str) -> Iterator[str]:
    """The keys that the package's modules give to `text`, and the steps that have a message."""
    folder = ROOT / "scripts/mentoring/operations" / package.removeprefix(".")
    for path in sorted(folder.glob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
            if isinstance(call.func, ast.Name) and call.func.id in {"text", "_require_state_for"}:
                given = call.args[0]
                keys = (given.body, given.orelse) if isinstance(given, ast.IfExp) else (given,)
                yield from (key.value for key in keys if isinstance(key, ast.Constant))
