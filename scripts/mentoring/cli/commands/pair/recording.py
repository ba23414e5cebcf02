"""The common part of `pair` commands: find the pair, change it, write it, report it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import click

from mentoring.cli import output
from mentoring.cli.options import cohort_argument, dry_run_option, pass_root, today_option
from mentoring.errors import MentoringError
from mentoring.operations.pairs.find import pair_of
from mentoring.people.pair import Pair
from mentoring.store.reader import load
from mentoring.store.writer import changes

Step = Callable[..., Pair | tuple[Pair, ...]]
Function = Callable[..., Any]

BY = click.Choice(["mentee", "mentor"])
by_option = click.option("--by", type=BY, help="Who took the step; without it, the organisers.")
mentee_argument = click.argument("mentee", metavar="MENTEE")
by_required = click.option("--by", type=BY, required=True, help="Which side.")


def recording(step: Step) -> Function:
    """The body of a command around `step(edition, pair, today, **options)`, for all its pairs."""
    return _recording(step, lambda body: body)


def recording_with(argument: Callable[[Function], Function]) -> Callable[[Step], Function]:
    """Like `recording`, for a step with another `argument` after the pair's."""
    return lambda step: _recording(step, argument)


def _recording(step: Step, argument: Callable[[Function], Function]) -> Function:

    def body(root: Path, /, cohort: str, mentee: str, *, dry_run: bool, **options: Any) -> None:  # noqa: ANN401 (the step's own options)
        edition = load(root).sound(cohort)
        before = pair_of(edition, mentee)
        _require_day(before, options["today"])
        made = step(edition, before, **options)
        after = made if isinstance(made, tuple) else (made,)
        there = [entry.record for entry in edition.pairs]
        changed = [pair for pair in after if pair not in there]
        if changed:
            output.apply(changes(root, changed, edition=edition), dry_run=dry_run)
        for pair in after:
            _say(pair, unchanged=pair not in changed)

    body.__doc__, body.__name__ = step.__doc__, step.__name__
    options = today_option(dry_run_option(pass_root(body)))
    return cohort_argument(mentee_argument(argument(options)))


def _require_day(pair: Pair, today: date) -> None:
    """Raise if the day is before the announcement of the pair."""
    told = pair.latest.day_of("announced")
    if told is not None and today < told:
        raise MentoringError(
            f"The pair of {pair.mentee} was announced on {told}, and it is {today}: correct the "
            "day, --today."
        )


def _say(pair: Pair, *, unchanged: bool) -> None:
    latest = pair.latest
    already = " (as it was recorded already)" if unchanged else ""
    output.echo(f"{pair.mentee} with {latest.mentor}: {latest.status}{already}")
