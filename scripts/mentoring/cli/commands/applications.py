"""`mentoring correct`, `consent`, `resolve`, `withdraw`, `institutes`: changes to applications."""

from collections.abc import Iterator
from typing import Annotated, Any

from mentoring.cli import output
from mentoring.cli.command import Person, Today, argument, command, option
from mentoring.cli.writing import Writer
from mentoring.errors import NeedsKeyError, UsageError
from mentoring.files.yaml.parse import parse
from mentoring.intake import corrections
from mentoring.intake import institutes as spelling
from mentoring.intake.corrections import application_of
from mentoring.intake.importing.people_index import PeopleIndex
from mentoring.operations import withdraw as withdrawals
from mentoring.people.application import Application, ApplicationStatus
from mentoring.people.institute import comparable
from mentoring.people.pair import Pair
from mentoring.store.programme import Edition, Programme
from mentoring.store.vault import REGISTER
from mentoring.store.writer import changes


@command()
def correct(
    *,
    edition: Edition,
    person: Person,
    values: Annotated[tuple[str, ...], argument(metavar="FIELD=VALUE…", required=True)],
    today: Today,
    write: Writer,
) -> None:
    """Correct fields of the application ID, and record the correction.

    Fields are named as in the file, with dots: institute="Sample Laboratory, Lund",
    location.in_person=true, languages="[en, fr]". An empty value removes the field.
    """
    application = application_of(edition.people, person)
    stated: dict[str, Any] = {}
    for text in values:
        field, sign, value = text.partition("=")
        if not sign:
            raise UsageError(f"{text} states no value. Write it as field=value.")
        stated[field.strip()] = parse(value.encode(), field).value if value.strip() else None
    vocabulary = edition.config.vocabulary
    write.records(edition, corrections.correct(application, stated, today, vocabulary))


@command()
def consent(
    *,
    edition: Edition,
    person: Person,
    statistics: Annotated[bool | None, option("Count them in statistics.")],
    listed: Annotated[bool | None, option("List them in the anonymous catalogue.")],
    next_edition: Annotated[bool | None, option("Keep them in the pool.")],
    take_back: Annotated[bool, option("Withdraw all consents.")],
    today: Today,
    write: Writer,
) -> None:
    """Record a change in the consents of the person ID."""
    application = application_of(edition.people, person)
    given = {"statistics": statistics, "listed": listed, "next_edition": next_edition}
    if take_back:
        after = corrections.take_back(application, today)
    elif all(value is None for value in given.values()):
        raise UsageError("Name the change, such as --no-listed, or --take-back for all consents.")
    else:
        after = corrections.consent(application, given, today)
    write.records(edition, after)
    if take_back:
        output.echo(output.said("consent-taken-back", edition=edition.name, person=person))


@command()
def resolve(
    *,
    edition: Edition,
    person: Annotated[str | None, argument(metavar="[ID")],
    tag: Annotated[str | None, argument(metavar="TAG]")],
    as_: Annotated[tuple[str, ...], option("The person meant; may be repeated.", "ID")],
    dismiss: Annotated[bool, option("The name belongs to no person in this edition.")],
    today: Today,
    write: Writer,
) -> None:
    """List the names in C that match no person, or settle one of them.

    Applicants name people they must not be matched with. Matching waits until each name is settled.
    A name is listed by its place in the application's file, and by a TAG of three letters that
    never changes. If one answer names several people, give --as ID for each of them.
    """
    if person is None or tag is None:
        listed = "\n".join(_unresolved(edition))
        output.echo(listed or f"Every name in {edition.name} is settled.")
        return
    if bool(as_) is dismiss:
        raise UsageError(output.said("name-or-dismiss"))
    people = [application_of(edition.people, name) for name in dict.fromkeys(as_)]
    application = application_of(edition.people, person)
    settled = corrections.resolve(application, tag, people, today)
    write.records(edition, settled)
    left = corrections.tags(settled)
    output.say("resolved.txt.j2", application=settled, tag=tag, people=people, left=left)


def _unresolved(edition: Edition) -> Iterator[str]:
    """Each name by its tag, file and line, with the ids of people it may refer to."""
    known = PeopleIndex(edition.people.values())
    for entry in edition.applications:
        for number, (tag, name) in enumerate(corrections.tags(entry.record).items()):
            where = entry.where(("person", "unresolved", number))
            perhaps = ", ".join(known.similar(name)) or "no match"
            yield f"{entry.record.id} {tag}  {where}  perhaps {perhaps}"


@command()
def withdraw(
    *,
    edition: Edition,
    person: Person,
    do_not_contact: Annotated[bool, option("They asked not to be written to at all.")],
    deceased: Annotated[bool, option("They have died.")],
    undo: Annotated[bool, option("It was a mistake: they take part again.")],
    today: Today,
    write: Writer,
) -> None:
    """Withdraw the application ID, and end the announced pairs it was in.

    A letter confirms it, unless they are not to be contacted or have died; the partners get a
    letter, too. `mentoring remind` drafts both.
    """
    if do_not_contact + deceased + undo > 1:
        raise UsageError("Give one of --do-not-contact, --deceased and --undo at most.")
    status = ApplicationStatus.DO_NOT_CONTACT if do_not_contact else ApplicationStatus.WITHDRAWN
    status = ApplicationStatus.DECEASED if deceased else status
    records: tuple[Application | Pair, ...]
    if undo:
        records = withdrawals.reinstate(edition, person, today)
    else:
        records = withdrawals.withdraw(edition, person, today, status)
    write.records(edition, *records)
    after = withdrawals.after(edition, records)
    output.say("withdrawn.txt.j2", edition=after, id=person, records=records, undo=undo)


@command()
def institutes(
    *,
    programme: Programme,
    tag: str | None,
    same: Annotated[bool, option("Both names are one institute.")],
    distinct: Annotated[bool, option("They are two institutes.")],
    all_: Annotated[bool, option("Give every institute its registered name.", flag="--write")],
    write: Writer,
) -> None:
    """List institutes with similar names, or settle a pair of them.

    Each pair is listed by a TAG and by its places in the files. With --same, the second name
    becomes an alias of the first in data/institutes.yaml, and every record gets the first name, so
    that rules about a person's own institute apply. With --distinct, the pair is not listed again.
    """
    for name, edition in programme.editions.items():
        if edition.needs_key:
            raise NeedsKeyError(name)
    register = spelling.read(programme.root)
    found = list(spelling.spellings(programme))
    pairs = spelling.alike_pairs(found, register)
    if tag is not None:
        if same is distinct:
            raise UsageError("Give --same or --distinct.")
        register = spelling.settle(register, pairs, tag, same=same)
    elif not all_:
        places = {comparable(use.name): use.entry.where(use.steps) for use in reversed(found)}
        for pair_tag, names in pairs.items():
            where = (places.get(comparable(name), REGISTER) for name in names)
            output.echo(f"{pair_tag}  {'  '.join(where)}")
        if not pairs:
            output.echo("No two institutes have similar names.")
        return
    records = spelling.rewritten(programme, register)
    others = spelling.files(programme.root, register)
    write.apply(changes(programme.root, records, others=others))
