"""`mentoring match`: the best pairs, and their proof."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from mentoring.cli import output
from mentoring.cli.options import (
    cohort_argument,
    dry_run_option,
    format_option,
    pass_root,
    today_option,
)

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path


@click.command(short_help="Choose the best pairs, and prove it.")
@cohort_argument
@format_option("text", "json")
@today_option
@dry_run_option
@pass_root
def command(root: Path, cohort: str, form: str, today: date, *, dry_run: bool) -> None:
    """Choose the best pairs of the edition C, as proposals, sealed with a proof.

    Once pairs are announced nothing is written any more: it shows what stands.
    """
    from mentoring.operations.match import match
    from mentoring.render import matching as render
    from mentoring.store.reader import load

    programme = load(root)
    edition = programme.edition(cohort)
    with output.progress("Scoring", len(edition.mentees)) as advance:
        done = match(programme, edition.name, today, advance)
    if form == "json":
        output.show_json(render.as_json(done.outcome))
    else:
        output.show(render.as_text(done))
    if done.standing:
        output.note("Pairs are announced, so nothing was written.")
    else:
        output.apply(done.changes, dry_run=dry_run)
