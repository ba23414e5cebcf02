"""A day on the command line."""

from __future__ import annotations

from datetime import date
from typing import Any

import click


class Day(click.ParamType[date]):
    """A day as YYYY-MM-DD."""

    name = "date"

    def convert(
        self,
        value: Any,  # noqa: ANN401 (Click's signature)
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> date:
        """The day, or Click's usage error."""
        from mentoring.schemas.formats import is_date  # only if a day is given

        if isinstance(value, date):
            return value
        if not is_date(value):
            self.fail(f"{value!r} is no day: write YYYY-MM-DD.", param, ctx)
        return date.fromisoformat(value)


DAY = Day()
