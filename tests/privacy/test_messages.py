"""Messages, logs and reports name people by id: a canary in any field of any record stays there."""

from __future__ import annotations

import json
import shutil
import subprocess
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from mentoring.checks.run import check
from mentoring.cli.boundary import run
from mentoring.render.problems import as_annotations, as_json, as_markdown, as_text
from mentoring.store.reader import load

if TYPE_CHECKING:
    from collections.abc import Iterator

BASE = Path(__file__).parents[1] / "checks/base"
TODAY = date(2032, 2, 23)
NAME, EMAIL = "Zdenka Quuxová", "zdenka.quuxova@example.org"
WORD = "Quuxworth"
TRACES = ("Zdenka", "Quux", "zdenka", "quux")
FORMATS = ("text", "json", "github")
FILES = sorted(path.relative_to(BASE) for path in BASE.glob("data/*/**/*.yaml"))

Steps = tuple[str | int, ...]


def _leaves(value: Any, steps: Steps = ()) -> Iterator[Steps]:
    """The places of all values that are no collections, and of the collections."""
    if steps:
        yield steps
    entries = (
        value.items()
        if isinstance(value, dict)
        else enumerate(value)
        if isinstance(value, list)
        else ()
    )
    for key, inner in entries:
        yield from _leaves(inner, (*steps, key))


def _planted(value: Any, steps: Steps, canary: Any) -> Any:
    """The value with the canary at one place."""
    if not steps:
        return canary
    first, *rest = steps
    copy = value.copy()
    copy[first] = _planted(value[first], tuple(rest), canary)
    return copy


def _rekeyed(value: Any, steps: Steps, key: str) -> Any:
    """The value with another key in the place of the last of the steps."""
    first, *rest = steps
    copy = value.copy()
    if rest:
        copy[first] = _rekeyed(value[first], tuple(rest), key)
    else:
        copy[key] = copy.pop(first)
    return copy


@pytest.fixture
def programme(tmp_path: Path) -> Path:
    """A sound programme, to be spoilt."""
    return shutil.copytree(BASE, tmp_path / "programme")


def _said(programme: Path, capsys: pytest.CaptureFixture[str], *command: str) -> str:
    run(["-C", str(programme), *command])
    said = capsys.readouterr()
    return said.out + said.err


@pytest.mark.parametrize("name", FILES, ids=str)
def test_validate_never_quotes_a_person(name: Path, programme: Path) -> None:
    """A name, a word and an address, in turn in the place of every value and of every key."""
    path = programme / name
    value = yaml.safe_load(path.read_text())
    for steps in _leaves(value):
        words = [] if "cohorts" in name.parts else [WORD, [WORD]]
        spoilt = [_planted(value, steps, canary) for canary in (NAME, EMAIL, *words)]
        if words and isinstance(steps[-1], str):
            spoilt += [_rekeyed(value, steps, key) for key in (EMAIL, WORD)]
        for document in spoilt:
            path.write_text(yaml.safe_dump(document, allow_unicode=True))
            problems = check(load(programme), TODAY)
            _silent(as_text(problems), steps)
            _silent(json.dumps(as_json(1, problems), ensure_ascii=False), steps)
            _silent(as_annotations(problems), steps)
            _silent(as_markdown(1, problems), steps)


def _silent(said: str, about: object) -> None:
    assert not [trace for trace in TRACES if trace in said], (about, said)


STRAY = (
    f"data/applications/2031/{NAME}.yaml",
    f"data/applications/2031/{WORD}/bbcdfg.yaml",
    f"data/applications/{WORD}/bbcdfg.yaml",
    f"data/applications/2031/.{WORD}.yaml.swp",
    f"data/pairs/2031/{WORD}.yaml",
    f"data/reviews/2031/{WORD}/{WORD}.yaml",
    f"data/roster/{WORD}.yaml",
    f"data/decisions/{WORD}.yaml",
    f"data/ledgers/2031/sent/paired-{WORD}.yaml",
    f"data/ledgers/2031/sent/{WORD}-bbcdfg.yaml",
    f"data/matches/2031/{WORD}/instance.json",
    f"data/{NAME}.docx",
    f"data/{WORD}.{WORD}",
    f"outbox/2031/{WORD}.pdf",
)
COMMANDS = (
    "validate --today 2032-02-23",
    "validate --format json --today 2032-02-23",
    "validate --format github --today 2032-02-23",
    "match 2031",
    "verify 2031",
    "retention --today 2032-02-23",
    "erase bbcdfg --dry-run --today 2032-02-23",
    "audit docs",
)


