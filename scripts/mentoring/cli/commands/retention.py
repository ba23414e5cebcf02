"""`mentoring retention`: lists and removes data past their retention date."""

from datetime import date
from pathlib import Path

import click

from mentoring.cli import output
from mentoring.cli.commands.erase import agreed, finished, tell, yes_option
from mentoring.cli.options import dry_run_option, format_option, pass_root, today_option
from mentoring.operations.git.objects import paths
from mentoring.operations.git.repository import Repository
from mentoring.operations.retention import RetentionStatus, ended_voices, holdings, strays
from mentoring.render import retention as render
from mentoring.store.reader import load


@click.command()
@click.option("--apply", is_flag=True, help="Remove data past their date, also from the history.")
@today_option
@dry_run_option
@yes_option
@format_option("text", "json")
@pass_root
def command(root: Path, today: date, form: str, *, apply: bool, dry_run: bool, yes: bool) -> None:
    """Show until when each edition's personal data are kept; exit with 1 if a date is past.

    Dates in the next 60 days are marked, and voices whose consent has ended are listed. With
    --apply, data past their date are removed from the files, the history and outbox/; the edition's
    rules, released figures and other voices stay.
    """
    repository = Repository(root)
    if apply and finished(repository, form, dry_run=dry_run):
        return
    programme = load(root)
    history = paths(repository).values() if repository.there else ()
    found, loose = holdings(programme, history), strays(programme)
    past = [holding.cohort for holding in found if holding.status(today) is RetentionStatus.PAST]
    voices = [entry.path for entry in ended_voices(programme, today)]
    if apply and (past or voices):
        from mentoring.operations.encryption import encrypted
        from mentoring.operations.erasure.editions import remove

        agreed(yes=yes, dry_run=dry_run)
        done = remove(repository, past, today, dry_run=dry_run)
        for name in encrypted(root) if form == "text" else ():
            if name in past:
                output.echo(f"Last, each steward with a key: mentoring keys destroy {name}")
        tell(done, form)
        return
    output.show(form, render, found, voices, loose, today)
    output.exit_with(failed=bool(past or voices))
