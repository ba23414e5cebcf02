"""What commands do with changes: list them, and write them under the repository's lock."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import click

from mentoring.cli import output
from mentoring.files.changes import Changes, plan
from mentoring.files.lock import locked
from mentoring.store.programme import Edition
from mentoring.store.record_kinds import Record
from mentoring.store.writer import changes


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes changes below the programme's root, or with `dry_run` only lists them."""

    root: Path
    dry_run: bool = False

    def apply(self, planned: Changes, notice: str = "", **values: object) -> None:
        """Write the changes and list them, one line for each file; then print a notice, if any.

        The notice is a template with its values: what the change means for the people in it.
        """
        list_changes(planned, dry_run=self.dry_run)
        if not self.dry_run:
            with alone(self.root):
                planned.apply()
            if notice:
                output.say(notice, **values)

    def records(self, edition: Edition, *records: Record) -> None:
        """Write records of an edition, each in the layout of its file."""
        self.apply(changes(self.root, records, edition=edition))

    def outbox(self, cohort: str, files: Mapping[str, str | bytes]) -> None:
        """Write files into an edition's outbox, for their owner alone."""
        below = {
            f"outbox/{cohort}/{path}": file.encode() if isinstance(file, str) else file
            for path, file in files.items()
        }
        self.apply(plan(self.root, below, private=True))


@contextmanager
def alone(root: Path) -> Iterator[None]:
    """Hold the repository's lock, and record which command holds it and since when."""
    since = f"{datetime.now().astimezone():%H:%M on %Y-%m-%d}"
    command = click.get_current_context().command_path
    with locked(root, f"{command}, process {os.getpid()}, since {since}", output.echo_err):
        yield


def list_changes(planned: Changes, *, dry_run: bool) -> None:
    """Print what is written, or would be."""
    for line in planned.summary():
        output.echo_err(line)
    if dry_run:
        output.echo_err("Nothing was written.")
