"""`mentoring review assign`: which reviewers each application gets."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click

from mentoring.cli import output
from mentoring.cli.options import cohort_argument, dry_run_option, format_option, pass_root
from mentoring.errors import MentoringError


@click.command(short_help="Spread applications over reviewers.")
@cohort_argument
@format_option("text", "json")
@dry_run_option
@pass_root
def assign(root: Path, cohort: str, form: str, *, dry_run: bool) -> None:
    """Assign reviewers to every mentee's application of the edition C, in the roster.

    A reviewer never gets their own application, or one of their experiment, their institute or a
    declared conflict. Loads are as equal as possible. Earlier assignments are kept, except where a
    reviewer has declared a conflict since.
    """
    from mentoring.render.reviews import assignment as render
    from mentoring.reviews.assign import assign as spread
    from mentoring.store.reader import load
    from mentoring.store.writer import changes

    edition = load(root).sound(cohort)
    if edition.roster is None:
        raise MentoringError(f"List the reviewers in data/roster/{cohort}.yaml first.")
    roster, rules = edition.roster.record, edition.cohort.record.review
    reviews = [entry.record for entry in edition.reviews]
    found = spread(edition.mentees, roster, reviews, rules.per_application)
    if form == "json":
        output.echo_json(render.as_json(edition.name, found))
    else:
        output.echo(render.as_text(edition.name, found))
    assigned = replace(roster, assignments=dict(found.reviewers))
    output.apply(changes(root, [assigned], edition=edition), dry_run=dry_run)
    output.exit_with(failed=bool(found.shortages))
