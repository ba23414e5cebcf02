"""A pair on the command line: `MENTEE:MENTOR`."""

from __future__ import annotations

from typing import Any

import click


class PairType(click.ParamType):  # type: ignore[type-arg]
    """Two ids with a colon between them, the mentee first."""

    name = "mentee:mentor"

    def convert(
        self,
        value: Any,  # noqa: ANN401 (Click's signature)
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> tuple[str, str]:
        """The two ids."""
        if isinstance(value, tuple):
            return value
        mentee, colon, mentor = str(value).partition(":")
        if not (mentee and colon and mentor) or ":" in mentor:
            self.fail(f"{value!r} is no pair: write MENTEE:MENTOR.", param, ctx)
        return mentee, mentor


PAIR = PairType()
