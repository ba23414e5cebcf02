"""A command is a function: its parameters say what the command line and the repository give it."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal

import click
import pytest
from click.testing import CliRunner

from mentoring import registry
from mentoring.cli import commands, group
from mentoring.cli.command import Command, Folder, Today, command, option
from mentoring.cli.writing import Writer
from mentoring.errors import UsageError
from mentoring.files import lock
from mentoring.store.programme import Edition

PROGRAMME = Path(__file__).parents[1] / "programme"


def made(hints: dict[str, Any], **defaults: Any) -> tuple[Command, dict[str, Any]]:
    """A command with parameters of these types, and what its function was given last."""
    given: dict[str, Any] = {}

    def do_it(**values: Any) -> None:
        """Do it."""
        given.clear()
        given.update(values, locked=bool(lock._held))

    do_it.__annotations__, do_it.__kwdefaults__ = hints, defaults
    return command()(do_it), given


def call(made_command: Command, *arguments: str, root: Path = PROGRAMME) -> str:
    """Its output, or the error that it ends with."""
    result = CliRunner().invoke(made_command, arguments, obj=root)
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.output


def test_a_parameter_is_an_argument_and_an_option_has_its_name() -> None:
    """A name that Python keeps for itself ends in an underscore, which the option leaves out."""
    hints = {"mentee": str, "mentor": str | None, "as_": Annotated[str | None, option("Who.")]}
    do_it, given = made(hints)
    call(do_it, "gngsmf", "--as", "x")
    assert given == {"mentee": "gngsmf", "mentor": None, "as_": "x", "locked": False}
    assert do_it.name == "do-it"
    assert "do-it [OPTIONS] MENTEE [MENTOR]" in call(do_it, "--help")


def test_the_type_says_what_is_accepted() -> None:
    """A day, one of some words, a number; a tuple may be repeated; a flag needs no value."""
    do_it, given = made(
        {
            "on": Annotated[date | None, option("Then.")],
            "side": Annotated[Literal["mentee", "mentor"] | None, option("Who.")],
            "size": Annotated[int, option("How many.")],
            "without": Annotated[tuple[str, ...], option("Not they.", "ID")],
            "yes": Annotated[bool, option("Do not ask.")],
            "listed": Annotated[bool | None, option("List them.")],
        },
        size=4,
    )
    call(do_it, "--on", "2032-02-29", "--side", "mentor", "--without", "a", "--without", "b")
    assert given["on"] == date(2032, 2, 29)
    assert (given["side"], given["size"], given["without"]) == ("mentor", 4, ("a", "b"))
    assert (given["yes"], given["listed"]) == (False, None)
    call(do_it, "--yes", "--no-listed")
    assert (given["yes"], given["listed"]) == (True, False)
    assert "'2032-02-30' is not a day" in call(do_it, "--on", "2032-02-30")
    assert "is not one of 'mentee', 'mentor'" in call(do_it, "--side", "both")
    assert "[default: 4]" in call(do_it, "--help")


def test_an_edition_is_read_by_its_name() -> None:
    """The argument is C; an unknown edition is a usage error with the nearest name."""
    do_it, given = made({"edition": Edition})
    call(do_it, "2031")
    assert given["edition"].name == "2031"
    with pytest.raises(UsageError, match="Did you mean 2031"):
        call(do_it, "2013")


def test_the_day_is_given_or_today(monkeypatch: pytest.MonkeyPatch) -> None:
    """A variable of the environment stands in for the option."""
    do_it, given = made({"today": Today})
    call(do_it, "--today", "2032-02-23")
    assert given["today"] == date(2032, 2, 23)
    monkeypatch.setenv("MENTORING_TODAY", "2032-03-01")
    call(do_it)
    assert given["today"] == date(2032, 3, 1)


def test_a_command_that_writes_holds_the_lock_while_it_reads_and_writes() -> None:
    """A dry run holds none, and neither does a command without a writer."""
    writes, given = made({"edition": Edition, "write": Writer})
    call(writes, "2031")
    assert given["locked"] is True
    assert given["write"] == Writer(PROGRAMME)
    call(writes, "2031", "--dry-run")
    assert given["locked"] is False
    assert given["write"].dry_run is True
    reads, given = made({"edition": Edition})
    call(reads, "2031")
    assert given["locked"] is False
    assert not bool(lock._held)


def test_outside_of_a_programme_the_error_says_where_to_go(tmp_path: Path) -> None:
    """A command that asks for the folder alone does not need one."""
    writes, _ = made({"write": Writer})
    with pytest.raises(UsageError, match="There is no programme here"):
        call(writes, root=tmp_path)
    looks, given = made({"folder": Folder})
    call(looks, root=tmp_path)
    assert given["folder"] == tmp_path
    shutil.copytree(PROGRAMME / "data", tmp_path / "data")
    call(writes, root=tmp_path)


def test_wrong_options_show_the_usage() -> None:
    """As for an error of Click's own."""

    @command()
    def do_it() -> None:
        """Do it."""
        raise click.UsageError("These do not go together.")

    assert "Usage: do-it [OPTIONS]" in call(do_it)


def test_every_command_of_a_file_is_in_the_table() -> None:
    """A command without its line in the table could not be called."""
    for file in registry.load_all(commands):
        found = [each for each in vars(file).values() if isinstance(each, click.Command)]
        inner = {name for each in found if isinstance(each, click.Group) for name in each.commands}
        names = {each.name for each in found} - inner
        assert names <= {name for section in group.COMMANDS.values() for name in section}
