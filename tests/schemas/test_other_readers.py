"""Other readers of our schemas come to the same verdict, but for formats, which are listed here.

People open records in editors and other tools; what those accept should be what we accept.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

import made
from mentoring import schemas
from tools import module

HERE = Path(__file__).parent
EXAMPLES = {
    path: path.name.partition("-")[0]
    for kind in ("valid", "invalid")
    for path in sorted((HERE / kind).iterdir())
    if path.suffix != ".txt"
}
NO_ZONES = {"application-time-zone-that-is-not"}
"""No other reader knows which time zones there are."""
NO_OCTETS = {"application-email-too-long-to-travel"}
"""Nor does one count the octets of an address; how it is written, the pattern tells them all."""


def _refused_by_us() -> set[str]:
    return {path.stem for path in EXAMPLES if path.parent.name == "invalid"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The schemas with the programme's words, as `mentoring schemas` writes them."""
    written = tmp_path_factory.mktemp("schemas")
    for name, text in schemas.for_editors(made.CONFIG.vocabulary).items():
        (written / name).write_text(text, encoding="utf-8")
    return written


def test_ajv_agrees(folder: Path) -> None:
    """The JavaScript world's validator, in strict mode, with all formats it knows."""
    for name in ("ajv", "ajv-formats", "yaml"):
        module(name)
    asked = {
        "folder": str(folder),
        "names": ["vocabulary", *schemas.names()],
        "examples": {str(path): name for path, name in EXAMPLES.items()},
    }
    done = subprocess.run(
        ["node", HERE / "ajv.mjs"],
        input=json.dumps(asked),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    refused = {Path(path).stem for path, errors in json.loads(done.stdout).items() if errors}
    assert _refused_by_us() - refused == NO_ZONES | NO_OCTETS
    assert refused <= _refused_by_us()


def _check_jsonschema(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    program = Path(sys.executable).parent / "check-jsonschema"
    return subprocess.run([program, *arguments], capture_output=True, text=True, check=False)


@pytest.mark.parametrize("name", schemas.names())
def test_check_jsonschema_agrees(name: str, folder: Path) -> None:
    """The Python world's command line, as others run it before a commit."""
    mine = [path for path, schema in EXAMPLES.items() if schema == name]
    done = _check_jsonschema("-o", "JSON", "--schemafile", folder / f"{name}.json", *mine)
    report = json.loads(done.stdout)
    assert not report["parse_errors"]
    refused = {Path(error["filename"]).stem for error in report["errors"]}
    ours = _refused_by_us() & {path.stem for path in mine}
    assert ours - refused == (NO_ZONES | NO_OCTETS) & ours
    assert refused <= ours


def test_every_schema_is_a_schema(folder: Path) -> None:
    """Draft 2020-12's own schema accepts each of ours."""
    done = _check_jsonschema("--check-metaschema", *sorted(folder.glob("*.json")))
    assert done.returncode == 0, done.stdout
