"""Drafts that are not to go out any more: somebody has left, or what they ask for is done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mentoring.operations.letters.still_holds import StillHolds
from mentoring.operations.sending.draft import drafts, folder_of
from mentoring.operations.sending.journal import Journal

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import date
    from pathlib import Path

    from mentoring.store.edition import Edition


def obsolete(root: Path, edition: Edition, today: date, drafted: Collection[str]) -> dict[str, str]:
    """Why drafts do not hold any more, by key, but for those `drafted` again or sent before.

    One whose fate is open stays, for an organiser to settle.
    """
    kept = {f"{one.record.letter}-{one.record.to}" for one in edition.sent}
    kept |= {*drafted, *Journal(root, edition.name).open()}
    holds = StillHolds(edition=edition, today=today)
    found = (draft for draft in drafts(root, edition.name) if draft.key not in kept)
    whys = ((one.key, holds.why_not(one.letter, one.to, one.about)) for one in found)
    return {key: why for key, why in whys if why}


def files_of(edition: Edition, keys: Iterable[str]) -> dict[str, None]:
    """The drafts' files, to be removed."""
    return {f"{folder_of(edition.name)}/{key}.eml": None for key in keys}
