"""`mentoring announce`: one letter to each applicant."""

from datetime import date
from pathlib import Path

import click

from mentoring.cli import templates, writing
from mentoring.cli.drafting import write_drafts
from mentoring.cli.options import cohort_argument, dry_run_option, pass_root, today_option
from mentoring.store.reader import load


@click.command()
@cohort_argument
@click.option("--copy-texts", is_flag=True, help="Only copy the texts that you want to edit.")
@today_option
@dry_run_option
@pass_root
def command(root: Path, cohort: str, today: date, *, copy_texts: bool, dry_run: bool) -> None:
    """Write into outbox/ a letter to each applicant, and record the pairs of C as announced.

    The two sides of each pair are introduced to each other. All other applicants get an answer: on
    the waiting list, not selected, not eligible, too late, or a mentor not needed. A letter that
    the ledger lists as sent is not written again. Once the days to accept are over, only letters to
    new pairs are written. Nothing is announced before the edition's day, and only the pairs of the
    sealed match are. The texts are those in data/templates/, or else the package's.
    """
    from mentoring.operations import match_files
    from mentoring.operations.letters.announce import announce, best_tickets
    from mentoring.operations.run_match import why_waiting
    from mentoring.operations.verification import require_sealed

    if copy_texts:
        writing.apply(templates.copies(root), dry_run=dry_run)
        return
    programme = load(root)
    edition = programme.sound(cohort)
    if any(not entry.record.latest.meaning.told for entry in edition.pairs):
        require_sealed(programme, edition.name)
    known = match_files.numbers(root, edition.name)
    sealed = match_files.latest(root, edition.name) if known else None
    announcement = announce(
        edition,
        today,
        tickets=best_tickets(sealed) if sealed else {},
        why=why_waiting(sealed) if sealed else {},
    )
    write_drafts(root, edition, announcement.letters, announcement.pairs, today, dry_run=dry_run)
