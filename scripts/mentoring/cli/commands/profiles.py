"""`mentoring profiles`: the anonymous mentor catalogue."""

from datetime import date
from functools import cache, partial
from pathlib import Path

import click

from mentoring.cli import output, writing
from mentoring.cli.options import dry_run_option, pass_edition, today_option
from mentoring.intake import institutes
from mentoring.intake.catalogue import approve, catalogue
from mentoring.intake.forms import library
from mentoring.render import profiles as render
from mentoring.store.edition import Edition


@click.command()
@pass_edition
@click.option(
    "--approve", "mentor", metavar="ID", help="Record that this mentor approved the text."
)
@today_option
@dry_run_option
def command(
    root: Path, edition: Edition, mentor: str | None, today: date, *, dry_run: bool
) -> None:
    """Write the anonymous mentor catalogue of C into outbox/, for mentees to read.

    It lists only mentors who agreed to be listed and approved their text: by a code, without name,
    institute or experiment. For each mentor who has not approved it yet, a file to send to them is
    written. The command warns of every text that may identify a person.
    """
    if mentor is not None:
        approved = approve(edition, mentor, today)
        writing.record(root, edition, approved, dry_run=dry_run)
        return
    found = catalogue(edition, institutes.read(root))
    words = cache(partial(library.words_for, config=edition.config))
    folder = f"outbox/{edition.name}"
    texts = {f"{folder}/profiles.md": render.as_markdown(edition.cohort.record, found, words)}
    for waiting, listing in found.waiting.items():
        texts[f"{folder}/profiles/{waiting}.md"] = render.for_approval(listing, words)
    files = {path: text.encode() for path, text in texts.items()}
    writing.write_private(root, files, dry_run=dry_run)
    output.echo(render.as_text(found))
