"""The groups of an event: with ids for the terminal and programs, with names for the outbox."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import Any

from mentoring.groups.arrange import Arrangement
from mentoring.programme.cohort import Event
from mentoring.render.text import inline


def as_json(arrangement: Arrangement, cohort: str, event: Event) -> dict[str, Any]:
    """The groups, the numbers they reach, and the bounds."""
    return {"cohort": cohort, "event": event.id, **asdict(arrangement)}


def as_text(arrangement: Arrangement, event: Event) -> str:
    """One line per group, with ids."""
    return "\n".join([*_rounds(arrangement, {}), "", quality(arrangement, event)])


def as_markdown(arrangement: Arrangement, event: Event, names: Mapping[str, str]) -> str:
    """The list for the event, with names."""
    escaped = {person: inline(name) for person, name in names.items()}
    lines = _rounds(arrangement, escaped, heading="## ", item="- ")
    return "\n".join([f"# {inline(event.title)}", "", *lines]) + "\n"


def quality(arrangement: Arrangement, event: Event) -> str:
    """The numbers of pairs that meet, meetings within an experiment, and pairs not kept apart."""
    met, alike = arrangement.met, arrangement.alike
    said = [
        f"Different pairs that meet: {met}; no arrangement has more than {arrangement.most_met}.",
        f"Meetings within an experiment: {alike}; none has fewer than {arrangement.fewest_alike}.",
    ]
    if event.apart:
        said.append(f"Meetings with one's own mentor or mentee: {arrangement.together}.")
    return " ".join([*said, "Nothing can be better."] if arrangement.optimal else said)


def _rounds(
    arrangement: Arrangement, names: Mapping[str, str], heading: str = "", item: str = "  "
) -> Iterator[str]:
    for number, groups in enumerate(arrangement.rounds, start=1):
        yield from ([""] if number > 1 else [])
        yield from (f"{heading}Round {number}", "")
        for place, group in enumerate(groups, start=1):
            yield f"{item}Group {place}: {', '.join(names.get(guest, guest) for guest in group)}"
