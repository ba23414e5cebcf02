"""Makes a command of a function: the annotation of a parameter says where its value comes from.

- `Annotated[T, option("Help.")]`: an option with the name of the parameter;
- `Edition`, `Programme`, `Writer`, and the names at the end of this module: what the repository
  and the environment hold, each with its own arguments and options;
- any other type, and `Annotated[T, FILE]` with a type of Click's: an argument.

    @command()
    def withdraw(*, edition: Edition, person: Person, today: Today, write: Writer) -> None:

is `mentoring withdraw C ID`, with `--today` and `--dry-run`.
"""

import os
from collections.abc import Callable, Mapping
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from types import NoneType
from typing import Annotated, Any, Literal, get_args, get_origin

import click

from mentoring.cli.output import said
from mentoring.cli.writing import Writer, alone
from mentoring.errors import UsageError
from mentoring.store.programme import CURRENT, Edition, Programme
from mentoring.store.reader import load
from mentoring.store.record_kinds import DATA

Attributes = dict[str, Any]
Declaration = Callable[[str, Any, Attributes], click.Parameter]
"""Makes a parameter of the command line: of its name, its type, and its default, if any."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where a value comes from: the parsed arguments, and the parameters that it needs there."""

    resolve: Callable[[click.Context], Any]
    parameters: tuple[click.Parameter, ...] = ()


class Command(click.Command):
    """Parses the arguments, resolves the sources, and calls its function with all values.

    `then` is called with what the function returns. A command that can write (it has a `Writer`)
    holds the repository's lock from the first file it reads to the last it writes.
    """

    def __init__(
        self,
        function: Callable[..., Any],
        hints: Mapping[str, Any],
        then: Callable[[click.Context, Any], None] = lambda _ctx, _made: None,
        **attributes: Any,  # noqa: ANN401 (Click's)
    ) -> None:
        self._function, self._then = function, then
        self._sources: dict[str, Source] = {}
        parameters: list[click.Parameter] = []
        for name, hint in hints.items():
            if name == "return":
                continue
            kind, *declared = get_args(hint) if get_origin(hint) is Annotated else (hint,)
            declaration = declared[0] if declared else SOURCES.get(kind, argument())
            if isinstance(declaration, click.ParamType):
                declaration = argument(type=declaration)
            if isinstance(declaration, Source):
                self._sources[name] = declaration
                parameters += declaration.parameters
            else:
                defaults = function.__kwdefaults__ or {}
                default = {"default": defaults[name]} if name in defaults else {}
                parameters.append(declaration(name, kind, default))
        named = {"name": _cli_name(function.__name__), "help": function.__doc__}
        super().__init__(params=parameters, **(named | attributes))

    def invoke(self, ctx: click.Context) -> None:
        """Call the function, under the lock if it writes."""
        writes = SOURCES[Writer] in self._sources.values() and not ctx.params["dry_run"]
        with alone(_root(ctx)) if writes else nullcontext():
            for name, source in self._sources.items():
                ctx.params[name] = source.resolve(ctx)
            wanted = self._function.__annotations__
            given = {name: value for name, value in ctx.params.items() if name in wanted}
            self._then(ctx, ctx.invoke(self._function, **given))


def command(**attributes: Any) -> Callable[[Callable[..., None]], Command]:  # noqa: ANN401 (Click's)
    """A decorator that makes a command of a function, with Click's attributes of a command."""
    return lambda function: Command(function, function.__annotations__, **attributes)


def option(
    text: str | None = None,
    metavar: str | None = None,
    *,
    flag: str | None = None,
    **attributes: Any,  # noqa: ANN401 (Click's)
) -> Declaration:
    """An option: its help, the word for its value, its flag if not the parameter's name.

    Its type and its default, which the help shows, are those of the parameter. The attributes are
    Click's.
    """

    def declared(name: str, kind: object, default: Attributes) -> click.Option:
        word = _cli_name(name)
        flags = flag or (f"--{word}/--no-{word}" if kind == bool | None else f"--{word}")
        given = _inferred(kind, "multiple", many=True) | default | attributes
        given |= {"metavar": metavar} if metavar else {}
        shown = "default" in default | attributes
        return click.Option([flags, name], help=text, show_default=shown, **given)

    return declared


