"""What every `pair` command does around its step: find the pair, change it, write it, say so."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from mentoring.cli import output
from mentoring.cli.options import cohort_argument, dry_run_option, pass_root, today_option
from mentoring.operations.pairs.find import pair_of
from mentoring.store.reader import load
from mentoring.store.writer import changes

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from mentoring.people.pair import Pair

    Step = Callable[..., Pair]
    Function = Callable[..., Any]

BY = click.Choice(["mentee", "mentor"])
by_option = click.option("--by", type=BY, help="Who took the step; without it, the organisers.")
mentee_argument = click.argument("mentee", metavar="MENTEE")
by_required = click.option("--by", type=BY, required=True, help="Which side.")


def recording(step: Step) -> Function:
    """The body of a command around `step(edition, pair, today, **options) -> Pair`."""

    def body(root: Path, /, cohort: str, mentee: str, *, dry_run: bool, **options: Any) -> None:  # noqa: ANN401 (the step's own options)
        edition = load(root).sound(cohort)
        before = pair_of(edition, mentee)
        after = step(edition, before, **options)
        if after != before:
            output.apply(changes(root, [after]), dry_run=dry_run)
        _say(after, unchanged=after == before)

    body.__doc__, body.__name__ = step.__doc__, step.__name__
    return cohort_argument(mentee_argument(today_option(dry_run_option(pass_root(body)))))


def _say(pair: Pair, *, unchanged: bool) -> None:
    latest = pair.latest
    already = " (as it was recorded already)" if unchanged else ""
    output.show(f"{pair.mentee} with {latest.mentor}: {latest.status}{already}")
