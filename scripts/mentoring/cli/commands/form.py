"""`mentoring form`: the questions to put on a form."""

from __future__ import annotations

from pathlib import Path

import click

from mentoring.cli import output
from mentoring.cli.options import pass_root
from mentoring.intake.forms import library
from mentoring.intake.forms.mapping import with_edition
from mentoring.render.form import as_markdown
from mentoring.store.reader import load


@click.command()
@click.argument("source", metavar="SOURCE")
@click.option("--cohort", metavar="C", help="With this edition's affiliations and privacy notice.")
@click.option("--as", "role", type=click.Choice(["mentee", "mentor"]), help="For this role alone.")
@pass_root
def command(root: Path, source: str, cohort: str | None, role: str | None) -> None:
    """Write the questions, choices and help texts to put on the form that SOURCE reads.

    SOURCE is a mapping: google-forms, or with other questions google-forms:check-in. The form and
    the mapping then agree from the first day. Markdown, to standard output.
    """
    mapping = library.find(source, root)
    record = load(root).edition(cohort).cohort.record if cohort else None
    if record:
        mapping = with_edition(mapping, record)
    output.echo(as_markdown(mapping, record, role))
