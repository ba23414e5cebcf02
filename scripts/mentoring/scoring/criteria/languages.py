"""Languages that both speak. One is enough to talk; a second adds a little."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mentoring.scoring.criterion import Listed

if TYPE_CHECKING:
    from mentoring.scoring.features import Features


def worth(mentee: Features) -> dict[str, int]:
    """800 points for a shared language, 960 for two, and so on towards 1000."""
    return dict.fromkeys(mentee.languages, 800)


def offers(mentor: Features) -> tuple[str, ...]:
    """The mentor's languages."""
    return mentor.languages


def reason(mentee: Features, mentor: Features) -> str:
    """Which languages they share."""
    shared = sorted(set(mentee.languages) & set(mentor.languages))
    if not shared:
        return "They share no language."
    return f"They share {len(shared)} language{'s'[: len(shared) > 1]}: {', '.join(shared)}."


CRITERION = Listed(
    name="languages", title="Languages", doc=__doc__, worth=worth, offers=offers, reason=reason
)
