"""`mentoring migrate`: a repository of an earlier version in the present layout."""

from pathlib import Path

import click

from mentoring.cli import output, writing
from mentoring.cli.options import dry_run_option, pass_root
from mentoring.files.changes import plan
from mentoring.operations.migrate import Stated, migration
from mentoring.programme.config import Noun

AFTERWARDS = (
    "Now check every word in data/programme.yaml. Then run `mentoring schemas`, `mentoring "
    "validate`, and `mentoring site --check`, which finds words of another programme on the pages."
)


@click.command()
@click.option(
    "--affiliation",
    nargs=2,
    default=("experiment", "experiments"),
    show_default=True,
    help="What people belong to.",
)
@click.option(
    "--people",
    nargs=2,
    default=("participant", "participants"),
    show_default=True,
    help="What people who take part are called.",
)
@click.option("--host", default="the host laboratory", help="Where people may meet in person.")
@click.option("--place", default="the programme's town", help="The town with the local time.")
@click.option("--address", default="https://mentoring.example.org/", help="The public site's URL.")
@click.option(
    "--answer-days",
    type=click.IntRange(1, 365),
    default=30,
    show_default=True,
    help="Days to answer a request about personal data.",
)
@dry_run_option
@pass_root
def command(
    root: Path,
    affiliation: tuple[str, str],
    people: tuple[str, str],
    host: str,
    place: str,
    address: str,
    answer_days: int,
    *,
    dry_run: bool,
) -> None:
    """Bring a repository of an earlier version to the present layout.

    It writes data/programme.yaml from the latest edition and from the vocabulary in the tool's old
    source, if it is missing. It splits each application in two files, what matching reads and who
    the person is, and points the first line of every record to data/.schemas/. Published figures
    keep their groups. Give nouns in the singular and in the plural.
    """
    stated = Stated(
        affiliation=Noun(one=affiliation[0], many=affiliation[1]),
        people=Noun(one=people[0], many=people[1]),
        host=host,
        place=place,
        address=address,
        answer_days=answer_days,
    )
    writing.apply(plan(root, migration(root, stated)), dry_run=dry_run)
    output.echo_err(AFTERWARDS)
