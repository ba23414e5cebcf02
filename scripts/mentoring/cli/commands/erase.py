"""`mentoring erase`: the right to be forgotten."""

import sys
from collections.abc import Mapping
from contextlib import nullcontext
from datetime import date
from pathlib import Path

import click

from mentoring.cli import output, writing
from mentoring.cli.options import dry_run_option, format_option, pass_folder, today_option
from mentoring.errors import MentoringError
from mentoring.operations.erasure.run_erasure import Erasure
from mentoring.operations.git.repository import Repository
from mentoring.render import erasure as render

yes_option = click.option("--yes", is_flag=True, help="Do not ask.")


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
    from mentoring.operations.encryption import encrypted
    from mentoring.operations.erasure.person import erase
    from mentoring.render.keys import ERASED

    repository = Repository(root)
    with nullcontext() if dry_run else writing.alone(root):
        if not finished(repository, form, dry_run=dry_run):
            agreed(yes=yes, dry_run=dry_run)
            done = erase(repository, person, today, dry_run=dry_run)
            for cohort in () if form == "json" else encrypted(root):
                output.echo(ERASED.format(cohort=cohort))
            tell(done.erasure, form, done.tombstones)


def agreed(*, yes: bool, dry_run: bool) -> None:
    """Ask for confirmation, but only on a terminal."""
    if sys.stdin.isatty() and not yes and not dry_run:
        click.confirm("This rewrites the whole history and cannot be undone. Continue?", abort=True)


def finished(repository: Repository, form: str, *, dry_run: bool) -> bool:
    """Finish and report an interrupted erasure; return whether there was one."""
    from mentoring.operations.erasure.plan import unfinished
    from mentoring.operations.erasure.run_erasure import finish

    if dry_run and unfinished(repository):
        raise MentoringError("An erasure was interrupted. Finish it first: leave out --dry-run.")
    earlier = finish(repository)
    if earlier is None:
        return False
    tell(earlier, form)
    return True


def tell(erasure: Erasure, form: str, tombstones: Mapping[str, str] | None = None) -> None:
    """Report the result; exit with 1 if something has to be removed by hand."""
    output.show(form, render, erasure, tombstones)
    output.exit_with(failed=not erasure.clean)
