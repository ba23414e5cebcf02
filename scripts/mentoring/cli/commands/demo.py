"""`mentoring demo`: a synthetic programme."""

from __future__ import annotations

from random import SystemRandom
from typing import TYPE_CHECKING

import click

from mentoring.cli import output
from mentoring.cli.days import DAY
from mentoring.cli.options import dry_run_option, pass_folder
from mentoring.store.identity import new_id
from mentoring.store.reader import load
from mentoring.store.used_ids import used_ids

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path


@click.command(short_help="Make a synthetic programme of any size from a seed.")
@click.option("--seed", type=int, default=1, show_default=True, help="Other people for another.")
@click.option("--mentees", type=click.IntRange(0, 100_000), default=46, show_default=True)
@click.option("--mentors", type=click.IntRange(0, 100_000), default=31, show_default=True)
@click.option("--pairs", type=click.IntRange(1), default=20, show_default=True, help="The cap.")
@click.option("--cohort", "year", type=click.IntRange(2000, 9998), default=2026, show_default=True)
@click.option(
    "--until",
    metavar="DATE",
    type=DAY,
    help="Play on until this day: reviews follow two weeks after the close, then the pairs.",
)
@click.option("--sample", is_flag=True, help="Make the sample that comes with the repository.")
@click.option(
    "--ids", "count", metavar="N", type=click.IntRange(1), help="Print fresh ids instead."
)
@dry_run_option
@pass_folder
def command(  # noqa: PLR0913, PLR0917 (its options)
    root: Path,
    seed: int,
    mentees: int,
    mentors: int,
    pairs: int,
    year: int,
    until: date | None,
    count: int | None,
    *,
    sample: bool,
    dry_run: bool,
) -> None:
    """Make a synthetic programme under data/ of a folder that has none: nobody in it is real.

    The same numbers give the same files, byte for byte. Without --until it stands as applications
    have just closed.
    """
    if count:
        _print_ids(root, count)
        return
    from mentoring.operations.demo.editions import edition  # these load all of matching
    from mentoring.operations.demo.playing import edition_files, sample_files
    from mentoring.operations.demo.writing import write_new

    plain = edition(str(year), pairs=pairs)
    day = until or plain.dates.mentees_close
    files = sample_files() if sample else edition_files(seed, mentees, mentors, plain, day)
    if not dry_run:
        write_new(root, files)
    output.echo_err(f"{len(files)} files{' would be' if dry_run else ''} written below data/.")


def _print_ids(root: Path, count: int) -> None:
    """Ids that nobody in this repository has."""
    used = set(used_ids(load(root)))
    for _ in range(count):
        fresh = new_id(SystemRandom(), used)
        used.add(fresh)
        output.echo(fresh)
