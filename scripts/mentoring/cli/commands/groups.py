"""`mentoring groups`: the discussion groups of a networking event."""

from pathlib import Path

import click

from mentoring.cli import output, writing
from mentoring.cli.options import dry_run_option, format_option, pass_edition
from mentoring.groups.arrange import arrange
from mentoring.operations.event import event_of, party
from mentoring.render import groups as render
from mentoring.store.edition import Edition


@click.command()
@pass_edition
@click.argument("event", metavar="EVENT")
@click.option("--size", type=click.IntRange(2, 20), default=4, show_default=True)
@click.option("--rounds", type=click.IntRange(1, 12), default=3, show_default=True)
@click.option("--without", metavar="ID", multiple=True, help="Not coming; may be repeated.")
@click.option("--seed", help="Another start of the search, for other groups.")
@format_option("text", "json")
@dry_run_option
def command(
    root: Path,
    edition: Edition,
    event: str,
    form: str,
    *,
    size: int,
    rounds: int,
    without: tuple[str, ...],
    seed: str | None,
    dry_run: bool,
) -> None:
    """Form the groups of EVENT, so that people meet as many others as possible.

    Groups mix experiments and, where the event asks so, keep mentees apart from their own mentor.
    The list by name goes into outbox/; here people are named by id.
    """
    wanted = event_of(edition, event)
    arrangement = arrange(
        party(edition, wanted, size=size, rounds=rounds, without=without),
        seed or f"{edition.name}/{event}",
    )
    if form == "json":
        output.echo_json(render.as_json(arrangement, edition.name, wanted))
    else:
        output.echo(render.as_text(arrangement, wanted))
    names = edition.names
    listed = render.as_markdown(arrangement, wanted, names)
    path = f"outbox/{edition.name}/groups/{event}.md"
    writing.write_private(root, {path: listed.encode()}, dry_run=dry_run)
