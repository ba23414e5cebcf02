"""`mentoring withdraw`: somebody leaves the edition."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from mentoring.cli import output
from mentoring.cli.options import cohort_argument, dry_run_option, pass_root, today_option
from mentoring.operations.withdraw import withdraw
from mentoring.people.pair import Pair
from mentoring.store.reader import load
from mentoring.store.writer import changes

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path


@click.command()
@cohort_argument
@click.argument("person", metavar="ID")
@today_option
@dry_run_option
@pass_root
def command(root: Path, cohort: str, person: str, today: date, *, dry_run: bool) -> None:
    """Withdraw the application ID, and end the announced pairs it was in."""
    records = withdraw(load(root).sound(cohort), person, today)
    if not records:
        output.echo(f"{person} has withdrawn already.")
        return
    output.apply(changes(root, records), dry_run=dry_run)
    output.echo(f"{person} has withdrawn.")
    for pair in (one for one in records if isinstance(one, Pair)):
        side = "mentee" if pair.mentee == person else "mentor"
        output.echo(f"Next: mentoring replace {cohort} {pair.mentee} --left {side}")
