"""The marks that remember a message whose end was sent and whose answer never came."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mentoring.files import atomic
from mentoring.files.tree import Tree
from mentoring.operations.sending.draft import folder_of

if TYPE_CHECKING:
    from pathlib import Path

    from mentoring.operations.sending.draft import Draft

SUFFIX = ".handing-over"


class Journal:
    """One mark a message, in the outbox beside the draft, while its fate is open."""

    def __init__(self, root: Path, cohort: str) -> None:
        self._root = root
        self._folder = folder_of(cohort)

    def begin(self, draft: Draft) -> None:
        """The end of this message is about to be sent."""
        atomic.write(self._path(draft.key), b"", private=True)

    def settle(self, draft: Draft) -> None:
        """The fate of this message is known."""
        self._path(draft.key).unlink(missing_ok=True)

    def open(self) -> frozenset[str]:
        """The keys of the messages in doubt."""
        names = (path.rpartition("/")[2] for path in Tree(self._root).list(self._folder).files)
        return frozenset(name.removesuffix(SUFFIX) for name in names if name.endswith(SUFFIX))

    def _path(self, key: str) -> Path:
        return self._root / self._folder / f"{key}{SUFFIX}"
