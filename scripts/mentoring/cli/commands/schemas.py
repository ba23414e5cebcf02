"""`mentoring schemas`: this programme's schemas for editors."""

from pathlib import Path

import click

from mentoring import schemas
from mentoring.cli.options import dry_run_option, pass_root
from mentoring.cli.writing import apply
from mentoring.files.changes import plan
from mentoring.store.reader import load_config

FOLDER = "data/.schemas"


@click.command()
@dry_run_option
@pass_root
def command(root: Path, *, dry_run: bool) -> None:
    """Write the schemas with this programme's words into data/.schemas/, for editors to complete.

    The first line of every record points there. Git ignores the folder: give the command again
    after data/programme.yaml or the tool has changed.
    """
    texts = schemas.for_editors(load_config(root).record.vocabulary)
    files = {f"{FOLDER}/{name}": text.encode() for name, text in texts.items()}
    apply(plan(root, files), dry_run=dry_run)
