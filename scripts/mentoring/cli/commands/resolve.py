"""`mentoring resolve`: names of people to avoid become ids, or are dismissed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from mentoring.cli import output
from mentoring.cli.options import cohort_argument, dry_run_option, pass_root, today_option
from mentoring.errors import UsageError
from mentoring.intake.corrections import application_of, resolve
from mentoring.intake.taking.known import everybody
from mentoring.store.reader import load
from mentoring.store.writer import changes

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from mentoring.store.edition import Edition


@click.command()
@cohort_argument
@click.argument("person", metavar="[ID", required=False)
@click.argument("number", metavar="NUMBER]", type=int, required=False)
@click.option("--as", "meant", metavar="ID", help="The person whom the name means.")
@click.option("--dismiss", is_flag=True, help="The name means nobody in this edition.")
@today_option
@dry_run_option
@pass_root
def command(  # noqa: PLR0913 (its options)
    root: Path,
    cohort: str,
    person: str | None,
    number: int | None,
    meant: str | None,
    today: date,
    *,
    dismiss: bool,
    dry_run: bool,
) -> None:
    """List the names in C that nobody could be found for, or settle one of them.

    People named whom an applicant must not be matched with; matching waits until each is settled.
    The names stand in the application's file, under person and unresolved; here they are numbered.
    """
    edition = load(root).sound(cohort)
    if person is None or number is None:
        output.show(_open(edition))
        return
    if (meant is None) is not dismiss:
        raise UsageError("Say whom the name means, --as ID, or --dismiss it.")
    if meant is not None:
        application_of(edition.people, meant)
    one = application_of(edition.people, person)
    output.apply(changes(root, [resolve(one, number, meant, today)]), dry_run=dry_run)


def _open(edition: Edition) -> str:
    """Each unresolved name by its number, with the ids of people it may mean."""
    known = everybody(edition.people.values())
    lines = [
        f"{one.id} {number}  perhaps {', '.join(known.perhaps(name)) or 'nobody'}"
        for one in edition.people.values()
        for number, name in enumerate(one.person.unresolved, start=1)
    ]
    return "\n".join(lines) or f"Every name in {edition.name} is settled."
