"""`mentoring lottery draw`: the value of the round becomes the seed."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from mentoring.cli import output
from mentoring.cli.options import cohort_argument, dry_run_option, pass_root, today_option


@click.command(short_help="Type in the value of the round: the seed.")
@cohort_argument
@click.argument("value", metavar="VALUE")
@today_option
@dry_run_option
@pass_root
def draw(root: Path, cohort: str, value: str, today: date, *, dry_run: bool) -> None:
    """Record the VALUE of the beacon's round as the seed of the edition C.

    Type it in as the beacon publishes it: every character counts.
    """
    from mentoring.operations import lottery
    from mentoring.store.reader import load
    from mentoring.store.writer import changes

    edition = load(root).sound(cohort)
    drawn = lottery.draw(edition, value, today)
    output.apply(changes(root, [drawn], edition=edition), dry_run=dry_run)
    output.echo(f"Next: mentoring site, then mentoring match {cohort}.")
