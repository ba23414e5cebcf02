"""In an editor with the YAML language server: errors where ours are, completion, and help.

The files say their schema themselves, in their first line, so nothing has to be set up.
"""

from __future__ import annotations

import itertools
import re
import shutil
from typing import TYPE_CHECKING, Any

import pytest

from editors.server import Server
from made import CONFIG, application, written
from mentoring import schemas
from mentoring.cli.boundary import run
from mentoring.store.writer import texts_of
from tools import ROOT, module

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

EXAMPLES = ROOT / "tests/schemas"
VALID = sorted((EXAMPLES / "valid").glob("*.yaml"))
INVALID = sorted((EXAMPLES / "invalid").glob("*.yaml"))
PLACES_DIFFER = {
    # The server takes every day of the right form for a day, and knows no time zones.
    "application-day-that-is-not": set(),
    "application-moment-that-is-not": set(),
    "application-time-zone-that-is-not": set(),
    # It counts the letters of an address, where mail counts the octets they travel as.
    "application-email-too-long-to-travel": set(),
    # It says of a slip also that the key is missing, and of a block at its key.
    "application-unknown-key": {2, 20},
    "cohort-no-retention": {55},
}
NUMBERS = itertools.count()
MENTEE = ROOT / "tests/schemas/valid/application-mentee-small.yaml"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The examples where their first lines find the schemas of the tests' programme."""
    top = tmp_path_factory.mktemp("editors")
    shutil.copytree(EXAMPLES, top / "examples", ignore=shutil.ignore_patterns("*.py", "*.mjs"))
    (top / ".schemas").mkdir()
    for name, text in schemas.for_editors(CONFIG.vocabulary).items():
        (top / ".schemas" / name).write_text(text, encoding="utf-8")
    return top / "examples"


@pytest.fixture(scope="module")
def server(folder: Path) -> Iterator[Server]:
    """One server for all tests of this file, with every example open."""
    running = Server(module("yaml-language-server") / "bin/yaml-language-server")
    for path in (*VALID, *INVALID):
        running.begin(folder / path.relative_to(EXAMPLES))
    yield running
    running.close()


@pytest.mark.parametrize("path", VALID, ids=lambda path: path.stem)
def test_a_valid_file_shows_no_error(server: Server, folder: Path, path: Path) -> None:
    """What we accept is not underlined."""
    assert server.open(folder / path.relative_to(EXAMPLES)) == []


@pytest.mark.parametrize("path", INVALID, ids=lambda path: path.stem)
def test_an_error_shows_on_the_line_where_ours_is(server: Server, folder: Path, path: Path) -> None:
    """While typing one sees what `mentoring validate` would say later."""
    found = {
        one["range"]["start"]["line"] + 1
        for one in server.open(folder / path.relative_to(EXAMPLES))
    }
    ours = {int(line) for line in re.findall(r"yaml:(\d+):", path.with_suffix(".txt").read_text())}
    assert found == PLACES_DIFFER.get(path.stem, ours)


def _completion(server: Server, folder: Path, before: str, typed: str) -> set[str]:
    """What is offered at the | in `typed`, which takes the place of a line of a small record."""
    lines = MENTEE.read_text().splitlines()
    number = next(n for n, line in enumerate(lines) if line.startswith(before))
    lines[number] = typed.replace("|", "")
    path = folder / "valid" / f"{next(NUMBERS)}.yaml"  # each text is opened once
    server.open(path, "\n".join(lines) + "\n")
    found: dict[str, Any] = server.at("completion", path, number, typed.index("|"))
    return {item["label"] for item in found["items"]}


@pytest.mark.parametrize(
    ("before", "typed", "definition"),
    [
        ("experiments", "experiments: [|]", "experiment"),
        ("  stage", "  stage: |", "stage"),
        ("topics", "topics: [|]", "topic"),
        ("languages", "languages: [|]", "language"),
    ],
)
def test_words_of_the_vocabulary_are_offered(
    server: Server, folder: Path, before: str, typed: str, definition: str
) -> None:
    """Experiments, career stages, topics, languages: nobody has to know them by heart."""
    words = schemas.with_words(CONFIG.vocabulary)["$defs"][definition]["enum"]
    assert set(words) <= _completion(server, folder, before, typed)


def test_keys_of_a_block_are_offered(server: Server, folder: Path) -> None:
    """At the margin the record's own keys, inside a block those of the block."""
    assert {"arrival", "conflicts", "preferences"} <= _completion(server, folder, "languages", "|")
    assert {"pronouns", "accessibility"} <= _completion(server, folder, "  email", "  |")


@pytest.mark.parametrize(
    ("key", "steps"),
    [
        ("submitted", ("submitted",)),
        ("hours_per_month", ("hours_per_month",)),
        ("  stage", ("career", "stage")),
        ("  timezone", ("location", "timezone")),
    ],
)
def test_a_key_explains_itself(
    server: Server, folder: Path, key: str, steps: tuple[str, ...]
) -> None:
    """Pointing at a key shows what the schema says of it."""
    file = folder / MENTEE.relative_to(EXAMPLES)
    server.open(file)
    lines = MENTEE.read_text().splitlines()
    number = next(n for n, line in enumerate(lines) if line.startswith(f"{key}:"))
    shown = server.at("hover", file, number, len(key) - 1)["contents"]["value"]
    part = schemas.load("application")
    for step in steps:
        part = part["properties"][step]
    assert part["description"].replace("_", r"\_") in shown.replace("&nbsp;", " ")


def test_a_file_that_we_write_finds_its_schema(server: Server, tmp_path: Path) -> None:
    """The first line of a new record leads from its folder to the schema."""
    record = application("bbbbbb")
    root = written(tmp_path)
    assert run(["-C", str(root), "schemas"]) == 0
    for path, text in texts_of(record).items():
        assert server.open(root / path, text) == []
    path, text = next(iter(texts_of(record).items()))
    broken = text.replace("role: mentee", "role: guide")
    [problem] = server.open((root / path).with_name("cccccc.yaml"), broken)
    assert "mentee" in problem["message"]
