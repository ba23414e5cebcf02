"""`mentoring new`: the next edition's files."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from mentoring.cli.options import dry_run_option, pass_root
from mentoring.cli.output import apply, echo_err
from mentoring.errors import UsageError
from mentoring.operations.next_edition import files
from mentoring.store.reader import load
from mentoring.store.record_kinds import path_of
from mentoring.store.writer import changes

if TYPE_CHECKING:
    from pathlib import Path


@click.command()
@click.argument("name", metavar="C")
@click.option("--from", "earlier", metavar="B", required=True, help="The edition to start from.")
@dry_run_option
@pass_root
def command(root: Path, name: str, earlier: str, *, dry_run: bool) -> None:
    """Start the edition C from the edition B: its dates, rules, roster and no decisions.

    Every date keeps its weekday; the lottery's draw and the forms' addresses are left out. Look at
    the new data/cohorts/C.yaml before you commit it.
    """
    programme = load(root)
    edition = programme.edition(earlier)
    roster = edition.roster.record if edition.roster else None
    records = files(edition.cohort.record, roster, name)
    missing = [one for one in records if not (root / path_of(one)).exists()]
    there = programme.editions.get(name)
    if there and (there.cohort.record != records[0] or not missing):
        raise UsageError(f"The edition {name} is there already: data/cohorts/{name}.yaml.")
    apply(changes(root, missing), dry_run=dry_run)
    echo_err(f"Now look at data/cohorts/{name}.yaml, and run `mentoring validate`.")
