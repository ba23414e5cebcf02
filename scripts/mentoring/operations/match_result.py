"""What matching an edition comes to, whether it chose pairs or found that they stand."""

from __future__ import annotations

from dataclasses import dataclass

from mentoring.files.changes import Changes
from mentoring.matching.explain.shortage import Shortage
from mentoring.matching.instance.instance import Instance
from mentoring.matching.outcome import Outcome
from mentoring.operations.snapshot import Snapshot


@dataclass(frozen=True, kw_only=True, slots=True)
class MatchResult:
    """What matching did: the outcome, the sealed match behind it, and what is to be written.

    `standing` says that pairs were announced already: the outcome is then what stands, and there
    is nothing to write. `shortage` says why there are fewer pairs than the cap allows, where that
    was not chosen. `today` is the edition as matching would see it today, `instance` as it was
    sealed.
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
        """Whether the objective has a lottery, and the edition had no seed."""
        return "lottery" in self.instance.objective and self.instance.lottery is None
