"""`mentoring resolve`: turns names of people to avoid into ids, or dismisses them."""

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import click

from mentoring.cli import output, writing
from mentoring.cli.options import dry_run_option, pass_edition, today_option
from mentoring.errors import UsageError
from mentoring.intake.corrections import application_of, resolve, tags
from mentoring.intake.importing.people_index import PeopleIndex
from mentoring.people.application import Application
from mentoring.store.edition import Edition
from mentoring.store.entry import Entry


@click.command()
@pass_edition
@click.argument("person", metavar="[ID", required=False)
@click.argument("tag", metavar="TAG]", required=False)
@click.option(
    "--as", "meant", metavar="ID", multiple=True, help="The person meant; may be repeated."
)
@click.option("--dismiss", is_flag=True, help="The name is of no person in this edition.")
@today_option
@dry_run_option
def command(
    root: Path,
    edition: Edition,
    person: str | None,
    tag: str | None,
    meant: tuple[str, ...],
    today: date,
    *,
    dismiss: bool,
    dry_run: bool,
) -> None:
    """List the names in C that match no person, or settle one of them.

    Applicants name people they must not be matched with. Matching waits until each name is settled.
    A name is listed by its place in the application's file, and by a TAG of three letters that
    never changes. If one answer names several people, give --as ID for each of them.
    """
    if person is None or tag is None:
        output.echo(_open(edition))
        return
    if bool(meant) is dismiss:
        raise UsageError(
            "Name the person meant (--as ID, for each of them), or --dismiss the name."
        )
    people = [application_of(edition.people, name) for name in dict.fromkeys(meant)]
    settled = resolve(application_of(edition.people, person), tag, people, today)
    writing.record(root, edition, settled, dry_run=dry_run)
    output.echo("\n".join(_told(settled, tag, people)))


def _told(settled: Application, tag: str, people: Sequence[Application]) -> Iterator[str]:
    """What was settled, and what is still open."""
    for person in people:
        yield f"{tag}: {settled.id} and {person.id} are never matched."
        if person.role == settled.role:
            yield f"Both are {person.role}s, so they never would be. Is it the right person?"
    if not people:
        yield f"{tag}: this name is of no person in this edition."
    if left := tags(settled):
        yield f"{settled.id} still has to settle: {', '.join(left)}."


def _open(edition: Edition) -> str:
    """Each unresolved name by its tag and place, with the ids of people it may refer to."""
    known = PeopleIndex(edition.people.values())
    lines = [
        f"{entry.record.id} {tag}  {_place(entry, number)}  "
        f"perhaps {', '.join(known.perhaps(name)) or 'no match'}"
        for entry in edition.applications
        for number, (tag, name) in enumerate(tags(entry.record).items())
    ]
    return "\n".join(lines) or f"Every name in {edition.name} is settled."


def _place(entry: Entry[Application], number: int) -> str:
    """The file and line of the name; the name itself is only in that file."""
    document, steps = entry.place(("person", "unresolved", number))
    place = document.locate(*steps)
    return f"{document.path}:{place.line}:{place.column}"
