"""`mentoring institutes`: merges different spellings of one institute."""

from collections.abc import Iterator
from pathlib import Path

import click

from mentoring.cli import output, writing
from mentoring.cli.options import dry_run_option, pass_root
from mentoring.errors import NeedsKeyError, UsageError
from mentoring.intake import institutes
from mentoring.intake.institutes import Spelling
from mentoring.people.institute import comparable
from mentoring.store import institutes_file
from mentoring.store.reader import load
from mentoring.store.writer import changes


@click.command()
@click.argument("tag", metavar="[TAG]", required=False)
@click.option("--same", is_flag=True, help="Both names are one institute.")
@click.option("--distinct", is_flag=True, help="They are two institutes.")
@click.option("--write", is_flag=True, help="Give every institute its registered name.")
@dry_run_option
@pass_root
def command(
    root: Path, tag: str | None, *, same: bool, distinct: bool, write: bool, dry_run: bool
) -> None:
    """List institutes with similar names, or settle a pair of them.

    Each pair is listed by a TAG and by its places in the files. With --same, the second name
    becomes an alias of the first in data/institutes.yaml, and every record gets the first name, so
    that rules about a person's own institute apply. With --distinct, the pair is not listed again.
    """
    programme = load(root)
    for name, edition in programme.editions.items():
        if not (edition.is_open or edition.is_destroyed):
            raise NeedsKeyError(name)
    register = institutes.read(root)
    found = list(institutes.spellings(programme))
    pairs = institutes.alike_pairs(found, register)
    if tag is None and not write:
        output.echo("\n".join(_listed(pairs, found)) or "No two institutes have similar names.")
        return
    if tag is not None:
        if same is distinct:
            raise UsageError("Give --same or --distinct.")
        register = institutes.settle(register, pairs, tag, same=same)
    records = institutes.rewritten(programme, register)
    others = institutes_file.files(root, institutes.text_of(register))
    writing.apply(changes(root, records, others=others), dry_run=dry_run)


def _listed(pairs: dict[str, tuple[str, str]], found: list[Spelling]) -> Iterator[str]:
    """Each pair by its tag, and where its names first occur."""
    places = {comparable(spelling.name): spelling.place for spelling in reversed(found)}
    for tag, pair in pairs.items():
        where = (places.get(comparable(name), institutes_file.PATH) for name in pair)
        yield f"{tag}  {'  '.join(where)}"
