"""`mentoring pair accept` and `decline`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from mentoring.cli.commands.pair.recording import by_option, by_required, recording
from mentoring.operations.pairs import answer

if TYPE_CHECKING:
    from datetime import date

    from mentoring.people.pair import Pair
    from mentoring.people.side import Side
    from mentoring.store.edition import Edition


@click.command()
@by_option
@recording
def accept(_edition: Edition, pair: Pair, today: date, by: Side | None) -> Pair:
    """A side accepts; without --by, both have."""
    return answer.accept(pair, by, today)


@click.command()
@by_required
@recording
def decline(_edition: Edition, pair: Pair, today: date, by: Side) -> Pair:
    """A side declines the pair it was offered."""
    return answer.decline(pair, by, today)
