"""`mentoring demo`: a synthetic programme."""

from datetime import date
from itertools import islice
from pathlib import Path
from random import SystemRandom

import click

from mentoring.cli import output, writing
from mentoring.cli.options import dry_run_option, pass_root
from mentoring.cli.values import DAY
from mentoring.store.identity import new_ids
from mentoring.store.reader import load, load_config
from mentoring.store.used_ids import used_ids


@click.command("demo")
@click.option("--seed", type=int, default=1, show_default=True, help="Seed of the draws.")
@click.option(
    "--mentees",
    type=click.IntRange(0, 100_000),
    default=46,
    show_default=True,
    help="Number of mentees.",
)
@click.option(
    "--mentors",
    type=click.IntRange(0, 100_000),
    default=31,
    show_default=True,
    help="Number of mentors.",
)
@click.option("--pairs", type=click.IntRange(1), help="Number of pairs, if not the edition's.")
@click.option(
    "--cohort", "name", metavar="C", default="2026", show_default=True, help="The edition's name."
)
@click.option(
    "--until",
    metavar="DATE",
    type=DAY,
    help="Play until this day: reviews follow two weeks after the close, then pairs.",
)
@click.option("--sample", is_flag=True, help="Make the sample that comes with the repository.")
@click.option(
    "--ids", "count", metavar="N", type=click.IntRange(1), help="Print fresh ids instead."
)
@dry_run_option
@pass_root
def command(  # noqa: PLR0917 (its options)
    root: Path,
    seed: int,
    mentees: int,
    mentors: int,
    pairs: int | None,
    name: str,
    until: date | None,
    count: int | None,
    *,
    sample: bool,
    dry_run: bool,
) -> None:
    """Fill the edition C with invented people who use the programme's own words.

    An edition without applications keeps its dates and rules; a missing one is made from
    data/programme.yaml. The same options give the same files, byte for byte. Without --until, the
    edition is as on the day when applications close.
    """
    if count:
        for fresh in islice(new_ids(SystemRandom(), used_ids(load(root))), count):
            output.echo(fresh)
        return
    from mentoring.operations.demo import playing  # loads matching

    if sample:
        files = playing.sample_files(load_config(root).record)
    else:
        cohort = playing.cohort_to_fill(load(root), name, pairs)
        until = until or cohort.dates.mentees_close
        files = playing.edition_files(seed, mentees, mentors, cohort, until)
    changes = playing.new_files(root, files)
    if not dry_run:
        with writing.alone(root):
            changes.apply()
    output.echo_err(f"{len(files)} files{' would be' if dry_run else ''} written below data/.")
