"""`mentoring export-person`: the right of access."""

from datetime import date
from pathlib import Path

import click

from mentoring.cli import output, writing
from mentoring.cli.options import dry_run_option, pass_root, today_option
from mentoring.cli.values import DAY
from mentoring.files.changes import plan
from mentoring.operations.git.repository import Repository
from mentoring.render.access import files
from mentoring.render.phrases import many
from mentoring.store.reader import load


@click.command()
@click.argument("person", metavar="ID")
@click.option("--received", metavar="DATE", type=DAY, help="The day of the request; else today.")
@today_option
@dry_run_option
@pass_root
def command(root: Path, person: str, received: date | None, today: date, *, dry_run: bool) -> None:
    """Write all data held about the person ID into outbox/, as a text for them and as JSON.

    What others said in confidence is left out, and so are the reviewers' ids. Read the files before
    you send them: a reviewer's note may contain a name. data/programme.yaml says when the answer is
    due.
    """
    from mentoring.operations.access import ANSWERS, gather

    held = gather(load(root), Repository(root), person, today, received or today)
    editions = [application.application.cohort for application in held.applications] or list(
        held.member
    )
    folder = f"outbox/{max(editions)}/{ANSWERS}"
    writing.apply(plan(root, files(held, folder), private=True), dry_run=dry_run)
    output.echo(f"{many(len(held.applications), 'application')} of {person}; due by {held.due}.")
    if notes := sum(
        review.note is not None
        for application in held.applications
        for review in application.reviews
    ):
        output.echo(f"Read {many(notes, 'note')} of reviewers before you send it.")
