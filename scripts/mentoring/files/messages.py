"""The words of a package, beside the code that says them: `messages.toml`, and templates."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from mentoring.problems import Severity

if TYPE_CHECKING:
    from jinja2 import Environment


@cache
def messages(package: str, file: str = "messages.toml") -> dict[str, Any]:
    """A table of words of a package; read when one is needed for the first time."""
    return tomllib.loads(resources.files(package).joinpath(file).read_text(encoding="utf-8"))


def message(package: str, key: str, /, **values: object) -> str:
    """One message of a package's table, with these values in its places."""
    return str(messages(package)[key]).format(**values)


def described(package: str, code: str, /, **facts: object) -> dict[str, Any]:
    """What a package's table says of a problem: its code, message, cure and severity.

    `code` may have a slash and a word that chooses one of several messages.
    """
    text, hint, *severity = messages(package)[code]
    return {
        "code": code.partition("/")[0],
        "message": text.format(**facts),
        "hint": hint.format(**facts),
        "severity": Severity(*severity or ["error"]),
    }


def many(count: int, noun: str, plural: str = "") -> str:
    """The number with its noun: 1 pair, 20 pairs, 3 people."""
    return f"{count} {noun if count == 1 else plural or f'{noun}s'}"


def templates(package: str, folder: str = "templates", *, escape: bool = False) -> Environment:
    """The templates in a folder of a package; all that they name must be there."""
    from jinja2 import Environment, PackageLoader, StrictUndefined  # only to write something

    made = Environment(
        loader=PackageLoader(package, folder),
        autoescape=escape,  # noqa: S701 (pages are escaped)
        undefined=StrictUndefined,
        extensions=["jinja2.ext.do"],
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.filters["many"] = many
    return made
