"""What happened to the drafts of one run."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class Report:
    """The drafts by their keys. `refused` and `taken_back` say why.

    `lost` says that the connection broke.
    """

    sent: list[str] = field(default_factory=list)
    already: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    in_doubt: list[str] = field(default_factory=list)
    refused: dict[str, str] = field(default_factory=dict)
    taken_back: dict[str, str] = field(default_factory=dict)
    lost: bool = False

    @property
    def complete(self) -> bool:
        """Whether nothing is left that somebody has to look at or to try again."""
        return not (self.lost or self.refused or self.in_doubt)
