"""The arguments and options that commands share, each meaning the same everywhere."""

import os
from collections.abc import Callable
from contextlib import nullcontext
from datetime import date, datetime
from functools import wraps
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar

import click

from mentoring.cli import writing
from mentoring.cli.command import day
from mentoring.errors import UsageError
from mentoring.store.edition import Edition

DATA = "data"


def programme_root(folder: Path) -> Path:
    """The folder, if it holds a programme; otherwise raises a UsageError that says where to go."""
    if (folder / DATA).is_dir():
        return folder
    for above in folder.resolve().parents:
        if (above / DATA / "cohorts").is_dir():
            raise UsageError(f"There is no programme here: {_way_to(os.path.relpath(above))}")
    raise UsageError(
        f"There is no programme here: the folder {DATA}/ is missing. Go to the root of its "
        "repository, or name it: `mentoring -C DIR …`."
    )


def _way_to(root: str) -> str:
    """The path to `root` from the folder in which the command was started, before any `-C`."""
    if root == os.curdir:
        return "the root is the folder that you are in. Leave -C out."
    return (
        f"this folder is inside of one. Go to its root, `cd {root}`, or name it: "
        f"`mentoring -C {root} …`."
    )


F = TypeVar("F", bound="Callable[..., Any]")
P = ParamSpec("P")
R = TypeVar("R")

pass_folder = click.pass_obj


def pass_root(command: Callable[Concatenate[Path, P], R]) -> Callable[P, R]:
    """Pass the programme's root to the command; raise a usage error if there is none.

    A command that can write (it has `--dry-run`) holds the repository's lock from the first file
    it reads to the last it writes.
    """

    @pass_folder
    @wraps(command)
    def at_root(folder: Path, /, *arguments: P.args, **options: P.kwargs) -> R:
        root = programme_root(folder)
        with nullcontext() if options.get("dry_run", True) else writing.alone(root):
            return command(root, *arguments, **options)

    return at_root


def _named(ctx: click.Context, _param: click.Parameter, value: str) -> str:
    """The edition's name; `current` becomes the latest that is not closed."""
    from mentoring.store.programme import CURRENT

    if value != CURRENT:
        return value
    from mentoring.store.reader import load

    return load(programme_root(ctx.obj)).edition(CURRENT).name


cohort_argument = click.argument("cohort", metavar="C", callback=_named)
dry_run_option = click.option(
    "--dry-run", is_flag=True, help="Say what would be written, and write nothing."
)


def pass_edition(
    command: Callable[Concatenate[Path, Edition, P], R],
) -> Callable[..., R]:
    """The argument C: pass the programme's root and the records of that edition.

    Raises DataError if a record of the edition is wrong.
    """

    @cohort_argument
    @pass_root
    @wraps(command)
    def with_edition(root: Path, /, cohort: str, *arguments: P.args, **options: P.kwargs) -> R:
        from mentoring.store.reader import load

        return command(root, load(root).sound(cohort), *arguments, **options)

    return with_edition


def _day(_ctx: click.Context, _param: click.Parameter, value: date | None) -> date:
    """The given day, or today; only this function reads the clock."""
    return value or datetime.now().astimezone().date()


today_option = click.option(
    "--today",
    metavar="DATE",
    type=day,
    callback=_day,
    envvar="MENTORING_TODAY",
    help="Act as if it were this day (YYYY-MM-DD); MENTORING_TODAY sets it for every command.",
)


def format_option(*formats: str) -> Callable[[F], F]:
    """`--format`, with the first of `formats` as its default."""
    return click.option(
        "--format",
        "form",
        type=click.Choice(formats),
        default=formats[0],
        show_default=True,
        help="How to write the result.",
    )


def resamples_option(least: int) -> Callable[[F], F]:
    """`--resamples`, with its minimum; 0 means no resampling."""
    return click.option(
        "--resamples",
        type=click.IntRange(least, 10_000),
        default=1000,
        metavar="N",
        show_default=True,
        help="Match again in this many cases, to see how firm the pairs are.",
    )
