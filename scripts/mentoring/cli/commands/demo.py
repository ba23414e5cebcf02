"""`mentoring demo`: a synthetic programme."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from random import SystemRandom

import click

from mentoring.cli import output, writing
from mentoring.cli.options import dry_run_option, pass_root
from mentoring.cli.values import DAY
from mentoring.errors import UsageError
from mentoring.programme.cohort import Cohort
from mentoring.store.identity import new_id
from mentoring.store.programme import Programme
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
        _print_ids(root, count)
        return
    from mentoring.operations.demo.playing import (  # loads matching
        edition_files,
        new_files,
        sample_files,
    )

    if sample:
        files = sample_files(load_config(root).record)
    else:
        cohort = _cohort(load(root), name, pairs)
        files = edition_files(seed, mentees, mentors, cohort, until or cohort.dates.mentees_close)
    changes = new_files(root, files)
    if not dry_run:
        with writing.alone(root):
            changes.apply()
    output.echo_err(f"{len(files)} files{' would be' if dry_run else ''} written below data/.")


def _cohort(programme: Programme, name: str, pairs: int | None) -> Cohort:
    """The edition to fill: the existing one, or a new one made from the programme's file."""
    from mentoring.operations.demo.generate import with_addresses
    from mentoring.operations.new_edition import first_edition

    there = programme.editions.get(name)
    if there and there.applications:
        raise UsageError(f"The edition {name} has applications already. Use another repository.")
    cohort = there.cohort.record if there else first_edition(programme.config, name)
    cohort = with_addresses(cohort)
    return replace(cohort, pairs=pairs) if pairs else cohort


def _print_ids(root: Path, count: int) -> None:
    """Print new ids that are not in use in this repository."""
    used = set(used_ids(load(root)))
    for _ in range(count):
        fresh = new_id(SystemRandom(), used)
        used.add(fresh)
        output.echo(fresh)
