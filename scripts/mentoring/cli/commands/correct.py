"""`mentoring correct`: an applicant's correction."""

from datetime import date
from pathlib import Path
from typing import Any

import click

from mentoring.cli import writing
from mentoring.cli.options import dry_run_option, pass_edition, today_option
from mentoring.errors import UsageError
from mentoring.files.yaml.parse import parse
from mentoring.intake.corrections import application_of, correct
from mentoring.store.edition import Edition


@click.command()
@pass_edition
@click.argument("person", metavar="ID")
@click.argument("values", metavar="FIELD=VALUE…", nargs=-1, required=True)
@today_option
@dry_run_option
def command(
    root: Path,
    edition: Edition,
    person: str,
    values: tuple[str, ...],
    today: date,
    *,
    dry_run: bool,
) -> None:
    """Correct fields of the application ID, and record the correction.

    Fields are named as in the file, with dots: institute="Sample Laboratory, Lund",
    location.in_person=true, languages="[en, fr]". An empty value removes the field.
    """
    application = application_of(edition.people, person)
    corrected = correct(application, dict(map(_stated, values)), today, edition.config.vocabulary)
    writing.record(root, edition, corrected, dry_run=dry_run)


def _stated(text: str) -> tuple[str, Any]:
    """A field and its value, parsed as in the YAML file."""
    field, sign, value = text.partition("=")
    if not sign:
        raise UsageError(f"{text} states no value. Write it as field=value.")
    return field.strip(), parse(value.encode(), field).value if value.strip() else None
