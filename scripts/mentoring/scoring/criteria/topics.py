"""Topics the mentee asks for, most wanted first, against topics the mentor offers.

A topic is worth more the more topics stand below it in the mentee's ranking. Each topic that the
mentor offers closes its share of the distance to full points.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mentoring.scoring.criterion import Listed, falling

if TYPE_CHECKING:
    from mentoring.scoring.features import Features


def worth(mentee: Features) -> dict[str, int]:
    """500 points for the last topic, 100 more for each one above it, up to 900."""
    return falling(mentee.topics, last=500, step=100, steps=4)


def offers(mentor: Features) -> tuple[str, ...]:
    """The topics on offer, in whatever order."""
    return mentor.topics


def reason(mentee: Features, mentor: Features) -> str:
    """Which of the topics asked for are offered, with their place in the ranking."""
    offered = frozenset(mentor.topics)
    found = [f"{topic} ({n})" for n, topic in enumerate(mentee.topics, 1) if topic in offered]
    if not found:
        return "The mentor offers none of the topics the mentee asks for."
    asked = len(mentee.topics)
    return f"The mentor offers {len(found)} of {asked} topics asked for: {', '.join(found)}."


CRITERION = Listed(
    name="topics", title="Topics", doc=__doc__, worth=worth, offers=offers, reason=reason
)
