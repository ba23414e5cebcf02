"""`mentoring certificates`: thanks and certificates for those who completed."""

from datetime import date
from pathlib import Path

import click

from mentoring.cli import output
from mentoring.cli.drafting import write_drafts
from mentoring.cli.options import dry_run_option, pass_edition, today_option
from mentoring.operations.letters.close import certificates, closing
from mentoring.store.edition import Edition


@click.command()
@pass_edition
@click.option("--look-up", metavar="CODE", help="Only say whose certificate has this code.")
@today_option
@dry_run_option
def command(
    root: Path, edition: Edition, look_up: str | None, today: date, *, dry_run: bool
) -> None:
    """Write into outbox/ a letter of thanks, with a certificate, to all who completed.

    It asks for the last survey, and mentors whether they stay for the next edition. Each
    certificate has a short code, by which you can confirm it while the edition's data are kept.
    """
    if look_up is not None:
        _look_up(edition, look_up)
        return
    write_drafts(root, edition, closing(edition), (), today, dry_run=dry_run)


def _look_up(edition: Edition, code: str) -> None:
    """Print the id of the certificate's holder; exit with 1 if there is none."""
    found = [
        certificate
        for certificate in certificates(edition)
        if certificate.code == code.strip().lower()
    ]
    for one in found:
        output.echo(f"{one.code}: {one.to.id}, {one.to.role}, {one.since} to {one.until}")
    if not found:
        output.echo(f"No certificate of {edition.name} has the code {code}.")
    output.exit_with(failed=not found)
