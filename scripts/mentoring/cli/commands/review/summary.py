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
    """Show the scores that reviewers gave the mentees of the edition C, by id only.

    Scores are corrected for strict and lenient reviewers, and have a standard error. `match`
    selects mentees by the bands that scores form.
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
