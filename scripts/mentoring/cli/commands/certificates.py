"""`mentoring certificates`: thanks and certificates for those who completed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from mentoring.cli.drafting import write_drafts
from mentoring.cli.options import cohort_argument, dry_run_option, pass_root, today_option
from mentoring.operations.letters.close import closing
from mentoring.store.reader import load

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path


@click.command()
@cohort_argument
@today_option
@dry_run_option
@pass_root
def command(root: Path, cohort: str, today: date, *, dry_run: bool) -> None:
    """Write into outbox/ a letter of thanks, with a certificate, to everybody who completed.

    It asks for the last survey, and mentors whether they stay for the next edition.
    """
    edition = load(root).sound(cohort)
    write_drafts(root, edition, closing(edition), (), today, dry_run=dry_run)
