"""A person's data for that person, as text and as JSON; personal, so only for the outbox."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from mentoring.operations.access import Held
from mentoring.render.environment import written
from mentoring.render.text import inline, quoted
from mentoring.store.entry import to_plain

_LISTS = ("applications", "voices", "outbox")
LONG = 100  # the most characters of a text that is shown on one line


def files(held: Held, folder: str) -> Mapping[str, bytes]:
    """The two files with all data, as JSON and as text, by path."""
    plain = to_plain(held)
    text = written(
        "access.md.j2",
        "markdown",
        held={"reviewed": 0, "member": {}, **dict.fromkeys(_LISTS, ()), **plain},
        tree=lambda value: "\n".join(_tree(value)),
    )
    document = json.dumps(plain, indent=2, ensure_ascii=False) + "\n"
    path = f"{folder}/{held.person}"
    return {f"{path}.json": document.encode(), f"{path}.md": text.encode()}


def _tree(value: Any, indent: str = "") -> Iterator[str]:  # noqa: ANN401 (plain data)
    """Plain data as a nested list; texts of several lines are quoted."""
    entries = value.items() if isinstance(value, dict) else enumerate(value, 1)
    for key, inner in entries:
        head = f"{indent}- **{str(key).replace('_', ' ')}**:"
        row = inner if isinstance(inner, list) else [inner]
        is_row = all(not isinstance(word, dict | list) and len(str(word)) <= LONG for word in row)
        if isinstance(inner, str) and (not is_row or "\n" in inner):
            yield from (head, "", *(f"{indent}  {line}" for line in quoted(inner)), "")
        elif is_row:
            words = ("yes" if word is True else "no" if word is False else word for word in row)
            yield f"{head} {', '.join(inline(str(word)) for word in words)}"
        else:
            yield head
            yield from _tree(inner, f"{indent}  ")
