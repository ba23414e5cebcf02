"""`mentoring progress`: how each pair is doing, and what to do this week."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from mentoring.cli import output
from mentoring.cli.options import cohort_argument, format_option, pass_root, today_option
from mentoring.store.edition import Edition


@click.command("progress", short_help="Show how each pair is doing, and what to do this week.")
@cohort_argument
@today_option
@format_option("text", "markdown", "json", "html")
@pass_root
def command(root: Path, cohort: str, today: date, form: str) -> None:
    """Show how each pair of the edition C is doing, and what to do this week.

    Every pair is judged by the rules under `progress:` in the cohort file. Text, Markdown and JSON
    name people by id alone; `html` writes a page with names and timelines into outbox/.
    """
    from mentoring.store.reader import load

    edition = load(root).sound(cohort)
    if form == "html":
        _write_page(root, edition, today)
    else:
        _show(edition, today, form)


def _show(edition: Edition, today: date, form: str) -> None:
    from mentoring.progress.cohort_progress import cohort_progress
    from mentoring.render import progress as render

    cohort = edition.cohort.record
    pairs = [entry.record for entry in edition.pairs]
    progress = cohort_progress(cohort, pairs, today, gone=_gone(edition, today))
    if form == "json":
        output.echo_json(render.as_json(progress, cohort.progress))
    elif form == "markdown":
        output.echo(render.as_markdown(progress, cohort.progress))
    else:
        output.echo(render.as_text(progress, colour=output.colour()))


def _write_page(root: Path, edition: Edition, today: date) -> None:
    from mentoring.files.changes import plan
    from mentoring.render.progress_page import as_html

    names = {person.id: person.person.name for person in edition.people.values()}
    pairs = [entry.record for entry in edition.pairs]
    page = as_html(edition.cohort.record, pairs, names, today, gone=_gone(edition, today))
    changes = plan(root, {f"outbox/{edition.name}/progress.html": page.encode()}, private=True)
    output.apply(changes, dry_run=False)


def _gone(edition: Edition, today: date) -> frozenset[str]:
    from mentoring.progress.cohort_progress import gone_on

    return gone_on((entry.record for entry in edition.pairs), edition.people, today)
