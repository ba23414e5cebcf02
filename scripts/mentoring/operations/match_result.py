"""The result of matching an edition, whether pairs were chosen or already announced."""

from __future__ import annotations

from dataclasses import dataclass

from mentoring.files.changes import Changes
from mentoring.matching.explain.shortage import Shortage
from mentoring.matching.instance.instance import Instance
from mentoring.matching.outcome import Outcome
from mentoring.operations.snapshot import Snapshot


@dataclass(frozen=True, kw_only=True, slots=True)
class MatchResult:
    """The outcome of matching, the sealed match behind it, and the changes to write.

    `standing` says that pairs were announced already: the outcome is then the current pairs, and
    there is nothing to write. `shortage` says why there are fewer pairs than the cap allows, unless
    the objective prefers that. `today` is the edition as matching would see it today; `instance`
    is the sealed one.
    """

    outcome: Outcome
    match: int
    instance: Instance
    today: Snapshot
    standing: bool
    shortage: Shortage | None
    changes: Changes

    @property
    def undrawn(self) -> bool:
        """Whether the objective has a lottery stage but the edition had no seed."""
        return "lottery" in self.instance.objective and self.instance.lottery is None
