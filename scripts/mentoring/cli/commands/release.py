"""`mentoring release`: aggregates, through the airlock, into docs/statistics/."""

import secrets
from datetime import date
from pathlib import Path

import click

from mentoring.cli import output, writing
from mentoring.cli.options import (
    cohort_argument,
    dry_run_option,
    format_option,
    pass_root,
    today_option,
)
from mentoring.errors import MentoringError
from mentoring.operations.git.repository import Repository

STAGES = ("applications", "matching", "midterm", "outcome")


@click.command()
@cohort_argument
@click.argument("stage", metavar="STAGE", type=click.Choice(STAGES))
@click.option(
    "--with-open-pairs",
    "open_pairs",
    is_flag=True,
    help="Release the outcome although some pairs are neither completed nor ended.",
)
@format_option("text", "json")
@today_option
@dry_run_option
@pass_root
def command(
    root: Path,
    /,
    cohort: str,
    stage: str,
    form: str,
    today: date,
    *,
    open_pairs: bool,
    dry_run: bool,
) -> None:
    """Release one STAGE of the edition C: applications, matching, midterm or outcome.

    Each stage is released once, in this order; a stage in the Git history is not released again.
    What would become public is shown with its audit. It is refused if a reader could count a small
    group from it and all earlier releases. The outcome waits until every pair is completed or
    ended.
    """
    from mentoring.aggregates.release import ReleaseStage
    from mentoring.disclosure.publish_release import publish, released_entry
    from mentoring.render import release as render
    from mentoring.store.reader import load

    programme = load(root)
    if entry := released_entry(programme, cohort, ReleaseStage(stage)):
        output.echo_err(f"{stage} of {cohort} was released on {entry.on}. Nothing is left to do.")
        return
    _require_new(Repository(root), cohort, stage)
    fresh = secrets.token_hex(32)
    kind = ReleaseStage(stage)
    done = publish(programme, cohort, kind, today, fresh=fresh, open_pairs=open_pairs)
    output.show(form, render, done)
    writing.apply(done.changes, dry_run=dry_run)


def _require_new(repository: Repository, cohort: str, stage: str) -> None:
    """Raise if any commit has released this stage: two releases together would reveal more."""
    from mentoring.disclosure.history import file_of

    path = file_of(cohort, stage)
    if known := repository.commits_with(path):
        raise MentoringError(
            f"{stage} of {cohort} was released in commit {known[0]}, and is never released again. "
            f"To have it back: git checkout {known[0]} -- {path} data/ledgers/{cohort}"
        )
