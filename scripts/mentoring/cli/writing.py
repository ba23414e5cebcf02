"""What commands do with changes: list them, and write them under the repository's lock."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import click

from mentoring.cli import output
from mentoring.files.changes import Changes, plan
from mentoring.store.edition import Edition
from mentoring.store.record_kinds import Record
from mentoring.store.writer import changes


def apply(planned: Changes, *, dry_run: bool) -> None:
    """Write the changes, or with `dry_run` only list them, one line for each file."""
    list_changes(planned, dry_run=dry_run)
    if not dry_run:
        with alone(planned.root):
            planned.apply()


def record(root: Path, edition: Edition, *records: Record, dry_run: bool) -> None:
    """Write records of an edition, each in the layout of its file."""
    apply(changes(root, records, edition=edition), dry_run=dry_run)


def write_private(root: Path, files: Mapping[str, bytes | None], *, dry_run: bool) -> None:
    """Write files that only their owner may read, such as those in the outbox."""
    apply(plan(root, files, private=True), dry_run=dry_run)


@contextmanager
def alone(root: Path) -> Iterator[None]:
    """Hold the repository's lock, and record which command holds it and since when."""
    from mentoring.files.lock import locked

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
