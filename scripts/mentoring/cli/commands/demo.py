"""`mentoring demo`: a synthetic programme."""

from datetime import date
from itertools import islice
from random import SystemRandom
from typing import Annotated

from click import IntRange

from mentoring.cli import output
from mentoring.cli.command import command, option
from mentoring.cli.writing import Writer
from mentoring.people.ids import new_ids
from mentoring.store.reader import load, load_config

NUMBER = IntRange(0, 100_000)


@command()
def demo(
    *,
    seed: Annotated[int, option("Seed of the draws.")] = 1,
    mentees: Annotated[int, option("Number of mentees.", type=NUMBER)] = 46,
    mentors: Annotated[int, option("Number of mentors.", type=NUMBER)] = 31,
    pairs: Annotated[
        int | None, option("Number of pairs, if not the edition's.", type=IntRange(1))
    ],
    cohort: Annotated[str, option("The edition's name.", "C")] = "2026",
    until: Annotated[
        date | None,
        option(
            "Play until this day: reviews follow two weeks after the close, then pairs.", "DATE"
        ),
    ],
    sample: Annotated[bool, option("Make the sample that comes with the repository.")],
    ids: Annotated[int | None, option("Print fresh ids instead.", "N", type=IntRange(1))],
    write: Writer,
) -> None:
    """Fill the edition C with invented people who use the programme's own words.

    An edition without applications keeps its dates and rules; a missing one is made from
    data/programme.yaml. The same options give the same files, byte for byte. Without --until, the
    edition is as on the day when applications close.
    """
    if ids:
        for fresh in islice(new_ids(SystemRandom(), load(write.root).used_ids), ids):
            output.echo(fresh)
        return
    from mentoring.operations.demo import playing  # loads matching

    if sample:
        files = playing.sample_files(load_config(write.root).record)
    else:
        filled = playing.cohort_to_fill(load(write.root), cohort, pairs)
        until = until or filled.dates.mentees_close
        files = playing.edition_files(seed, mentees, mentors, filled, until)
    changes = playing.new_files(write.root, files)
    if not write.dry_run:
        changes.apply()
    would_be = " would be" if write.dry_run else ""
    output.echo_err(f"{len(files)} files{would_be} written below data/.")
