"""`mentoring verify`: the proof, checked without a solver."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from mentoring.cli import output
from mentoring.cli.options import cohort_argument, format_option, pass_root

if TYPE_CHECKING:
    from pathlib import Path


@click.command(short_help="Check the proof, without a solver.")
@cohort_argument
@format_option("text", "json")
@pass_root
def command(root: Path, cohort: str, form: str) -> None:
    """Check every sealed match of the edition C, and the pairs that stand.

    Optimal: each match is the best for its sealed instance. Current: today's data would seal the
    same instance, which must hold until the announcement. Feasible: the pairs that stand keep
    today's rules. Decisions by hand that the match obeyed are named, each with its reason and with
    its price: what would be better without it.
    """
    from mentoring.operations.verification import verdict
    from mentoring.render import verification as render
    from mentoring.render.problems import as_text
    from mentoring.store.reader import load

    programme = load(root)
    found = verdict(programme, programme.edition(cohort).name)
    if form == "json":
        output.echo_json(render.as_json(found))
    else:
        if found.problems:
            output.echo(as_text(found.problems))
        output.echo(render.as_text(found))
    output.exit_with(failed=not found.holds)
