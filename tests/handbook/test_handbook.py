"""The handbook shows commands as they are, and its reference follows from code and schemas."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import click
import pytest
import yaml
from handbook.__main__ import pages

from mentoring.cli.group import COMMANDS, mentoring

FOLDER = Path(__file__).parents[2] / "handbook"
HANDBOOK = FOLDER / "docs"
NAMES = {name for section in COMMANDS.values() for name in section}


def shown() -> list[str]:
    """Every command line that the handbook tells an organiser to type."""
    pages = [page.read_text(encoding="utf-8") for page in sorted(HANDBOOK.glob("*.md"))]
    lines = [
        line for page in pages for line in re.findall(r"^\$ (mentoring .*)$", page, re.MULTILINE)
    ]
    return sorted({re.split(r" [>#] ?", line)[0].strip() for line in lines})


@pytest.mark.parametrize("line", shown())
def test_a_command_is_shown_as_it_is(line: str) -> None:
    """Its name exists, and so does each option, and it takes so many arguments."""
    words = shlex.split(line)[1:]
    command: click.Command = mentoring
    while isinstance(command, click.Group) and not words[0].startswith("-"):
        found = command.get_command(
            click.Context(command, **mentoring.context_settings), words.pop(0)
        )
        assert found is not None, line
        command = found
    values, rest, _ = command.make_parser(
        click.Context(command, **mentoring.context_settings)
    ).parse_args(words)
    required = {param.name for param in command.params if param.required}
    assert required <= {name for name, value in values.items() if value}
    assert not rest


def test_the_table_names_every_command() -> None:
    """The table contains every command, and no command that does not exist."""
    table = (HANDBOOK / "commands.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`([a-z-]+)(?: [^`]*)?`", table.split("They all")[0]))
    assert named >= NAMES


def test_the_reference_follows_from_the_commands_and_the_schemas() -> None:
    """After a change of a help text or a schema, run `make handbook`."""
    wanted = pages()
    assert set(HANDBOOK.glob("reference/**/*.*")) == set(wanted)
    assert [page for page, text in wanted.items() if page.read_text("utf-8") != text] == []


def test_the_menu_leads_to_every_page() -> None:
    """No page of the handbook is found by search alone."""
    menu = (FOLDER / "mkdocs.yml").read_text(encoding="utf-8")
    _, _, nav = menu.partition("\nnav:\n")
    named = set(re.findall(r"[\w/-]+\.md", str(yaml.safe_load(nav))))
    assert named == {page.relative_to(HANDBOOK).as_posix() for page in HANDBOOK.rglob("*.md")}
