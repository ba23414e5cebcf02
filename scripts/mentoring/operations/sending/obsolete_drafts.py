"""Drafts that are not to go out any more: what they ask for has been done, or is not asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mentoring.operations.sending.draft import drafts, folder_of
from mentoring.operations.sending.journal import Journal

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

    from mentoring.store.edition import Edition


def left_over(
    root: Path, edition: Edition, beginnings: tuple[str, ...], due: Collection[str]
) -> Iterator[str]:
    """The files of drafts with such names that are not due (by key) and were never sent.

    One whose fate is open stays, for an organiser to settle.
    """
    kept = {f"{one.record.letter}-{one.record.to}" for one in edition.sent}
    kept |= {*due, *Journal(root, edition.name).open()}
    for draft in drafts(root, edition.name):
        if draft.letter.startswith(beginnings) and draft.key not in kept:
            yield f"{folder_of(edition.name)}/{draft.key}.eml"
