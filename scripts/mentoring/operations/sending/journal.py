"""Drafts in doubt, for which no answer came, and drafts that must not be sent any more."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from pathlib import Path

from mentoring.files import atomic
from mentoring.files.tree import Tree
from mentoring.operations.letters.still_holds import StillHolds
from mentoring.operations.sending.draft import Draft, drafts, folder_of
from mentoring.store.edition import Edition

SUFFIX = ".handing-over"


class Journal:
    """A mark for each message in doubt, stored in the outbox next to its draft."""

    def __init__(self, root: Path, cohort: str) -> None:
        self._root = root
        self._folder = folder_of(cohort)

    def begin(self, draft: Draft) -> None:
        """Mark a message as in doubt, right before its end is sent."""
        atomic.write(self._path(draft.key), b"", private=True)

    def settle(self, draft: Draft) -> None:
        """Remove the mark, once it is known whether the message was accepted."""
        self._path(draft.key).unlink(missing_ok=True)

    def open(self) -> frozenset[str]:
        """The keys of the messages in doubt."""
        names = (path.rpartition("/")[2] for path in Tree(self._root).list(self._folder).files)
        return frozenset(name.removesuffix(SUFFIX) for name in names if name.endswith(SUFFIX))

    def _path(self, key: str) -> Path:
        return self._root / self._folder / f"{key}{SUFFIX}"


def obsolete(root: Path, edition: Edition, today: date, drafted: Collection[str]) -> dict[str, str]:
    """Why drafts are obsolete, by key, without those `drafted` again or sent before.

    Drafts in doubt are not included, because an organiser has to settle them.
    """
    kept = {f"{one.record.letter}-{one.record.to}" for one in edition.sent}
    kept |= {*drafted, *Journal(root, edition.name).open()}
    holds = StillHolds(edition=edition, today=today)
    found = (draft for draft in drafts(root, edition.name) if draft.key not in kept)
    whys = ((one.key, holds.why_not(one.letter, one.to, one.about, one.dates)) for one in found)
    return {key: why for key, why in whys if why}


def files_of(edition: Edition, keys: Iterable[str]) -> dict[str, None]:
    """The drafts' files, for removal."""
    return {f"{folder_of(edition.name)}/{key}.eml": None for key in keys}
