"""A draft in the outbox: which letter it is, to whom, and its message."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mentoring.files.tree import Tree
from mentoring.operations.sending.message import message_of

if TYPE_CHECKING:
    from email.message import EmailMessage
    from pathlib import Path

ABOUT = "X-Mentoring-About"
"""The header that names the partners a draft speaks of, after one word; it is never sent."""

NAME = re.compile(r"(?P<letter>[a-z][a-z0-9-]*)-(?P<to>[bcdfghjkmnpqrstvwxz]{6})\.eml")


@dataclass(frozen=True, kw_only=True, slots=True)
class Draft:
    """One `.eml` file: the letter's name in the ledger, the receiver's id, the message."""

    letter: str
    to: str
    message: EmailMessage

    @property
    def key(self) -> str:
        """The stem of its file: letter and receiver."""
        return f"{self.letter}-{self.to}"

    @property
    def about(self) -> tuple[str, ...] | None:
        """The ids of the partners it speaks of; None where it does not say."""
        stated = self.message[ABOUT]
        return None if stated is None else tuple(str(stated).split()[1:])


def folder_of(cohort: str) -> str:
    """Where an edition's drafts are, from the repository's root."""
    return f"outbox/{cohort}/letters"


def drafts(root: Path, cohort: str) -> tuple[Draft, ...]:
    """Every draft of an edition, in the order of the file names; other files are left alone."""
    tree, found = Tree(root), []
    for path in tree.list(folder_of(cohort)).files:
        name = NAME.fullmatch(path.rpartition("/")[2])
        if name is not None:
            message = message_of(tree.read(path))
            found.append(Draft(letter=name["letter"], to=name["to"], message=message))
    return tuple(found)
