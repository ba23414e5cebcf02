"""Every problem of a record that `mentoring validate` finds, from the tables of messages."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mentoring.files.messages import messages

if TYPE_CHECKING:
    from collections.abc import Iterator

PACKAGES = ("mentoring.checks", "mentoring.store")
FACT = re.compile(r"\{(?:\w+\.)*(\w+)\}")
"""A fact in a message, such as {record.reviewer}, which the page calls by its last word."""
PAGE = """---
title: Problems and their cures
---

# Problems and their cures

What `mentoring validate` says of a record, by the code at the end of the message. An error fails
the check of a pull request; a warning is only shown. Words in *italics* or CAPITALS are replaced by
what the message names. This page is written by `make handbook` from the tables that the checks ask.

| code | message | cure |
| --- | --- | --- |
{rows}

Other codes are of the file itself: `yaml` and `duplicate-key` of its text, and those that begin
with `schema-` of a value that the [reference of the data](data/index.md) does not allow.
"""


def problem_reference() -> dict[str, str]:
    """The page, by its path."""
    return {"reference/problems.md": PAGE.format(rows="\n".join(_rows()))}


def _rows() -> Iterator[str]:
    said = {name: texts for package in PACKAGES for name, texts in messages(package).items()}
    problems = {name: texts for name, texts in said.items() if isinstance(texts, list)}
    for name, (message, cure, *severity) in sorted(problems.items()):
        code = f"`{name.partition('/')[0]}`" + (" (a warning)" if severity else "")
        yield f"| {code} | {_shown(message)} | {_shown(cure)} |"


def _shown(text: str) -> str:
    """The text in Markdown, with the names of its facts."""
    parts = text.replace("|", "\\|").split("`")
    parts[::2] = [FACT.sub(r"*\1*", part) for part in parts[::2]]
    parts[1::2] = [FACT.sub(lambda fact: fact[1].upper(), part) for part in parts[1::2]]
    return "`".join(parts)
