"""`mentoring consent`: an applicant's change of consent."""

from datetime import date
from pathlib import Path

import click

from mentoring.cli import output, writing
from mentoring.cli.options import dry_run_option, pass_edition, today_option
from mentoring.errors import UsageError
from mentoring.intake.corrections import application_of, consent, take_back
from mentoring.store.edition import Edition


@click.command()
@pass_edition
@click.argument("person", metavar="ID")
@click.option("--statistics/--no-statistics", default=None, help="Count them in statistics.")
@click.option("--listed/--no-listed", default=None, help="List them in the anonymous catalogue.")
@click.option("--next-edition/--no-next-edition", default=None, help="Keep them in the pool.")
@click.option("--take-back", "all_of_it", is_flag=True, help="Withdraw all consents.")
@today_option
@dry_run_option
def command(
    root: Path,
    edition: Edition,
    person: str,
    statistics: bool | None,  # noqa: FBT001 (as Click passes it)
    listed: bool | None,  # noqa: FBT001
    next_edition: bool | None,  # noqa: FBT001
    today: date,
    *,
    all_of_it: bool,
    dry_run: bool,
) -> None:
    """Record a change in the consents of the person ID."""
    application = application_of(edition.people, person)
    given = {"statistics": statistics, "listed": listed, "next_edition": next_edition}
    if not all_of_it and all(value is None for value in given.values()):
        raise UsageError("Name the change, such as --no-listed, or --take-back for all consents.")
    after = take_back(application, today) if all_of_it else consent(application, today, **given)
    writing.record(root, edition, after, dry_run=dry_run)
    if all_of_it:
        name = edition.name
        output.echo(f"Next: mentoring withdraw {name} {person}, then mentoring remind {name}.")
        output.echo(f"If they want their data erased now: mentoring erase {person}")
