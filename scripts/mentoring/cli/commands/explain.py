"""`mentoring explain`: why a pair was chosen or not, and what a change would cost."""

from pathlib import Path

import click

from mentoring.cli import output
from mentoring.cli.options import cohort_argument, format_option, pass_root


@click.command()
@cohort_argument
@click.argument("mentee", metavar="MENTEE")
@click.argument("mentor", metavar="[MENTOR]", required=False)
@format_option("text", "json")
@pass_root
def command(root: Path, cohort: str, mentee: str, mentor: str | None, form: str) -> None:
    """Explain to the organisers the match of the edition C that decided about a mentee.

    With a MENTOR: the points of the pair, the rule that forbids it, or what forcing it (forbidding
    it, if it was chosen) would cost and who would move. Without: what kept the mentee from a place,
    and the alternatives that cost the least. For a late mentee: their place in the queue.
    """
    from mentoring.operations.explanation import explain
    from mentoring.render import explanation as render
    from mentoring.store.reader import load

    output.show(form, render, explain(load(root), cohort, mentee, mentor))