def argument(**attributes: Any) -> Declaration:  # noqa: ANN401
    """An argument with Click's attributes; it may be left out if the parameter may be None."""
    return lambda name, kind, default: click.Argument(
        [name], **(_inferred(kind, "nargs", many=-1) | default | attributes)
    )


def _cli_name(name: str) -> str:
    """A Python name as the command line spells it: `as_` is `as`, `dry_run` is `dry-run`."""
    return name.strip("_").replace("_", "-")


def _inferred(kind: Any, repeated: str, many: int) -> dict[str, Any]:  # noqa: ANN401 (any type)
    """Click's attributes of a parameter with values of this type; `repeated` is that of a tuple."""
    parts = get_args(kind)
    if NoneType in parts:
        (present,) = (part for part in parts if part is not NoneType)
        return {"required": False, "default": None} | _inferred(present, repeated, many)
    if get_origin(kind) is tuple:
        number = {repeated: many} if Ellipsis in parts else {"nargs": len(parts)}
        return _inferred(parts[0], repeated, many) | number
    if get_origin(kind) is Literal:
        return {"type": click.Choice(parts)}
    if kind is bool:
        return {"is_flag": True}
    if kind is date:
        return {"type": day, "metavar": "DATE"}
    return {"type": click.Path(path_type=Path) if kind is Path else kind}


def day(text: str) -> date:
    """A day of the command line; raises BadParameter for another form than YYYY-MM-DD."""
    from mentoring.schemas.validation import is_date  # only if a day is given

    if not is_date(text):
        raise click.BadParameter(f"{text!r} is not a day: write YYYY-MM-DD.")
    return date.fromisoformat(text)


def _root(ctx: click.Context) -> Path:
    """The folder of `-C`; raises UsageError, which says where to go, if it holds no programme."""
    folder: Path = ctx.obj
    if (folder / DATA).is_dir():
        return folder
    for above in folder.resolve().parents:
        if (above / DATA / "cohorts").is_dir():
            path = os.path.relpath(above)  # from where the command was started, before any `-C`
            raise UsageError(said("root-is-here" if path == os.curdir else "root-above", path=path))
    raise UsageError(said("no-programme", data=DATA))


def _cohort(ctx: click.Context) -> str:
    """The edition's name; `current` becomes the latest that is not closed."""
    name: str = ctx.params["cohort"]
    if name != CURRENT:
        return name
    programme: Programme = ctx.params.get("programme") or load(_root(ctx))
    return programme.edition(name).name


def today_of(ctx: click.Context) -> date:
    """The given day, or today; only this function reads the date."""
    return ctx.params["today"] or datetime.now().astimezone().date()


COHORT = click.Argument(["cohort"], metavar="C")
TODAY = option(
    "Act as if it were this day (YYYY-MM-DD); MENTORING_TODAY sets it for every command.",
    envvar="MENTORING_TODAY",
)
DRY_RUN = option("Say what would be written, and write nothing.")
SOURCES: dict[object, Source] = {
    Programme: Source(lambda ctx: load(_root(ctx))),
    Edition: Source(lambda ctx: load(_root(ctx)).sound(ctx.params["cohort"]), (COHORT,)),
    Writer: Source(
        lambda ctx: Writer(_root(ctx), ctx.params["dry_run"]), (DRY_RUN("dry_run", bool, {}),)
    ),
}
"""What a command may ask for by type alone.

Edition: the argument C; raises DataError if a record of that edition is wrong. Writer: `--dry-run`.
"""

Root = Annotated[Path, Source(_root)]
Folder = Annotated[Path, Source(lambda ctx: ctx.obj)]
"""The folder of `-C`, with or without a programme; the root is that of a programme."""
Cohort = Annotated[str, Source(_cohort, (COHORT,))]
"""The name of the edition C, for commands that can work with some wrong records."""
Today = Annotated[date, Source(today_of, (TODAY("today", date, {}),))]


def formats(*names: str) -> Declaration:
    """The option `--format`, with the first of `names` as its default."""
    choice = click.Choice(names)
    return option("How to write the result.", flag="--format", type=choice, default=names[0])


DryRun = Annotated[bool, DRY_RUN]
Format = Annotated[str, formats("text", "json")]
Person = Annotated[str, argument(metavar="ID")]
Yes = Annotated[bool, option("Do not ask.")]
