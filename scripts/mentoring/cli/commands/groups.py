"""`mentoring groups`: the discussion groups of a networking event."""

from typing import Annotated

from click import IntRange

from mentoring.cli import output
from mentoring.cli.command import TextOrJson, command, option
from mentoring.cli.writing import Writer
from mentoring.groups.arrange import arrange
from mentoring.operations.event import event_of, party
from mentoring.render import groups as render
from mentoring.store.programme import Edition


@command()
def groups(
    *,
    edition: Edition,
    event: str,
    size: Annotated[int, option(type=IntRange(2, 20))] = 4,
    rounds: Annotated[int, option(type=IntRange(1, 12))] = 3,
    without: Annotated[tuple[str, ...], option("Not coming; may be repeated.", "ID")],
    seed: Annotated[str | None, option("Another start of the search, for other groups.")],
    form: TextOrJson,
    write: Writer,
) -> None:
    """Form the groups of EVENT, so that people meet as many others as possible.

    Groups mix experiments and, where the event asks so, keep mentees apart from their own mentor.
    The list by name goes into outbox/; here people are named by id.
    """
    wanted = event_of(edition, event)
    guests = party(edition, wanted, size=size, rounds=rounds, without=without)
    arrangement = arrange(guests, seed or f"{edition.name}/{event}")
    if form == "json":
        output.echo_json(render.as_json(arrangement, edition.name, wanted))
    else:
        output.echo(render.as_text(arrangement, wanted))
    listed = render.as_markdown(arrangement, wanted, edition.names)
    write.private({f"outbox/{edition.name}/groups/{event}.md": listed.encode()})
