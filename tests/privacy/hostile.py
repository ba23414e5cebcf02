"""A programme in which every free text of every record tries to be more than text."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING, Any

import yaml

from mentoring import schemas
from mentoring.store.record_kinds import kind_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

Steps = tuple[str | int, ...]

WORDS_OF_THE_PROGRAMME = {"seed", "salt", "beacon", "mapping"}  # numbers, and names of files

PIECES = (
    "=cmd|'/C calc'!A0",
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[go](javascript:alert(1))",
    "![](https://example.org/p.png)",
    "{{ 7*191 }}{% set x=1 %}{# c",
    "#set page(width: 1pt)",
    '#eval("7*191")',
    "*a* **b** `c` ~~d~~ _e_",
    "a | b",
    "$x$ @label \\ //",
    "&lt;b&gt; &#60;i&#62;",
    "--> ]]> %0A::error::x",
    "- [ ] task",
    "</p></td></body>",
    "\u202egnirts\u2066",
    "\x1b]0;title\x07",
)
LINE = " ".join(PIECES)
LINES = f"""{LINE}
---
# heading
- [ ] task
1. item
> quotation
```
    code
<!-- generated: facts -->
<!-- end -->
=1+1
+1
-1
@SUM(A1)
::error::x
BEGIN:VEVENT
Bcc: everybody@example.org
.
From me
| a | b |
a: *b"""


def plant(programme: Path) -> set[str]:
    """Puts these texts into every field of every record that takes them; the fields that did."""
    longest: dict[str, str | None] = {}
    numbers = count(12)  # the organisers get a name that a letter can have
    for path in sorted(programme.glob("data/*/**/*.yaml")):
        kind = kind_of(path.relative_to(programme).as_posix())
        assert kind is not None
        if kind.name == "programme":  # its words are nobody's, and judge all others
            continue
        value = yaml.safe_load(path.read_text())
        for steps in list(_texts(value)):
            field = "/".join(
                [kind.name, *("*" if isinstance(step, int) else step for step in steps)]
            )
            if field not in longest:
                schema = {"application": "readable"}.get(kind.schema, kind.schema)
                longest[field] = _longest(schema, value, steps)
            if words := longest[field]:
                if words in PIECES:
                    number = next(numbers)
                    words = f"{PIECES[number % len(PIECES)]} {number}"
                value = _with(value, steps, words)
        path.write_text(yaml.safe_dump(value, sort_keys=False))
    return {field for field, words in longest.items() if words}


def _longest(schema: str, value: Any, steps: Steps) -> str | None:
    """The most that a field takes of all this."""
    if steps[-1] in WORDS_OF_THE_PROGRAMME:
        return None
    tried = (LINES, LINE, PIECES[0])
    return next(
        (one for one in tried if not schemas.validate(schema, _with(value, steps, one))), None
    )


def _texts(value: Any, steps: Steps = ()) -> Iterator[Steps]:
    if isinstance(value, str):
        yield steps
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _texts(inner, (*steps, key))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _texts(inner, (*steps, number))


def _with(value: Any, steps: Steps, words: str) -> Any:
    if not steps:
        return words
    copy = value.copy()
    copy[steps[0]] = _with(value[steps[0]], steps[1:], words)
    return copy
