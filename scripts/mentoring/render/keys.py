"""Who may read an edition's identities, in words and as JSON."""

from typing import Any

from msgspec import to_builtins

from mentoring.keys import age
from mentoring.render.environment import written
from mentoring.store.programme import Edition


def notice(name: str, **values: object) -> str:
    """What a step means for the people in the edition, by the name of its text."""
    return written(f"keys/{name}.txt.j2", "terminal", is_ssh=age.is_ssh, **values)


def as_text(edition: Edition) -> str:
    """One line for each steward, and whether a key at hand opens the edition."""
    return notice("status", edition=edition)


def as_json(edition: Edition) -> dict[str, Any]:
    """The same for programs."""
    keys = edition.keys.record if edition.keys else None
    return {
        "cohort": edition.name,
        "encrypted": keys is not None,
        "destroyed": keys is not None and keys.wrapped is None,
        "open": edition.is_open,
        "stewards": to_builtins(list(keys.stewards)) if keys else [],
    }
