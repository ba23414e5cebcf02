"""Example files are tests by being there: `valid/` is accepted, `invalid/` gets its exact message.

A file's name begins with its schema's. `make bless` renews the messages; look at the difference.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import made
from mentoring import schemas
from mentoring.files.yaml.parse import parse
from mentoring.render.problems import as_text
from mentoring.store.entry import refused

if TYPE_CHECKING:
    from mentoring.problems import Problem

HERE = Path(__file__).parent
VALID = sorted(path for path in (HERE / "valid").iterdir())
INVALID = sorted(path for path in (HERE / "invalid").iterdir() if path.suffix != ".txt")


def schema_of(path: Path) -> str:
    """The schema that an example is of."""
    return path.name.partition("-")[0]


def problems(path: Path) -> list[Problem]:
    """What the schema finds in an example."""
    document = parse(path.read_bytes(), path.name)  # JSON is YAML
    return sorted(
        refused(document, one)
        for one in schemas.validate(schema_of(path), document.value, made.CONFIG.vocabulary)
    )


@pytest.mark.parametrize("path", VALID, ids=lambda path: path.stem)
def test_a_valid_example_is_accepted(path: Path) -> None:
    """Everything that a record may say is said in one of these."""
    assert as_text(problems(path)) == ""


@pytest.mark.parametrize("path", INVALID, ids=lambda path: path.stem)
def test_an_invalid_example_gets_its_message(path: Path, request: pytest.FixtureRequest) -> None:
    """Where, what was found, what is allowed, what to do: word for word."""
    said = as_text(problems(path)) + "\n"
    expected = path.with_suffix(".txt")
    if request.config.getoption("--bless"):
        expected.write_text(said, encoding="utf-8")
    assert said == expected.read_text(encoding="utf-8")


def test_every_schema_has_examples_of_both_kinds() -> None:
    """No record without a file that shows it, and one that shows what is refused."""
    assert {schema_of(path) for path in VALID} == set(schemas.names())
    assert {schema_of(path) for path in INVALID} == set(schemas.names())


def test_every_message_belongs_to_an_example() -> None:
    """No message is left over from an example that is gone."""
    messages = {path.stem for path in (HERE / "invalid").glob("*.txt")}
    assert messages == {path.stem for path in INVALID}


@pytest.mark.parametrize("path", INVALID, ids=lambda path: path.stem)
def test_a_message_quotes_nobody(path: Path) -> None:
    """A message never contains what people wrote about themselves."""
    said = as_text(problems(path))
    private = ("some body", "somebody@", "some..body", "We spoke of her", "Dear you", "Three of")
    assert not [words for words in private if words in said]
