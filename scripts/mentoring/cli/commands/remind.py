"""`mentoring remind`: the messages that are due now."""

from datetime import date
from pathlib import Path

import click

from mentoring.cli.drafting import write_drafts
from mentoring.cli.options import dry_run_option, pass_edition, today_option
from mentoring.operations.letters.remind import remind
from mentoring.store.edition import Edition


@click.command()
@pass_edition
@today_option
@dry_run_option
def command(root: Path, edition: Edition, today: date, *, dry_run: bool) -> None:
    """Write the requests and reminders that are due into outbox/; remove those no longer due.

    A reminder becomes a step of its pair when it is sent; until then it is drafted again.

    A check-in is requested from three days before its day. A pair is reminded twice of anything it
    leaves open. Then `mentoring progress` asks an organiser to call, and no more reminders are
    written.
    """
    write_drafts(root, edition, remind(edition, today), (), today, dry_run=dry_run)
