"""The common part of `pair` commands: find the pair, change it, write it, report it."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, Concatenate, ParamSpec

import click

from mentoring.cli import output, writing
from mentoring.cli.options import dry_run_option, pass_edition, today_option
from mentoring.errors import MentoringError
from mentoring.operations.pairs.find import pair_of
from mentoring.people.pair import Pair
from mentoring.store.edition import Edition

P = ParamSpec("P")
Step = Callable[Concatenate[Edition, Pair, date, P], Pair | tuple[Pair, ...]]
Function = Callable[..., Any]

BY = click.Choice(["mentee", "mentor"])
by_option = click.option("--by", type=BY, help="Who took the step; without it, the organisers.")
mentee_argument = click.argument("mentee", metavar="MENTEE")
by_required = click.option("--by", type=BY, required=True, help="Which side.")


def recording(*arguments: Callable[[Function], Function]) -> Callable[[Step[P]], Function]:
    """A decorator: the body of a command around `step(edition, pair, today, …)`.

    The step returns its pair, or all pairs that it changes. `arguments` follow the pair's own.
    """

    def around(step: Step[P]) -> Function:
        def body(
            root: Path,
            edition: Edition,
            mentee: str,
            today: date,
            dry_run: bool,  # noqa: FBT001 (as Click passes it)
            *args: P.args,
            **options: P.kwargs,
        ) -> None:
            before = pair_of(edition, mentee)
            _require_day(before, today)
            made = step(edition, before, today, *args, **options)
            after = made if isinstance(made, tuple) else (made,)
            there = [entry.record for entry in edition.pairs]
            changed = [pair for pair in after if pair not in there]
            if changed:
                writing.record(root, edition, *changed, dry_run=dry_run)
            for pair in after:
                already = "" if pair in changed else " (already recorded)"
                latest = pair.latest
                output.echo(f"{pair.mentee} with {latest.mentor}: {latest.status}{already}")

        body.__doc__, body.__name__ = step.__doc__, step.__name__
        command: Function = today_option(dry_run_option(body))
        for argument in reversed(arguments):
            command = argument(command)
        return pass_edition(mentee_argument(command))

    return around


def _require_day(pair: Pair, today: date) -> None:
    """Raise if the day is before the announcement of the pair."""
    told = pair.latest.day_of("announced")
    if told is not None and today < told:
        raise MentoringError(
            f"The pair of {pair.mentee} was announced on {told}, and it is {today}: correct the "
            "day, --today."
        )
