"""What the commands that rewrite history share: the question before it, and the report after."""

from __future__ import annotations

import sys
from collections.abc import Mapping

import click

from mentoring.cli import output
from mentoring.errors import MentoringError
from mentoring.operations.erasure.run_erasure import Erasure
from mentoring.operations.git.repository import Repository
from mentoring.render.erasure import as_json, as_text

yes_option = click.option("--yes", is_flag=True, help="Do not ask.")


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
    if form == "json":
        output.echo_json(as_json(erasure, tombstones))
    else:
        output.echo(as_text(erasure, tombstones))
    output.exit_with(failed=not erasure.clean)
