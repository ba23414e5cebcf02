"""`mentoring renew`: the mentors who stay for the next edition."""

from datetime import date
from pathlib import Path
from random import SystemRandom

import click

from mentoring.cli import output, writing
from mentoring.cli.options import cohort_argument, dry_run_option, pass_root, today_option
from mentoring.operations.new_edition import renew
from mentoring.store.reader import load
from mentoring.store.writer import changes


@click.command()
@cohort_argument
@click.argument("later", metavar="NEXT")
@click.option("--yes", metavar="ID", multiple=True, help="Said yes by letter; may be repeated.")
@today_option
@dry_run_option
@pass_root
def command(
    root: Path, cohort: str, later: str, today: date, yes: tuple[str, ...], *, dry_run: bool
) -> None:
    """Carry over to the edition NEXT the mentors of C who said at its end that they stay.

    Record a yes with `mentoring consent C ID --next-edition`, on the last day of C or later, or
    name the mentor with --yes; a tick on last year's form is not enough. Each mentor gets a new id,
    under the privacy notice that they agreed to. Mentors who have already applied to NEXT are left
    alone.
    """
    programme = load(root)
    programme.sound(cohort)
    programme.sound(later)
    carried = renew(programme, cohort, later, today, SystemRandom(), yes)
    writing.apply(changes(root, carried, edition=programme.edition(later)), dry_run=dry_run)
    output.echo(f"{len(carried)} mentor{'' if len(carried) == 1 else 's'} carried over to {later}.")
    notice = programme.edition(later).cohort.record.privacy.notice
    older = sum(application.consent.notice != notice for application in carried)
    if older:
        output.echo(
            f"{older} agreed to another privacy notice than {notice}: ask for consent to it."
        )
