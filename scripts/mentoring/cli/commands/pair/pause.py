"""`mentoring pair pause` and `resume`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from mentoring.cli.commands.pair.recording import by_option, recording
from mentoring.operations.pairs import pause as pauses

if TYPE_CHECKING:
    from datetime import date

    from mentoring.people.pair import Pair
    from mentoring.people.side import Side
    from mentoring.store.edition import Edition


@click.command()
@by_option
@recording
def pause(_edition: Edition, pair: Pair, today: date, by: Side | None) -> Pair:
    """The pair rests; no deadline runs until it resumes."""
    return pauses.pause(pair, by, today)


@click.command()
@by_option
@recording
def resume(_edition: Edition, pair: Pair, today: date, by: Side | None) -> Pair:
    """The pair goes on after a pause."""
    return pauses.resume(pair, by, today)
