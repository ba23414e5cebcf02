"""`mentoring lottery open`: the salt, with which the commitment can be checked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from mentoring.cli import output
from mentoring.cli.options import cohort_argument, dry_run_option, pass_root

if TYPE_CHECKING:
    from pathlib import Path


@click.command("open", short_help="Tell the salt, so that the commitment can be checked.")
@cohort_argument
@click.argument("salt", metavar="SALT")
@dry_run_option
@pass_root
def reveal(root: Path, cohort: str, salt: str, *, dry_run: bool) -> None:
    """Open the commitment of the edition C with its SALT.

    It is checked against the ids of those who applied in time, now and by every `validate`.
    """
    from mentoring.operations import lottery
    from mentoring.store.reader import load
    from mentoring.store.writer import changes

    edition = load(root).sound(cohort)
    opened = lottery.reveal(edition, salt)
    output.apply(changes(root, [opened], edition=edition), dry_run=dry_run)
    output.echo("The commitment is to these ids. Next: mentoring site.")
