"""`mentoring pair end`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from mentoring.cli.commands.pair.recording import by_option, recording
from mentoring.operations.pairs import end as ends

if TYPE_CHECKING:
    from datetime import date

    from mentoring.people.pair import Pair
    from mentoring.people.side import Side
    from mentoring.store.edition import Edition


@click.command()
@by_option
@click.option("--completed", is_flag=True, help="The nine months are over: it was completed.")
@recording
def end(edition: Edition, pair: Pair, today: date, by: Side | None, *, completed: bool) -> Pair:
    """The mentorship is over, at no one's fault."""
    if completed:
        return ends.complete(pair, edition.cohort.record, today)
    return ends.end(pair, by, today)
