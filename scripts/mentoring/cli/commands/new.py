"""`mentoring new`: an edition's files."""

from pathlib import Path

import click

from mentoring.cli.options import dry_run_option, pass_root
from mentoring.cli.output import echo_err
from mentoring.cli.writing import apply
from mentoring.errors import NeedsKeyError, UsageError
from mentoring.operations.new_edition import files, first_edition
from mentoring.people.decisions import Decisions
from mentoring.store.reader import load
from mentoring.store.record_kinds import Record, path_of
from mentoring.store.writer import changes

IN_PLAIN_TEXT = """\
The roster of {cohort} is in plain text. Before you commit it:
    mentoring keys init {cohort} --steward ID"""


@click.command()
@click.argument("name", metavar="C")
@click.option(
    "--from", "earlier", metavar="B", help="The edition to start from, if not the latest."
)
@dry_run_option
@pass_root
def command(root: Path, name: str, earlier: str | None, *, dry_run: bool) -> None:
    """Start the edition C, such as 2027 or 2027-spring: its dates, rules and no decisions.

    The first edition is made from data/programme.yaml, the next from the one before, or from B:
    then every date keeps its weekday, the roster stays, and the lottery's draw and the forms'
    addresses are left out. Look at the new data/cohorts/C.yaml before you commit it.
    """
    programme = load(root)
    others = [edition_name for edition_name in programme.editions if edition_name != name]
    earlier = earlier or (others[-1] if others else None)
    records: tuple[Record, ...]
    if earlier is None:
        records = (first_edition(programme.config, name), Decisions(cohort=name))
    else:
        edition = programme.edition(earlier)
        roster = edition.roster.record if edition.roster else None
        if roster and not edition.is_open:
            raise NeedsKeyError(edition.name)
        records = files(edition.cohort.record, roster, name)
    missing = [record for record in records if not (root / path_of(record)).exists()]
    there = programme.editions.get(name)
    if there and (there.cohort.record != records[0] or not missing):
        raise UsageError(f"The edition {name} is there already: data/cohorts/{name}.yaml.")
    made_from = there or programme.editions.get(earlier or name)
    apply(changes(root, missing, edition=made_from), dry_run=dry_run)
    if made_from and made_from.keys and records:
        echo_err(IN_PLAIN_TEXT.format(cohort=name))
    echo_err(f"Now look at data/cohorts/{name}.yaml, and run `mentoring validate`.")
