"""`mentoring progress`: how each pair is doing, and what to do this week."""

from datetime import date
from pathlib import Path

import click

from mentoring.cli import output, writing
from mentoring.cli.options import format_option, pass_edition, today_option
from mentoring.store.edition import Edition


@click.command()
@pass_edition
@today_option
@format_option("text", "markdown", "json", "html")
def command(root: Path, edition: Edition, today: date, form: str) -> None:
    """Show how each pair of the edition C is doing, and what to do this week.

    Every pair is judged by the rules under `progress:` in the cohort file. Text, Markdown and JSON
    name people by id alone; `html` writes a page with names and timelines into outbox/.
    """
    from mentoring.progress.cohort_progress import cohort_progress, gone_on
    from mentoring.render import progress as render
    from mentoring.render.progress_page import as_html

    cohort, people = edition.cohort.record, edition.people
    pairs = [entry.record for entry in edition.pairs]
    gone = gone_on(pairs, people, today)
    if form == "html":
        page = as_html(cohort, pairs, edition.names, today, gone=gone).encode()
        writing.write_private(root, {f"outbox/{edition.name}/progress.html": page}, dry_run=False)
        return
    progress = cohort_progress(cohort, pairs, today, gone=gone)
    if form == "text":
        output.echo(render.as_text(progress, colour=output.colour()))
    else:
        output.show(form, render, progress, cohort.progress)
