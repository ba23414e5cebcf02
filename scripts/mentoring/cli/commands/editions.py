"""`mentoring new`, `renew`, `schemas`, `migrate`, `demo`: a programme's and its editions' files."""

from datetime import date
from itertools import islice
from random import SystemRandom
from typing import Annotated

from click import IntRange

from mentoring import schemas as editors_schemas
from mentoring.cli import output
from mentoring.cli.command import Cohort, Today, argument, command, option
from mentoring.cli.writing import Writer
from mentoring.errors import UsageError
from mentoring.files.changes import plan
from mentoring.operations import new_edition
from mentoring.operations.migrate import migration
from mentoring.people.ids import new_ids
from mentoring.people.organisers import Decisions
from mentoring.store.programme import Programme
from mentoring.store.reader import load, load_config
from mentoring.store.record_kinds import path_of
from mentoring.store.writer import changes

Nouns = tuple[str, str]
EXPERIMENTS, PARTICIPANTS = ("experiment", "experiments"), ("participant", "participants")
ANSWERED = "Days to answer a request about personal data."
PLAYED = "Play until this day: reviews follow two weeks after the close, then pairs."


@command()
def new(
    *,
    programme: Programme,
    name: Annotated[str, argument(metavar="C")],
    from_: Annotated[str | None, option("The edition to start from, if not the latest.", "B")],
    write: Writer,
) -> None:
    """Start the edition C, such as 2027 or 2027-spring: its dates, rules and no decisions.

    The first edition is made from data/programme.yaml, the next from the one before, or from B:
    then every date keeps its weekday, the roster stays, and the lottery's draw and the forms'
    addresses are left out. Look at the new data/cohorts/C.yaml before you commit it.
    """
    earlier = from_ or next((other for other in [*programme.editions][::-1] if other != name), None)
    if earlier is not None:
        records = new_edition.files(programme.edition(earlier), name)
    else:
        records = (new_edition.first_edition(programme.config, name), Decisions(cohort=name))
    missing = [record for record in records if not (write.root / path_of(record)).exists()]
    there = programme.editions.get(name)
    if there and (there.cohort.record != records[0] or not missing):
        raise UsageError(f"The edition {name} is there already: data/cohorts/{name}.yaml.")
    made_from = there or programme.editions.get(earlier or name)
    write.apply(changes(write.root, missing, edition=made_from))
    output.say_err("started.txt.j2", cohort=name, made_from=made_from)


@command()
def renew(
    *,
    programme: Programme,
    cohort: Cohort,
    later: Annotated[str, argument(metavar="NEXT")],
    yes: Annotated[tuple[str, ...], option("Said yes by letter; may be repeated.", "ID")],
    today: Today,
    write: Writer,
) -> None:
    """Carry over to the edition NEXT the mentors of C who said at its end that they stay.

    Record a yes with `mentoring consent C ID --next-edition`, on the last day of C or later, or
    name the mentor with --yes; a tick on last year's form is not enough. Each mentor gets a new id,
    under the privacy notice that they agreed to. Mentors who have already applied to NEXT are left
    alone.
    """
    programme.sound(cohort)
    edition = programme.sound(later)
    carried = new_edition.renew(programme, cohort, later, today, SystemRandom(), yes)
    write.records(edition, *carried)
    notice = edition.cohort.record.privacy.notice
    output.say("renewed.txt.j2", carried=carried, cohort=later, notice=notice)


@command()
def schemas(*, write: Writer) -> None:
    """Write the schemas with this programme's words into data/.schemas/, for editors to complete.

    The first line of every record points there. Git ignores the folder: give the command again
    after data/programme.yaml or the tool has changed.
    """
    texts = editors_schemas.for_editors(load_config(write.root).vocabulary)
    files = {f"data/.schemas/{name}": text.encode() for name, text in texts.items()}
    write.apply(plan(write.root, files))


@command()
def migrate(
    *,
    affiliation: Annotated[Nouns, option("What people belong to.")] = EXPERIMENTS,
    people: Annotated[Nouns, option("What people who take part are called.")] = PARTICIPANTS,
    host: Annotated[str, option("Where people may meet in person.")] = "the host laboratory",
    place: Annotated[str, option("The town with the local time.")] = "the programme's town",
    address: Annotated[str, option("The public site's URL.")] = "https://mentoring.example.org/",
    answer_days: Annotated[int, option(ANSWERED, type=IntRange(1, 365))] = 30,
    write: Writer,
) -> None:
    """Bring a repository of an earlier version to the present layout.

    It writes data/programme.yaml from the latest edition and from the vocabulary in the tool's old
    source, if it is missing. It splits each application in two files, what matching reads and who
    the person is, and points the first line of every record to data/.schemas/. Published figures
    keep their groups. Give nouns in the singular and in the plural.
    """
    stated = {
        "affiliation": {"one": affiliation[0], "many": affiliation[1]},
        "people": {"one": people[0], "many": people[1]},
        "host": host,
        "place": place,
        "address": address,
        "law": {"name": "the law that applies to you", "days": answer_days},
    }
    write.apply(plan(write.root, migration(write.root, stated)))
    output.echo_err(output.said("migrated"))


@command()
def demo(
    *,
    seed: Annotated[int, option("Seed of the draws.")] = 1,
    mentees: Annotated[int, option("Number of mentees.", type=IntRange(0, 100_000))] = 46,
    mentors: Annotated[int, option("Number of mentors.", type=IntRange(0, 100_000))] = 31,
    pairs: Annotated[
        int | None, option("Number of pairs, if not the edition's.", type=IntRange(1))
    ],
    cohort: Annotated[str, option("The edition's name.", "C")] = "2026",
    until: Annotated[date | None, option(PLAYED)],
    ids: Annotated[int | None, option("Print fresh ids instead.", "N", type=IntRange(1))],
    write: Writer,
) -> None:
    """Fill the edition C with invented people who use the programme's own words.

    An edition without applications keeps its dates and rules; a missing one is made from
    data/programme.yaml. The same options give the same files, byte for byte. Without --until, the
    edition is as on the day when applications close.
    """
    if ids:
        for fresh in islice(new_ids(SystemRandom(), load(write.root).used_ids), ids):
            output.echo(fresh)
        return
    from mentoring.operations.demo import playing  # loads matching

    filled = playing.cohort_to_fill(load(write.root), cohort, pairs)
    until = until or filled.dates.mentees_close
    files = playing.edition_files(seed, mentees, mentors, filled, until)
    changes = playing.new_files(write.root, files)
    if not write.dry_run:
        changes.apply()
    would_be = " would be" if write.dry_run else ""
    output.echo_err(f"{len(files)} files{would_be} written below data/.")
