"""`mentoring agreement`: each pair's mentoring agreement as a PDF."""

from functools import partial
from pathlib import Path

import click

from mentoring.cli import output, templates, writing
from mentoring.cli.options import dry_run_option, pass_edition
from mentoring.errors import PersonError
from mentoring.operations.letters.letter import Couple, current_couples
from mentoring.programme.cohort import Cohort
from mentoring.render.papers import agreement_pdf
from mentoring.store.edition import Edition


@click.command()
@pass_edition
@dry_run_option
def command(root: Path, edition: Edition, *, dry_run: bool) -> None:
    """Write into outbox/ the agreement of each pair of C: with its terms, or blank.

    The text is data/templates/agreement.typ, if the programme has its own. A pair that signed an
    earlier version keeps that version: it is set from data/templates/agreement-VERSION.typ.
    """
    couples = current_couples(edition)
    files: dict[str, bytes | None] = {}
    problems: list[str] = []
    earlier: list[str] = []
    with output.progress("Agreements", len(couples)) as advance:
        for couple in couples:
            path = f"outbox/{edition.name}/agreements/{couple.mentee.id}.pdf"
            signed = couple.mentorship.agreement
            text = templates.agreement_signed(root, signed.template if signed else None)
            if text is None:
                earlier.append(f"{couple.mentee.id} ({signed.template if signed else ''})")
            else:
                files[path] = _set(root, text, edition.cohort.record, couple, problems)
            advance(1)
    writing.write_private(root, files, dry_run=dry_run)
    output.echo(f"{len(files)} agreements in outbox/{edition.name}/agreements/.")
    if earlier:
        output.echo(
            f"Signed under an earlier version, which stays valid: {', '.join(earlier)}. To set "
            "these, too, keep its text as data/templates/agreement-VERSION.typ."
        )
    for problem in problems:
        output.echo_err(problem)
    output.exit_with(failed=bool(problems))


def _set(root: Path, text: str, cohort: Cohort, couple: Couple, problems: list[str]) -> bytes:
    """The PDF; if no font can show a name, note the problem and leave lines for the names."""
    made = partial(agreement_pdf, text, cohort, couple, fonts=templates.fonts(root))
    try:
        return made()
    except PersonError as error:
        problems.append(f"{error} Until then it has lines for the names.")
        return made(unnamed=True)
