"""`mentoring form`: the questions to put on a form."""

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
@click.option("--cohort", metavar="C", help="Use this edition's affiliations and privacy notice.")
@click.option("--as", "role", type=click.Choice(["mentee", "mentor"]), help="For this role only.")
@pass_root
def command(root: Path, source: str, cohort: str | None, role: str | None) -> None:
    """Print the questions, choices and help texts for the form that the mapping SOURCE reads.

    SOURCE is a tool, such as google-forms, or a tool with other questions, such as
    google-forms:check-in. The output is Markdown.
    """
    mapping = library.find(source, root)
    record = load(root).edition(cohort).cohort.record if cohort else None
    if record:
        mapping = with_edition(mapping, record)
    output.echo(as_markdown(mapping, record, role))
