"""For somebody in no pair, the nearest outcome in which they are: what stood in their way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mentoring.matching.sealed.instance import Pair
    from mentoring.matching.why.counterfactuals import Counterfactuals
    from mentoring.matching.why.loss import Loss


@dataclass(frozen=True, kw_only=True, slots=True)
class Alternative:
    """The best outcome that has a certain pair, by what it loses.

    What stands in the way of the pair is the first stage that is worse (`Loss.decided`):
    `motivation` says that somebody more motivated would have to go, `fit` that all fits together
    would be less, and so on; None that the other outcome is as good.
    """

    pair: Pair
    loss: Loss


def of_mentee(of: Counterfactuals, mentee: str) -> tuple[Alternative, ...]:
    """The pairs a mentee could be in, the nearest first; none where no outcome has them."""
    return _sorted(of, ((mentee, mentor.id) for mentor in of.instance.mentors))


def of_mentor(of: Counterfactuals, mentor: str) -> tuple[Alternative, ...]:
    """The pairs a mentor could be in, the nearest first; none where no outcome has them."""
    return _sorted(of, ((mentee.id, mentor) for mentee in of.instance.mentees))


def _sorted(of: Counterfactuals, pairs: Iterable[Pair]) -> tuple[Alternative, ...]:
    losses = ((pair, of.forced(pair)) for pair in pairs)
    found = [Alternative(pair=pair, loss=loss) for pair, loss in losses if loss is not None]
    return tuple(sorted(found, key=lambda one: (one.loss.key, one.pair)))
