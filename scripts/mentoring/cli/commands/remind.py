"""`mentoring remind`: the messages that are due now."""

from __future__ import annotations

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
    """Write into outbox/ the requests and reminders that are due, and take back those that are not.

    A reminder is recorded as a step of its pair once it is sent, and is drafted until then.

    A check-in is asked for from three days before its day. Whatever a pair leaves open is asked for
    twice, politely, before `mentoring progress` tells an organiser to call; whom an organiser is to
    call gets no reminder.
    """
    write_drafts(root, edition, remind(edition, today), (), today, dry_run=dry_run)
