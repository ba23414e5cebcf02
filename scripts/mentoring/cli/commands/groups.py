"""`mentoring groups`: the discussion groups of a networking event."""

from dataclasses import asdict
from typing import Annotated

from click import IntRange

from mentoring.cli import output
from mentoring.cli.command import Format, command, option
from mentoring.cli.writing import Writer
from mentoring.groups.arrange import arrange
from mentoring.groups.seating import event_of, party
from mentoring.render.environment import written
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
    form: Format,
    write: Writer,
) -> None:
    """Form the groups of EVENT, so that people meet as many others as possible.

    Groups mix experiments and, where the event asks so, keep mentees apart from their own mentor.
    The list by name goes into outbox/; here people are named by id.
    """
    wanted = event_of(edition, event)
    guests = party(edition, wanted, size=size, rounds=rounds, without=without)
    arrangement = arrange(guests, seed or f"{edition.name}/{event}")
    document = {"cohort": edition.name, "event": event, **asdict(arrangement)}
    values = {"found": arrangement, "event": wanted}
    output.report(form, "groups.j2", document, **values, names={})
    listed = written("groups.j2", "markdown", **values, names=edition.names)
    write.outbox(edition.name, {f"groups/{event}.md": listed})
