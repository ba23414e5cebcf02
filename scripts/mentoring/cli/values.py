"""Values of the command line that have a form of their own: a day, a pair, a weight."""

from collections.abc import Callable
from datetime import date
from typing import Any

import click


class Value(click.ParamType):  # type: ignore[type-arg]
    """A value that `read` makes of a text; it raises ValueError with the form that is wanted."""

    def __init__(self, name: str, read: Callable[[str], object]) -> None:
        self.name = name
        self._read = read

    def convert(
        self,
        value: Any,  # noqa: ANN401 (Click's signature)
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> object:
        """The value, or Click's usage error."""
        if not isinstance(value, str):
            return value
        try:
            return self._read(value)
        except ValueError as error:
            self.fail(f"{value!r} is not a {error}.", param, ctx)


def _day(text: str) -> date:
    from mentoring.schemas.formats import is_date  # only if a day is given

    if not is_date(text):
        raise ValueError("day: write YYYY-MM-DD")
    return date.fromisoformat(text)


def _pair(text: str) -> tuple[str, str]:
    mentee, colon, mentor = text.partition(":")
    if not (mentee and colon and mentor) or ":" in mentor:
        raise ValueError("pair: write MENTEE:MENTOR")
    return mentee, mentor


def _weight(text: str) -> tuple[str, int]:
    criterion, equals, weight = text.partition("=")
    if not (criterion and equals) or not (weight.isascii() and weight.isdecimal()):
        raise ValueError("weight: write CRITERION=N, such as topics=30")
    return criterion, int(weight)


DAY = Value("date", _day)
PAIR = Value("mentee:mentor", _pair)
WEIGHT = Value("criterion=n", _weight)
