"""The tables of messages hold what the code says, and nothing else."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

import pytest

from mentoring.files.messages import messages
from tools import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.mark.parametrize(
    "package",
    [
        "cli",
        "operations",
        "operations.erasure",
        "operations.letters",
        "operations.pairs",
        "operations.sending",
        "render",
        "site",
    ],
)
def test_each_message_of_a_table_is_said_and_each_that_is_said_is_in_it(package: str) -> None:
    """A key that is misspelt would be an internal error instead of a message.

    Other packages take their keys from data or from types, which no search of the code finds.
    """
    table, modules = messages(f"mentoring.{package}"), _modules(package)
    keys = [*_keys(modules)]
    assert {key.value for key in keys if isinstance(key, ast.Constant)} <= table.keys()
    made = [_pattern(key) for key in keys if isinstance(key, ast.JoinedStr)]
    assert all(any(re.fullmatch(pattern, key) for key in table) for pattern in made)
    nodes = (node for module in [*modules, *_modules("cli")] for node in ast.walk(module))
    named = {node.value for node in nodes if isinstance(node, ast.Constant)}
    assert not [key for key in table.keys() - named if not re.fullmatch("|".join(made), key)]


def _modules(package: str) -> list[ast.Module]:
    folder = ROOT / "scripts/mentoring" / package.replace(".", "/")
    files = folder.glob("**/*.py" if package in {"cli", "render"} else "*.py")
    return [ast.parse(path.read_text(encoding="utf-8")) for path in sorted(files)]


def _keys(modules: list[ast.Module]) -> Iterator[ast.expr]:
    """The keys that modules give to `text` and its like, and the steps that have a message."""
    says = {
        "text": 0,
        "message": 0,
        "said": 0,
        "described": 1,
        "_problem": 1,
        "_problems": 2,
    }
    for module in modules:
        for call in (node for node in ast.walk(module) if isinstance(node, ast.Call)):
            name = call.func.id if isinstance(call.func, ast.Name) else ""
            if isinstance(call.func, ast.Attribute) and call.func.attr == "said":
                name = "said"  # of the command line: `output.said`
            index = says.get(name)
            if index is not None and index < len(call.args):  # else it is the key by default
                at_package = isinstance(call.args[0], ast.Name) and call.args[0].id == "__package__"
                key = call.args[1 if at_package else index]
                yield from (key.body, key.orelse) if isinstance(key, ast.IfExp) else (key,)


def _pattern(key: ast.JoinedStr) -> str:
    """What an f-string can become."""
    return "".join(
        re.escape(part.value) if isinstance(part, ast.Constant) else ".+" for part in key.values
    )
