"""A criterion's weight on the command line: `CRITERION=N`."""

from __future__ import annotations

from typing import Any

import click


class WeightType(click.ParamType):  # type: ignore[type-arg]
    """A criterion and a whole number, with an equals sign between them."""

    name = "criterion=n"

    def convert(
        self,
        value: Any,  # noqa: ANN401 (Click's signature)
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> tuple[str, int]:
        """The criterion and its weight."""
        if isinstance(value, tuple):
            return value
        criterion, equals, weight = str(value).partition("=")
        if not (criterion and equals) or not (weight.isascii() and weight.isdecimal()):
            self.fail(f"{value!r} is no weight: write CRITERION=N, such as topics=30.", param, ctx)
        return criterion, int(weight)


WEIGHT = WeightType()
