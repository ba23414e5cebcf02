"""The groups of an event: with ids for the terminal and programs, with names for the outbox."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from mentoring.groups.arrange import Arrangement
from mentoring.programme.cohort import Event
from mentoring.render.environment import written


def as_json(arrangement: Arrangement, cohort: str, event: Event) -> dict[str, Any]:
    """The groups, the numbers they reach, and the bounds."""
    return {"cohort": cohort, "event": event.id, **asdict(arrangement)}


def as_text(arrangement: Arrangement, event: Event) -> str:
    """One line per group, with ids; the pairs that meet, and those that were to be kept apart."""
    return written("groups.j2", found=arrangement, event=event, names={})


def as_markdown(arrangement: Arrangement, event: Event, names: Mapping[str, str]) -> str:
    """The list for the event, with names."""
    return written("groups.j2", "markdown", found=arrangement, event=event, names=names)
