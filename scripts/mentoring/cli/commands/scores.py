"""`mentoring scores`: the whole instance, with each pair's fit or why it is not allowed."""

from pathlib import Path

import click

from mentoring.cli import output
from mentoring.cli.options import format_option, pass_edition
from mentoring.store.edition import Edition


@click.command()
@pass_edition
@format_option("text", "json", "csv")
def command(_root: Path, edition: Edition, form: str) -> None:
    """Show the fit of every pair of the edition C, or why it is not allowed.

    Fits are whole points out of 1000, weighted as the cohort file says. `json` is the sealed
    instance, all that `match` reads: enough to solve it elsewhere. `csv` has one line per pair.
    """
    from mentoring.matching.instance.serialize import encode
    from mentoring.operations.snapshot import sealing
    from mentoring.render import scores

    with output.progress("Scoring", len(edition.mentees)) as advance:
        instance = sealing(edition, advance).instance
    if form == "json":
        output.echo_json(encode(instance))
    else:
        output.show(form, scores, instance)
