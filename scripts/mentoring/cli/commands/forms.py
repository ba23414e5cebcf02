"""`mentoring form`, `import` and `profiles`: what applicants are asked, answer, and read."""

import os
from functools import cache, partial
from pathlib import Path
from random import Random, SystemRandom
from typing import Annotated, Literal

from mentoring.cli import output
from mentoring.cli.command import Format, Root, Today, command, option
from mentoring.cli.group import FILE
from mentoring.cli.templates import agreement_version
from mentoring.cli.writing import Writer, list_changes
from mentoring.errors import UsageError
from mentoring.files.yaml.emit import dump
from mentoring.intake import catalogue, institutes
from mentoring.intake.forms import library
from mentoring.intake.forms.fields import part
from mentoring.intake.forms.mapping import NOTICE, with_edition, with_role
from mentoring.intake.importing.context import Import
from mentoring.intake.importing.run_import import published_notices, run_import
from mentoring.intake.reading.export import Table, read, write_refused
from mentoring.intake.reading.indico import registrations
from mentoring.intake.suggest import draft
from mentoring.operations.pairs.log import record_answer
from mentoring.people.ids import new_ids
from mentoring.people.lifecycle import Side
from mentoring.render.environment import written as filled
from mentoring.render.problems import by_cause
from mentoring.store.programme import Edition
from mentoring.store.reader import load
from mentoring.store.writer import changes

ADDRESS_FROM, KEY_FROM = "MENTORING_INDICO_URL", "MENTORING_INDICO_TOKEN"
STEPS = 4  # each row is read, imported, written as YAML, and saved
REPORTED = ("rows", "twofold", "counts", "cells", "outcomes", "unread", "open_days")


@command()
def form(
    *,
    root: Root,
    source: str,
    cohort: Annotated[
        str | None, option("Use this edition's affiliations and privacy notice.", "C")
    ],
    as_: Annotated[Side | None, option("For this role only.")],
) -> None:
    """Print the questions, choices and help texts for the form that the mapping SOURCE reads.

    SOURCE is a tool, such as google-forms, or a tool with other questions, such as
    google-forms:check-in. The output is Markdown.
    """
    mapping = library.find(source, root)
    record = load(root).edition(cohort).cohort.record if cohort else None
    values = {"cohort": record, "role": as_, "schema_of": part, "notice": NOTICE}
    asked = with_edition(mapping, record) if record else mapping
    output.say("form.md.j2", "markdown", mapping=asked, **values)


@command()
def import_(
    *,
    file: Annotated[Path | None, FILE],
    from_: Annotated[Literal["indico"] | None, option("Read from a server instead.")],
    event: Annotated[int | None, option("The event, with --from.", "ID")],
    form: Annotated[int | None, option("Its form, if it has several.", "N")],
    cohort: Annotated[str | None, option("The edition that the answers are for.", "C")],
    mapping: Annotated[str | None, option("The mapping's name or file.", "NAME")],
    as_: Annotated[Side | None, option("The role of all people.")],
    keep_going: Annotated[bool, option("Import sound rows, write out the others.")],
    suggest: Annotated[bool, option("Draft a mapping for an unknown form.")],
    seed: Annotated[int | None, option("Draw new ids from this seed, for examples only.")],
    format_: Format,
    write: Writer,
) -> None:
    """Turn the export FILE of a form (CSV, .xlsx, .ods) into applications, check-ins or reviews.

    Every row and every cell is accounted for. If a row is refused, nothing is written. With
    --keep-going, the other rows are imported, and the refused ones are written to FILE.refused.csv,
    to be corrected and imported again.

    With --from indico --event ID, the registrations are read from the Indico server at
    MENTORING_INDICO_URL, with the token in MENTORING_INDICO_TOKEN.
    """
    root = write.root
    if (file is None) is (from_ is None):
        raise UsageError("Name the export: a FILE, or --from indico --event ID.")
    if suggest and file:
        suggested = draft.suggest(file, root)
        text = dump(suggested.mapping).rstrip("\n")
        output.say("mapping-draft.yaml.j2", draft=suggested, mapping=text)
        return
    mapping = mapping or ("indico-registration" if from_ else None)
    if cohort is None or mapping is None:
        raise UsageError("Name the edition and the mapping: --cohort C --mapping NAME.")
    programme = load(root, output.watched("Reading records"))
    edition = programme.sound(cohort)
    explained = with_role(library.find(mapping, root), as_)
    random = SystemRandom() if seed is None else Random(seed)  # noqa: S311 (asked for)
    given = Import(
        table=read(file, explained.source) if file else _registrations(event, form),
        mapping=with_edition(explained, edition.cohort.record),
        edition=edition,
        notices=published_notices(programme, edition),
        ids=new_ids(random, programme.used_ids),
        record=partial(record_answer, edition, agreement_version(root)),
        institutes=institutes.read(root),
    )
    with output.progress("Importing", STEPS * len(given.table.rows)) as advance:
        imported = run_import(given, advance)
        stopped = bool(imported.refused) and not keep_going
        records = () if stopped else output.counted(imported.records, advance)
        planned = changes(root, records, edition=edition, cohort=cohort)
        if not write.dry_run:
            planned.apply(advance)
    if imported.problems and format_ == "text":
        output.echo_err(by_cause(imported.problems))
    shown = imported.on_trial(edition.people) if stopped or write.dry_run else imported
    document = {key: getattr(shown, key) for key in REPORTED}
    output.report(format_, "import.txt.j2", document, imported=shown)
    if stopped:
        output.echo_err(output.said("rows-refused"))
    else:
        list_changes(planned, dry_run=write.dry_run)
    if imported.refused and not stopped and not write.dry_run:
        exported = file or root / "outbox" / f"indico-{event}.csv"
        beside = write_refused(exported, given.table, imported.refused)
        output.echo_err(output.said("refused-rows", path=beside))
    output.exit_with(failed=bool(imported.refused))


def _registrations(event: int | None, form: int | None) -> Table:
    """The registrations of an event, from the Indico server named in the environment."""
    url, token = os.environ.get(ADDRESS_FROM, ""), os.environ.get(KEY_FROM, "")
    if event is None or not url or not token:
        raise UsageError(f"Name the event, --event ID, and set {ADDRESS_FROM} and {KEY_FROM}.")
    watched = output.watched("Reading registrations")
    return registrations(url, token, event, form, watched)


@command()
def profiles(
    *,
    edition: Edition,
    approve: Annotated[str | None, option("Record that this mentor approved the text.", "ID")],
    today: Today,
    write: Writer,
) -> None:
    """Write the anonymous mentor catalogue of C into outbox/, for mentees to read.

    It lists only mentors who agreed to be listed and approved their text: by a code, without name,
    institute or experiment. For each mentor who has not approved it yet, a file to send to them is
    written. The command warns of every text that may identify a person.
    """
    if approve is not None:
        write.records(edition, catalogue.approve(edition, approve, today))
        return
    listed = catalogue.listings(edition, institutes.read(write.root))
    words = cache(partial(library.words_for, config=edition.config))
    values = {"cohort": edition.cohort.record, "listings": listed.values(), "words": words}
    texts = {"profiles.md": filled("profiles.md.j2", "markdown", **values)}
    for mentor, listing in listed.items():
        if not listing.approved:
            draft_of = filled("profile-draft.md.j2", "markdown", listing=listing, words=words)
            texts[f"profiles/{mentor}.md"] = draft_of
    write.outbox(edition.name, texts)
    output.say("profiles.txt.j2", cohort=edition.name, listings=listed)
