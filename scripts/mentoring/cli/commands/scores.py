"""`mentoring scores`: the whole instance, with each pair's fit or why it is not allowed."""

from __future__ import annotations

from pathlib import Path

import click

from mentoring.cli import output
from mentoring.cli.options import cohort_argument, format_option, pass_root
from mentoring.matching.instance.instance import Instance


@click.command("scores", short_help="Show every pair's fit, or why it may not be.")
@cohort_argument
@format_option("text", "json", "csv")
@pass_root
def command(root: Path, cohort: str, form: str) -> None:
    """Show every pair's fit in the edition C, or why the pair may not be.

    Fits are whole points out of 1000, weighted as the cohort file says. `json` is the sealed
    instance, all that `match` reads: enough to solve it elsewhere. `csv` has a line a pair.
    """
    instance = _instance(root, cohort)
    if form == "json":
        from mentoring.matching.instance.serialize import encode

        output.echo_json(encode(instance))
    else:
        from mentoring.render import scores

        output.echo(scores.as_csv(instance) if form == "csv" else scores.as_text(instance))


def _instance(root: Path, cohort: str) -> Instance:
    from mentoring.operations.snapshot import sealing
    from mentoring.store.reader import load

    edition = load(root).sound(cohort)
    with output.progress("Scoring", len(edition.mentees)) as advance:
        return sealing(edition, advance).instance
