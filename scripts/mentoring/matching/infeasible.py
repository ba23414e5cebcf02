"""Why no outcome keeps every bound."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mentoring.errors import MentoringError

if TYPE_CHECKING:
    from mentoring.matching.network import Network


class InfeasibleError(MentoringError):
    """No choice of pairs keeps every bound."""

    def __init__(self, network: Network) -> None:
        self.network = network
        super().__init__("No choice of pairs keeps every bound.")
