"""One door: nothing but `files/` opens or decodes what comes from outside."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from tools import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

SOURCE = ROOT / "scripts/mentoring"
READING = {"open", "fdopen", "read_text", "read_bytes", "decode", "b64decode", "decompress"}
STARTING = {"run", "Popen", "check_output", "call", "system", "popen"}
OURS = {
    "intake/reading/indico.py": "a bounded answer over the network",
    "cli/__init__.py": "the process's own streams",
    **dict.fromkeys(
        ("cli/templates.py", "render/letters/template.py"), "the package's own templates"
    ),
    "intake/forms/library.py": "the package's own mappings",
    "matching/instance/instance.py": "what was just encoded",
    "schemas/library.py": "the package's own schemas",
    "schemas/explanation.py": "tzdata's list of zones",
    "programme/dates.py": "tzdata's zones",
    "people/normalized_words.py": "the package's own table",
    "operations/demo/draws.py": "the package's own words",
    "operations/encryption.py": "Git's attributes, which the tree has read",
    "operations/key_drivers.py": "a record that Git hands on",
    **dict.fromkeys(("keys/age.py", "keys/secret.py"), "what was just encrypted or decrypted"),
    "store/vault.py": "what an edition's key opens",
    "store/writer.py": "texts just written",
}
GIT = ("operations/git.py",)


def test_nothing_else_opens_a_file_or_decodes_bytes() -> None:
    """So limits, encodings and what is not a plain file are thought of in one place."""
    found = {place for place in _calls(READING) if place.split(":")[0] not in OURS}
    assert {place for place in found if not place.startswith("files/")} == set()


def test_nothing_else_starts_a_process() -> None:
    """Git's output is read in one place, and the cage is in another."""
    started = _calls(STARTING, of="subprocess")
    assert {place.split(":")[0] for place in started} == {*GIT, "files/cage.py"}


def _calls(names: set[str], of: str = "") -> Iterator[str]:
    for path in sorted(SOURCE.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
            if _name(call) in names and not _is_harmless(call) and _owner(call).startswith(of):
                yield f"{path.relative_to(SOURCE)}:{call.lineno}"


def _name(call: ast.Call) -> str:
    return getattr(call.func, "attr", getattr(call.func, "id", ""))


def _owner(call: ast.Call) -> str:
    """What a method is called on, as it is written."""
    return ast.unparse(call.func.value) if isinstance(call.func, ast.Attribute) else ""


def _is_harmless(call: ast.Call) -> bool:
    """A package's own file, bytes that were text before, or another method of the same name."""
    owner = _owner(call)
    return (
        (isinstance(call.func, ast.Name) and call.func.id != "open")
        or "files(" in owner
        or "devnull" in ast.unparse(call)
        or owner.endswith((".encode('idna')", "edition.name)"))
        or owner in {"proofs", "instances", "sealed", "tarfile", "self.journal"}
    )
