"""`mentoring erase`: the right to be forgotten."""

from __future__ import annotations

from contextlib import nullcontext
from datetime import date
from pathlib import Path

import click

from mentoring.cli import output
from mentoring.cli.erasing import agreed, finished, tell, yes_option
from mentoring.cli.options import dry_run_option, format_option, pass_folder, today_option
from mentoring.operations.git.repository import Repository


@click.command()
@click.argument("person", metavar="ID")
@today_option
@dry_run_option
@yes_option
@format_option("text", "json")
@pass_folder
def command(root: Path, person: str, today: date, form: str, *, dry_run: bool, yes: bool) -> None:
    """Remove the person ID from the files and from the history: commits, tags, branches, stashes.

    This removes all applications under the same address. Tombstones replace the ids, so that the
    other side of each pair and the proof of each match remain. A new history is made in a clone,
    searched, and put in place of the old one. If this is interrupted, give the command again.
    """
    from mentoring.operations.erasure.person import erase

    repository = Repository(root)
    with nullcontext() if dry_run else output.alone(root):
        if not finished(repository, form, dry_run=dry_run):
            agreed(yes=yes, dry_run=dry_run)
            done = erase(repository, person, today, dry_run=dry_run)
            tell(done.erasure, form, done.tombstones)
