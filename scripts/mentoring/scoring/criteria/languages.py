"""Languages that both speak. One is enough to talk, so more of them add nothing."""

from mentoring.scoring.criterion import FULL, Listed
from mentoring.scoring.features import Features


def worth(mentee: Features) -> dict[str, int]:
    """All points for each of the mentee's languages."""
    return dict.fromkeys(mentee.languages, FULL)


def offers(mentor: Features) -> dict[str, int]:
    """The mentor's languages."""
    return dict.fromkeys(mentor.languages, FULL)


def reason(mentee: Features, mentor: Features) -> str:
    """The languages they share."""
    shared = sorted(set(mentee.languages) & set(mentor.languages))
    if not shared:
        return "They share no language."
    return f"They share {len(shared)} language{'s'[: len(shared) > 1]}: {', '.join(shared)}."


CRITERION = Listed(
    title="Languages", reads=("languages",), worth=worth, offers=offers, reason=reason
)