@pytest.mark.parametrize("stray", STRAY)
@pytest.mark.parametrize("content", ["id: bbcdfg\n", f"{WORD}: [{NAME}\n"], ids=["yaml", "broken"])
def test_no_command_says_a_file_s_name(
    stray: str, content: str, programme: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A name that somebody gave a file or folder may be a person's: a star takes its place."""
    path = programme / stray
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content)
    (programme / "docs").mkdir()
    subprocess.run(["git", "init", "-q", programme], check=True)
    for command in COMMANDS:
        _silent(_said(programme, capsys, *command.split()), command)


SLIPS = {
    "two values": f"name: {NAME}: {EMAIL}",
    "twice": f"name: {NAME}\n  name: {NAME}",
    "open quote": f'name: "{NAME}',
    "open list": f"name: [{NAME}",
    "tab": f"name:\t{NAME}",
    "anchor": f"name: &a {NAME}",
    "alias": "name: *Zdenka",
    "tag": f"name: !!str {NAME}",
    "indented": f"name: x\n     {NAME}: y",
    "control character": f"name: {NAME}\x07",
    "direction": f"name: \u202e{NAME}",
    "half a byte": f"name: {NAME}\udcff",
    "block": f"name: |\n{NAME}",
}


@pytest.mark.parametrize("slip", SLIPS)
@pytest.mark.parametrize("form", FORMATS)
def test_a_slip_in_the_yaml_quotes_nobody(
    slip: str, form: str, programme: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What cannot be read is described and not shown: logs are read by more people than records."""
    path = programme / "data/identities/2031/bbcdfg.yaml"
    lines = path.read_text().splitlines()
    number = next(n for n, line in enumerate(lines) if line.startswith("  name:"))
    lines[number] = "  " + SLIPS[slip]
    path.write_bytes("\n".join(lines).encode("utf-8", "surrogateescape"))
    said = _said(programme, capsys, "validate", "--format", form, "--today", str(TODAY))
    assert "bbcdfg.yaml" in said
    assert not [trace for trace in TRACES if trace in said]


def _spoken_of(programme: Path) -> None:
    """Every text that anybody wrote about themselves becomes a canary."""
    for path in programme.rglob("*.yaml"):
        text = path.read_text()
        value = yaml.safe_load(text)
        for steps in _leaves(value):
            if steps[-1] in {"name", "notes", "accessibility", "motivation", "reason", "note",
                             "goal", "text", "institute", "place"}:  # fmt: skip
                value = _planted(value, steps, NAME)
            if steps[-1] == "email":
                value = _planted(value, steps, f"{path.stem}.{EMAIL}")
        path.write_text(yaml.safe_dump(value, allow_unicode=True, sort_keys=False))


REPORTS = (
    "validate --today 2032-02-23",
    "validate --format github --today 2032-02-23",
    "scores 2031",
    "scores 2031 --format json",
    "match 2031",
    "match 2031 --format json",
    "verify 2031",
    "verify 2031 --format json",
    "progress 2031 --today 2032-02-23",
    "progress 2031 --format markdown --today 2032-02-23",
    "progress 2031 --format json --today 2032-02-23",
    "explain 2031 bbcdfg",
    "explain 2031 bbcdfg zxcdfg",
    "retention --today 2032-02-23",
    "export-person bbcdfg --today 2032-02-23",
    "erase bbcdfg --dry-run",
    "withdraw 2031 bbcdfg --today 2032-02-23 --dry-run",
    "review summary 2031",
    "review assign 2031 --dry-run",
    "remind 2031 --today 2032-02-23 --dry-run",
    "announce 2031 --today 2032-02-23 --dry-run",
    "audit docs",
)


@pytest.mark.parametrize("report", REPORTS)
def test_a_report_names_people_by_id(
    report: str, programme: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What a command prints goes into terminals, logs and job summaries."""
    _spoken_of(programme)
    (programme / "docs").mkdir()
    said = _said(programme, capsys, *report.split())
    assert "Internal error" not in said
    assert not [trace for trace in TRACES if trace in said]


def test_the_canary_sings(programme: Path) -> None:
    """It is in the files: the tests above would hear it."""
    _spoken_of(programme)
    assert NAME in (programme / "data/identities/2031/bbcdfg.yaml").read_text()
