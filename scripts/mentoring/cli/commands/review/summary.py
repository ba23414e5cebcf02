"""`mentoring review summary`: calibrated scores, agreement, and bands."""

from __future__ import annotations

from pathlib import Path

import click

from mentoring.cli import output
from mentoring.cli.options import cohort_argument, format_option, pass_root


@click.command(short_help="Calibrate what reviewers say, and form bands.")
@cohort_argument
@format_option("text", "markdown", "json")
@pass_root
def summary(root: Path, cohort: str, form: str) -> None:
    """Show the motivation of the edition C's mentees as reviewers saw it, by id alone.

    Strict and lenient reviewers are corrected for. Each score has a standard error; scores form
    the bands that `match` selects by.
    """
    from mentoring.render.reviews import summary as render
    from mentoring.reviews.summary import summarise
    from mentoring.store.reader import load

    edition = load(root).sound(cohort)
    reviews = [entry.record for entry in edition.reviews]
    found = summarise(edition.mentees, reviews, edition.cohort.record.review)
    if form == "json":
        output.echo_json(render.as_json(edition.name, found))
    else:
        show = render.as_markdown if form == "markdown" else render.as_text
        output.echo(show(edition.name, found))
