"""Languages that both speak. One is enough to talk, so more of them add nothing."""

from mentoring.scoring.criterion import FULL, Listed
from mentoring.scoring.features import Features


def spoken(person: Features) -> dict[str, int]:
    """All points for each of a person's languages."""
    return dict.fromkeys(person.languages, FULL)


def reason(mentee: Features, mentor: Features) -> str:
    """The languages they share."""
    shared = sorted(set(mentee.languages) & set(mentor.languages))
    if not shared:
        return "They share no language."
    return f"They share {len(shared)} language{'s'[: len(shared) > 1]}: {', '.join(shared)}."


CRITERION = Listed("Languages", ("languages",), spoken, spoken, reason)
