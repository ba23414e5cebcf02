"""`mentoring status`: how far the year has come."""

from datetime import date
from pathlib import Path

import click

from mentoring.cli import output
from mentoring.cli.options import format_option, pass_root, today_option
from mentoring.operations.status import status
from mentoring.render import status as render
from mentoring.store.edition import Edition
from mentoring.store.programme import CURRENT, Programme
from mentoring.store.reader import load


@click.command()
@click.argument("cohort", metavar="[C]", required=False)
@today_option
@format_option("text", "markdown", "json")
@pass_root
def command(root: Path, cohort: str | None, today: date, form: str) -> None:
    """Show what is done, who has to act next, and the next commands.

    Without C, every edition that is not closed. The first command of every day.
    """
    found = [status(edition, today) for edition in _editions(load(root), cohort)]
    output.show(form, render, found)


def _editions(programme: Programme, cohort: str | None) -> list[Edition]:
    if cohort is not None and (cohort != CURRENT or programme.editions):
        return [programme.sound(cohort)]
    editions = programme.editions.values()
    running = [edition.name for edition in editions if edition.cohort.record.closed is None]
    return [programme.sound(name) for name in running or list(programme.editions)[-1:]]
