"""`mentoring profiles`: the anonymous mentor catalogue."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from mentoring.cli import output
from mentoring.cli.options import cohort_argument, dry_run_option, pass_root, today_option
from mentoring.files.changes import plan
from mentoring.intake.catalogue import approve, catalogue
from mentoring.intake.forms import library
from mentoring.render import profiles as render
from mentoring.store.reader import load
from mentoring.store.writer import changes

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path


@click.command()
@cohort_argument
@click.option(
    "--approve", "mentor", metavar="ID", help="Record that this mentor approved the text."
)
@today_option
@dry_run_option
@pass_root
def command(root: Path, cohort: str, mentor: str | None, today: date, *, dry_run: bool) -> None:
    """Write the anonymous mentor catalogue of C into outbox/, for mentees to read.

    Only mentors who agreed to be listed and approved their text are in it: by a code, without name,
    institute or experiment. It warns of every text that may tell who somebody is.
    """
    edition = load(root).sound(cohort)
    if mentor is not None:
        output.apply(changes(root, [approve(edition, mentor, today)]), dry_run=dry_run)
        return
    found = catalogue(edition)
    text = render.as_markdown(edition.cohort.record, found, library.words_for)
    path = f"outbox/{edition.name}/profiles.md"
    output.apply(plan(root, {path: text.encode()}, private=True), dry_run=dry_run)
    output.show(render.as_text(found))
