"""A person's data for that person, in a readable and a machine-readable form.

This report is full of personal data and is only written to the outbox.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from mentoring.operations.access import Held
from mentoring.render import environment
from mentoring.render.markdown import inline, quoted
from mentoring.store.serialize import to_plain

PARTS = {
    "decisions": "Decisions of the organisers about you",
    "reviews": "Reviews of your application",
    "sealed": "What the matching used about you",
    "mentorships": "Your mentorships",
    "sent": "Letters that were sent to you",
    "earlier": "Earlier versions in our history",
}
LONG = 100
"""The most characters of a text that is shown on one line."""


def files(held: Held, folder: str) -> Mapping[str, bytes]:
    """The two files, by path."""
    return {
        f"{folder}/{held.person}.json": as_json(held),
        f"{folder}/{held.person}.md": as_markdown(held),
    }


def as_json(held: Held) -> bytes:
    """All data, as JSON."""
    return (json.dumps(to_plain(held), indent=2, ensure_ascii=False) + "\n").encode()


def as_markdown(held: Held) -> bytes:
    """All data, as text."""
    plain = to_plain(held)
    text = environment.text(
        "access.md.j2",
        held={"voices": [], "member": {}, "outbox": [], "reviewed": 0, **plain},
        parts=PARTS,
        tree=lambda value: "\n".join(_tree(value)),
    )
    return f"{text.rstrip()}\n".encode()


def _tree(value: Any, indent: str = "") -> Iterator[str]:  # noqa: ANN401 (plain data)
    """Plain data as a nested list; texts of several lines are quoted."""
    entries = value.items() if isinstance(value, dict) else enumerate(value, 1)
    for key, inner in entries:
        head = f"{indent}- **{str(key).replace('_', ' ')}**:"
        if isinstance(inner, dict) or (isinstance(inner, list) and not _is_row(inner)):
            yield head
            yield from _tree(inner, f"{indent}  ")
        elif isinstance(inner, str) and (len(inner) > LONG or "\n" in inner):
            yield from (head, "", *(f"{indent}  {line}" for line in quoted(inner)), "")
        else:
            row = inner if isinstance(inner, list) else [inner]
            yield f"{head} {', '.join(inline(_word(word)) for word in row)}"


def _is_row(value: list[Any]) -> bool:
    return all(not isinstance(word, dict | list) and len(str(word)) <= LONG for word in value)


def _word(value: Any) -> str:  # noqa: ANN401 (plain data)
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)
