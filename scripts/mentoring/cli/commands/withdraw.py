"""`mentoring withdraw`: an applicant leaves the edition."""

from datetime import date
from pathlib import Path

import click

from mentoring.cli import output, writing
from mentoring.cli.options import dry_run_option, pass_edition, today_option
from mentoring.errors import UsageError
from mentoring.operations.withdraw import reinstate, withdraw
from mentoring.people.application import ApplicationStatus
from mentoring.people.pair import Pair
from mentoring.store.edition import Edition


@click.command()
@pass_edition
@click.argument("person", metavar="ID")
@click.option("--do-not-contact", is_flag=True, help="They asked not to be written to at all.")
@click.option("--deceased", is_flag=True, help="They have died.")
@click.option("--undo", is_flag=True, help="It was a mistake: they take part again.")
@today_option
@dry_run_option
def command(
    root: Path,
    edition: Edition,
    person: str,
    today: date,
    *,
    do_not_contact: bool,
    deceased: bool,
    undo: bool,
    dry_run: bool,
) -> None:
    """Withdraw the application ID, and end the announced pairs it was in.

    A letter confirms it, unless they are not to be contacted or have died; the partners get a
    letter, too. `mentoring remind` drafts both.
    """
    if do_not_contact + deceased + undo > 1:
        raise UsageError("Give one of --do-not-contact, --deceased and --undo at most.")
    records = (
        reinstate(edition, person, today)
        if undo
        else withdraw(
            edition, person, today, _status(do_not_contact=do_not_contact, deceased=deceased)
        )
    )
    writing.record(root, edition, *records, dry_run=dry_run)
    applications = [record for record in records if not isinstance(record, Pair)]
    status = applications[0].status if applications else edition.people[person].status
    output.echo(f"{person}: {status}{'' if records else ' (already recorded)'}")
    if records and not undo:
        output.echo(f"Next: mentoring remind {edition.name}")
    for pair in (record for record in records if isinstance(record, Pair)):
        side = "mentee" if pair.mentee == person else "mentor"
        output.echo(f"Then: mentoring replace {edition.name} {pair.mentee} --left {side}")


def _status(*, do_not_contact: bool, deceased: bool) -> ApplicationStatus:
    if deceased:
        return ApplicationStatus.DECEASED
    return ApplicationStatus.DO_NOT_CONTACT if do_not_contact else ApplicationStatus.WITHDRAWN
