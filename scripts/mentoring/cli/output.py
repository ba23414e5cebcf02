"""What commands do with a result: print it, show how far they are, exit with a status.

All printing goes through here, so that no text from the data can control a terminal.
"""

import json
import os
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from mentoring.render.environment import Form

T = TypeVar("T")


def echo(text: str, *, err: bool = False) -> None:
    """Print text, with exactly one newline at its end; on a terminal, wrapped between words."""
    from mentoring.files.text import printable

    shown = printable(text.rstrip("\n"))
    if (sys.stderr if err else sys.stdout).isatty():
        from mentoring.render.text import wrapped

        shown = wrapped(shown, shutil.get_terminal_size().columns)
    click.echo(shown, err=err)


def echo_err(text: str) -> None:
    """Print a message to standard error, so that standard output stays clean for pipes."""
    echo(text, err=True)


def echo_json(data: Any) -> None:  # noqa: ANN401 (whatever JSON can say)
    """Print records or plain data as JSON with stable bytes."""
    from msgspec import to_builtins

    from mentoring.files.text import printable_json

    plain = to_builtins(data, str_keys=True)
    click.echo(printable_json(json.dumps(plain, indent=2, ensure_ascii=False)))


def report(form: str, template: str, document: Any, **values: object) -> None:  # noqa: ANN401
    """Print a report: the document as JSON, or a template filled in with it and the values."""
    if form == "json":
        echo_json(document)
    else:
        shown: Form = "markdown" if form == "markdown" else "text"
        say(template, shown, document=document, colour=colour(), **values)


def say(template: str, form: "Form" = "text", /, **values: object) -> None:
    """Print a template of the package, filled in with the values."""
    from mentoring.render.environment import written

    echo(written(template, form, **values))


def say_err(template: str, /, **values: object) -> None:
    """Print a template of the package, filled in with the values, to standard error."""
    from mentoring.render.environment import written

    echo_err(written(template, "text", **values))


def said(key: str, **values: object) -> str:
    """A message of this package's `messages.toml`, with its values."""
    from mentoring.files.messages import message

    return message(__package__, key, **values)


def colour() -> bool:
    """Whether standard output is a terminal that wants colour (https://no-color.org)."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR")


@contextmanager
def progress(label: str, length: int) -> Iterator[Callable[[int], None]]:
    """Show a progress bar on a terminal; yields `advance(steps)`. At the end it is full."""
    if not sys.stderr.isatty():
        yield lambda steps: None  # noqa: ARG005
        return
    with click.progressbar(length=length, label=label, file=sys.stderr) as bar:
        yield bar.update
        bar.update(max(0, length - bar.pos))


def watched(label: str) -> Callable[[Sequence[T]], Iterator[T]]:
    """A function that iterates over a sequence and shows its progress on a terminal."""

    def watch(items: Sequence[T]) -> Iterator[T]:
        with progress(label, len(items)) as advance:
            yield from counted(items, advance)

    return watch


def counted(items: Iterable[T], advance: Callable[[int], None]) -> Iterator[T]:
    """Iterate over the items; call `advance` after each."""
    for item in items:
        yield item
        advance(1)


def confirm(question: str, *, skip: bool) -> None:
    """Ask for a yes on a terminal, where the answer may be read; abort the command without it."""
    if sys.stdin.isatty() and not skip:
        click.confirm(question, abort=True)


def exit_with(*, failed: bool) -> None:
    """End the command with status 1 when the data have problems."""
    if failed:
        click.get_current_context().exit(1)
