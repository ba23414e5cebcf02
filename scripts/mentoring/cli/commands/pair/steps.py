"""`mentoring pair accept`, `decline`, `pause` and `resume`: a step that a side takes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from mentoring.cli.commands.pair.recording import by_option, by_required, recording
from mentoring.operations.pairs import answer
from mentoring.operations.pairs import pause as pauses

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from mentoring.people.pair import Pair
    from mentoring.people.side import Side
    from mentoring.store.edition import Edition

    Function = Callable[..., Pair]


def _step(name: str, says: str, take: Function, by: Callable[..., Function]) -> click.Command:
    """A command that records what `take(pair, side, today)` makes of a pair."""

    def body(_edition: Edition, pair: Pair, today: date, by: Side | None) -> Pair:
        return take(pair, by, today)

    body.__doc__, body.__name__ = says, name
    return click.command(name)(by(recording(body)))


accept = _step("accept", "A side accepts; without --by, both have.", answer.accept, by_option)
decline = _step("decline", "A side declines the pair it was offered.", answer.decline, by_required)
pause = _step(
    "pause", "The pair rests; no deadline runs until it resumes.", pauses.pause, by_option
)
resume = _step("resume", "The pair goes on after a pause.", pauses.resume, by_option)
