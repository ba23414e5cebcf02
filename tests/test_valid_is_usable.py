"""Every command accepts data that `validate` accepts, or refuses for a reason of its own.

A command's own reasons are that nothing is due, that it is too early, or that a person has no pair.
Only `validate` reports wrong data, and there are no internal errors.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mentoring.cli.boundary import run
from mentoring.files.yaml.emit import dump
from mentoring.files.yaml.parse import parse
from mentoring.store.record_kinds import kind_of
from mutations import mutated
from tools import NIGHT

if TYPE_CHECKING:
    from collections.abc import Iterator

PROGRAMME = Path(__file__).parent / "programme"
DAY = "2032-02-23"
COMMANDS = (
    f"progress 2031 --today {DAY}",
    f"progress 2031 --format json --today {DAY}",
    f"remind 2031 --dry-run --today {DAY}",
    f"announce 2031 --dry-run --today {DAY}",
    f"certificates 2031 --dry-run --today {DAY}",
    f"send 2031 --dry-run --today {DAY}",
    "agreement 2031 --dry-run",
    "scores 2031 --format json",
    "match 2031 --dry-run",
    "verify 2031",
    "explain 2031 gngsmf",
    "profiles 2031 --dry-run",
    "review assign 2031 --dry-run",
    "review summary 2031",
    f"pair log 2031 gngsmf --called --dry-run --today {DAY}",
    f"pair pause 2031 gngsmf --dry-run --today {DAY}",
    f"pair undo 2031 hftxpb --dry-run --today {DAY}",
    f"withdraw 2031 hftxpb --dry-run --today {DAY}",
    f"replace 2031 gngsmf --left mentor --dry-run --today {DAY}",
    f"replace 2031 --dry-run --today {DAY}",
    f"retention --today {DAY}",
    f"export-person gngsmf --dry-run --today {DAY}",
)
EDITED = {"application", "identity", "pair", "cohort", "decisions"}
SCHEMAS = {"application": "readable"}
"""The schema of a kind's file, where that is not the schema of the record."""
OWN = {"verify 2031": re.compile(r"\[match-not-current\]")}
"""What a command says of the data that is its own to say."""


@pytest.fixture(scope="module")
def programme(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The miniature programme; each example changes a file of it and puts it back."""
    root = tmp_path_factory.mktemp("usable") / "programme"
    shutil.copytree(PROGRAMME, root, ignore=shutil.ignore_patterns("_expected"))
    return root


def records(root: Path) -> Iterator[Path]:
    """The files of the records that a steward edits."""
    for path in sorted(root.glob("data/**/*.yaml")):
        kind = kind_of(path.relative_to(root).as_posix())
        if kind is not None and kind.name in EDITED:
            yield path


def said(root: Path, capsys: pytest.CaptureFixture[str], command: str) -> tuple[int, str]:
    """A command's status, and what it says."""
    capsys.readouterr()
    status = run(["-C", str(root), *command.split()])
    captured = capsys.readouterr()
    return status, captured.out + captured.err


@settings(suppress_health_check=list(HealthCheck), max_examples=2000 if NIGHT else 25)
@given(st.data())
def test_what_is_valid_is_usable(
    programme: Path, capsys: pytest.CaptureFixture[str], data: st.DataObject
) -> None:
    """One or two fields of sound records changed; thousands of times every night."""
    changed = data.draw(
        st.lists(st.sampled_from(list(records(programme))), min_size=1, max_size=2, unique=True)
    )
    before = {path: path.read_bytes() for path in changed}
    try:
        for path in changed:
            where = path.relative_to(programme).as_posix()
            kind = kind_of(where)
            assert kind is not None
            plain = parse(before[path], where).value
            schema = SCHEMAS.get(kind.name, kind.schema)
            path.write_text(dump(mutated(plain, schema, data)), encoding="utf-8")
        status, _ = said(programme, capsys, f"validate --today {DAY}")
        assert status in {0, 1}
        if status == 0:
            for command in data.draw(st.lists(st.sampled_from(COMMANDS), min_size=2, max_size=4)):
                _require_usable(programme, capsys, command)
    finally:
        for path, text in before.items():
            path.write_bytes(text)


def _require_usable(root: Path, capsys: pytest.CaptureFixture[str], command: str) -> None:
    """Never an internal error, never a problem of the data."""
    status, text = said(root, capsys, command)
    assert status in {0, 1, 2}, f"{command}: {text}"
    problems = [line for line in text.splitlines() if re.search(r" error: .*\[[a-z-]+\]$", line)]
    own = OWN.get(command)
    assert all(own and own.search(line) for line in problems), f"{command}: {problems}"
