"""`mentoring agreement`: each pair's mentoring agreement as a PDF."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from mentoring.cli import output, templates
from mentoring.cli.options import cohort_argument, dry_run_option, pass_root
from mentoring.files.changes import plan
from mentoring.operations.letters.couples import standing_couples
from mentoring.render.agreement import as_pdf
from mentoring.store.reader import load

if TYPE_CHECKING:
    from pathlib import Path


@click.command()
@cohort_argument
@dry_run_option
@pass_root
def command(root: Path, cohort: str, *, dry_run: bool) -> None:
    """Write into outbox/ the agreement of each pair of C: with its terms, or blank.

    The text is data/templates/agreement.typ, where the programme has its own.
    """
    edition = load(root).sound(cohort)
    template, fonts = templates.agreement_template(root), templates.fonts(root)
    couples = standing_couples(edition, [entry.record for entry in edition.pairs])
    files: dict[str, bytes | None] = {}
    with output.progress("Agreements", len(couples)) as advance:
        for one in couples:
            path = f"outbox/{edition.name}/agreements/{one.mentee.id}.pdf"
            files[path] = as_pdf(
                template,
                edition.cohort.record,
                one.mentee,
                one.mentor,
                one.mentorship.agreement,
                told=one.announced,
                fonts=fonts,
            )
            advance(1)
    output.apply(plan(root, files, private=True), dry_run=dry_run)
    output.show(f"{len(files)} agreements in outbox/{edition.name}/agreements/.")
