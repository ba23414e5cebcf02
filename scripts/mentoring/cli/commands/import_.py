"""`mentoring import`: a form's export becomes records."""

import os
from functools import partial
from pathlib import Path
from random import Random, SystemRandom

import click

from mentoring.cli import output, writing
from mentoring.cli.options import dry_run_option, format_option, pass_root
from mentoring.cli.templates import agreement_template
from mentoring.errors import UsageError
from mentoring.intake import institutes
from mentoring.intake.forms import library
from mentoring.intake.forms.mapping import with_role
from mentoring.intake.importing.result import ImportResult
from mentoring.intake.importing.run_import import Export, published_notices, run_import
from mentoring.intake.importing.submissions import Target
from mentoring.intake.reading.export import Table, read, write_beside, written
from mentoring.intake.reading.indico import Indico
from mentoring.intake.suggest.draft import suggest
from mentoring.operations.pairs.record_answer import record_answer
from mentoring.render import imports as render
from mentoring.render.papers import version_of
from mentoring.store.ids import new_ids, used_ids
from mentoring.store.reader import load
from mentoring.store.writer import changes

ADDRESS_FROM, KEY_FROM = "MENTORING_INDICO_URL", "MENTORING_INDICO_TOKEN"
INDICO = "indico-registration"
STEPS = 4  # each row is read, imported, written as YAML, and saved
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command("import")
@click.argument("file", type=FILE, required=False)
@click.option("--from", "server", type=click.Choice(["indico"]), help="Read from a server instead.")
@click.option("--event", type=int, metavar="ID", help="The event, with --from.")
@click.option("--form", "regform", type=int, metavar="N", help="Its form, if it has several.")
@click.option("--cohort", metavar="C", help="The edition that the answers are for.")
@click.option("--mapping", metavar="NAME", help="The mapping's name or file.")
@click.option(
    "--as", "role", type=click.Choice(["mentee", "mentor"]), help="The role of all people."
)
@click.option("--keep-going", is_flag=True, help="Import sound rows, write out the others.")
@click.option("--suggest", "suggesting", is_flag=True, help="Draft a mapping for an unknown form.")
@click.option("--seed", type=int, help="Draw new ids from this seed, for examples only.")
@format_option("text", "json")
@dry_run_option
@pass_root
def command(
    root: Path,
    file: Path | None,
    cohort: str | None,
    mapping: str | None,
    role: str | None,
    seed: int | None,
    form: str,
    *,
    server: str | None,
    event: int | None,
    regform: int | None,
    keep_going: bool,
    suggesting: bool,
    dry_run: bool,
) -> None:
    """Turn the export FILE of a form (CSV, .xlsx, .ods) into applications, check-ins or reviews.

    Every row and every cell is accounted for. If a row is refused, nothing is written. With
    --keep-going, the other rows are imported, and the refused ones are written to FILE.refused.csv,
    to be corrected and imported again.

    With --from indico --event ID, the registrations are read from the Indico server at
    MENTORING_INDICO_URL, with the token in MENTORING_INDICO_TOKEN.
    """
    if (file is None) is (server is None):
        raise UsageError("Name the export: a FILE, or --from indico --event ID.")
    if suggesting and file is not None:
        output.echo(render.as_draft(suggest(file, root)))
        return
    mapping = mapping or (INDICO if server else None)
    if cohort is None or mapping is None:
        raise UsageError("Name the edition and the mapping: --cohort C --mapping NAME.")
    programme = load(root, output.watched("Reading records"))
    edition = programme.sound(cohort)
    explained = with_role(library.find(mapping, root), role)
    file = file or root / "outbox" / f"indico-{event}.csv"
    table = read(file, explained.source) if server is None else _asked(event, regform)
    export = Export(table=table, mapping=explained, path=file.name)
    random = SystemRandom() if seed is None else Random(seed)  # noqa: S311 (asked for)
    target = Target(
        edition=edition,
        notices=published_notices(programme, edition),
        ids=new_ids(random, used_ids(programme)),
        record=partial(record_answer, edition, version_of(agreement_template(root))),
        institutes=institutes.read(root),
    )
    with output.progress("Importing", STEPS * len(export.table.rows)) as advance:
        imported = run_import(export, target, advance)
        stopped = bool(imported.refused) and not keep_going
        records = () if stopped else output.counted(imported.records, advance)
        planned = changes(root, records, edition=edition, cohort=cohort)
        if not dry_run:
            planned.apply(advance)
    _show(imported.on_trial(edition.people) if stopped or dry_run else imported, form)
    if stopped:
        output.echo_err(
            "Nothing was written. Correct the rows, or import the others with --keep-going."
        )
        output.exit_with(failed=True)
    writing.list_changes(planned, dry_run=dry_run)
    if imported.refused and not dry_run:
        beside = write_beside(file, written(export.table, imported.refused))
        output.echo_err(
            f"The refused rows are in {beside}. They are personal data: never commit them."
        )
    output.exit_with(failed=bool(imported.refused))


def _asked(event: int | None, form: int | None) -> Table:
    """The registrations of an event, from the Indico server named in the environment."""
    url, token = os.environ.get(ADDRESS_FROM, ""), os.environ.get(KEY_FROM, "")
    if event is None or not url or not token:
        raise UsageError(f"Name the event, --event ID, and set {ADDRESS_FROM} and {KEY_FROM}.")
    watched = output.watched("Reading registrations")
    return Indico(url=url, token=token).registrations(event, form, watched)


def _show(imported: ImportResult, form: str) -> None:
    if imported.problems and form == "text":
        output.echo_err(render.by_cause(imported.problems))
    output.show(form, render, imported)
